"""Merging keeps every row in the input's order, whatever the shards and the order in which they ended."""

from __future__ import annotations

import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.merging import RESULTS, merge
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, Plan, part_name
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.tables import read_table, write_table


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 6), min_size=1, max_size=7), st.randoms())
def test_rows_are_in_the_order_of_the_input(options: Options, sizes: list[int], chance: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        ends = list(range(len(sizes)))
        chance.shuffle(ends)  # type: ignore[attr-defined]
        for shard in ends:
            rows = [Assessment(f"{shard}/{n}.jpg", "/in", status=Status.NO_FACE) for n in range(sizes[shard])]
            with place.writing(part_name(shard)) as file:
                write_table(rows, file)
        assert merge(place, Plan(options, tuple((size, 1) for size in sizes))) == sum(sizes)
        expected = [f"{shard}/{n}.jpg" for shard, size in enumerate(sizes) for n in range(size)]
        assert [row.path for row in read_table(file.__class__(folder) / RESULTS)] == expected


def test_a_part_that_is_missing_is_said(options: Options) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.raises(OutputError, match="lacks the part of shard 0"),
    ):
        merge(Place(folder), Plan(options, ((1, 1),)))
