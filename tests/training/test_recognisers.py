from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.recognition.similarities import Similarity
from training.embeddings import comparable
from training.recognisers import all_named, named, short_name


def test_the_embedded_recogniser_is_found_by_its_id() -> None:
    found = named("resnet29", None)
    assert found.record.similarity is Similarity.EUCLIDEAN
    crops = np.random.default_rng(0).integers(0, 256, (2, 150, 150, 3), dtype=np.uint8)
    assert found.embeddings(crops).shape == (2, 128)


def test_names_of_files_are_their_stems() -> None:
    assert [short_name(n) for n in ("resnet29", "/a/arc.onnx", "b.safetensors")] == ["resnet29", "arc", "b"]


def test_each_is_loaded_once_under_its_name() -> None:
    assert list(all_named(["resnet29", "resnet29"], None)) == ["resnet29"]


def test_names_may_have_dots_and_two_of_one_name_are_refused() -> None:
    assert [short_name(n) for n in ("arc.r50", "arc.r100.onnx")] == ["arc.r50", "arc.r100"]
    with pytest.raises(UsageError, match=r"two recognisers .* resnet29"):
        all_named(["resnet29", "somewhere/resnet29.onnx"], None)


def test_what_is_not_there_or_no_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nobody"):
        named("nobody", tmp_path)
    (tmp_path / "odd.json").write_text('{"x": 1}')
    with pytest.raises(ModelError, match="no tfjs graph"):
        named("odd", tmp_path)


def test_judge_c_comes_from_its_graph(shared_data: Path) -> None:
    judge = named("mobileface", shared_data / "judges")
    assert judge.record.input.size == 112
    crops = np.random.default_rng(0).integers(0, 256, (2, 112, 112, 3), dtype=np.uint8)
    embedded = judge.embeddings(crops)
    assert embedded.shape == (2, 256)
    assert np.linalg.norm(embedded, axis=1).min() > 1.5  # its lengths are a baseline
    unit = comparable(embedded, judge.record.similarity)
    assert np.linalg.norm(unit, axis=1) == pytest.approx(1, abs=1e-5)
    assert comparable(embedded, Similarity.EUCLIDEAN) is embedded
    cosine = float(judge.similarities(embedded[:1], embedded[1:])[0])
    assert np.linalg.norm(unit[0] - unit[1]) ** 2 == pytest.approx(2 - 2 * cosine, abs=1e-4)
