from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from simulate_scale import Costs, simulated


def test_one_machine_takes_what_its_cores_take() -> None:
    costs = Costs(cpu_ms=100, cores=4, start_seconds=0, deaths_per_shard=1e-9)
    run = simulated(100_000, 1, costs)
    assert run.scoring == pytest.approx(100_000 * 0.1 / 4, rel=0.02)
    assert run.bound == "cores"
    assert run.joules_per_photo == pytest.approx(1.0)


def test_machines_help_until_the_store_is_full() -> None:
    costs = Costs(cpu_ms=80, megabytes=4, names_per_second=1e9)
    few, more, many = (simulated(1e7, n, costs) for n in (1, 4, 400))
    assert few.scoring / more.scoring == pytest.approx(4, rel=0.1)
    assert many.bound == "network"
    assert many.scoring >= 1e7 * 4 * 8 / 1e3 / costs.store_gigabits


def test_deaths_cost_their_shards() -> None:
    calm, deadly = (simulated(1e6, 10, Costs(deaths_per_shard=share)).scoring for share in (1e-9, 0.1))
    assert 1.05 * calm < deadly < 1.4 * calm
