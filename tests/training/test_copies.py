from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from faceqnet_engine.faces.align import template_at
from faceqnet_engine.models.registry import InputSpec
from training.copies import cropper_for, cropper_to, crops_of, image_key, packed, recipe, unpacked
from training.datasets import Dataset


def test_every_network_sees_the_same_copies_whenever_they_are_made(labelled: Path) -> None:
    dataset = Dataset.load(labelled / "dataset")
    aligned = cropper_for(InputSpec(150, "B"))
    first, kinds = crops_of(dataset, 4, aligned, 3, 7)
    again, kinds_again = crops_of(dataset, 4, cropper_to(template_at("B", 150), 150), 3, 7)
    assert (first == again).all()
    assert kinds == kinds_again
    assert kinds[0] == "clean"
    boxed, kinds_of_box = crops_of(dataset, 4, cropper_for(InputSpec(224, "box")), 3, 7)
    assert boxed.shape == (4, 224, 224, 3)
    assert kinds_of_box == kinds
    more, _ = crops_of(dataset, 4, aligned, 5, 7)
    assert (more[:4] == first).all()
    assert not (crops_of(dataset, 4, aligned, 3, 8)[0][1:] == first[1:]).all()


def test_keys_change_with_content_face_and_recipe(labelled: Path) -> None:
    dataset = Dataset.load(labelled / "dataset")
    key = image_key(dataset, 0, "x", recipe(2, 0))
    assert key == image_key(dataset, 0, "x", recipe(2, 0))
    moved = replace(dataset, landmarks=dataset.landmarks + 1)
    others = [image_key(dataset, 1, "x", recipe(2, 0)), image_key(moved, 0, "x", recipe(2, 0))]
    others += [image_key(dataset, 0, "x", recipe(2, 1)), image_key(dataset, 0, "y", recipe(2, 0))]
    assert key not in others
    assert recipe(0, 1) == recipe(0, 2) == "clean"


def test_packing_is_exact() -> None:
    values = np.random.default_rng(0).normal(0, 1, (3, 5)).astype(np.float16)
    kinds, again = unpacked(packed(["clean", "blur", "low_resolution"], values))
    assert kinds == ["clean", "blur", "low_resolution"]
    assert again.dtype == np.float16
    assert (again == values).all()
