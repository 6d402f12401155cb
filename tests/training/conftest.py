"""A small labelled tree that every test of this folder can copy, and a work folder with its first steps done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from training import Plan, plan_of, run_step
from training.datasets.demo_people import build_demo_people

SMALL = {
    "id": "small",
    "threads": 1,
    "labels": {"copies": 1},
    "train": {"epochs": 2, "batch": 16, "checkpoint_seconds": 0.0},
    "evaluate": {"draws": 20},
}


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve invented people of six photos; not to be written to."""
    folder = tmp_path_factory.mktemp("people") / "people"
    build_demo_people(folder)
    return folder


@pytest.fixture(scope="session")
def small_tree(people: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six of them, three photos each; not to be written to."""
    folder = tmp_path_factory.mktemp("tree") / "tree"
    for person in sorted(people.iterdir())[1:7]:
        for photo in sorted(person.glob("*.jpg"))[:3]:
            (folder / person.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(photo, folder / person.name)
    return folder


@pytest.fixture(scope="session")
def small_plan(small_tree: Path) -> Callable[..., Plan]:
    """A plan over the small tree in a given work folder; changes are tables of a config."""

    def plan(work: Path, **changes: object) -> Plan:
        config: dict[str, object] = {**SMALL, "work": str(work), "data": {"path": str(small_tree)}}
        for key, value in changes.items():
            old = config.get(key, {})
            config[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
        return plan_of(config)

    return plan


@pytest.fixture(scope="session")
def labelled(small_plan: Callable[..., Plan], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with the steps up to `labels` done; copy it before you write."""
    work = tmp_path_factory.mktemp("labelled") / "work"
    plan = small_plan(work)
    for step in ("dataset", "references", "embeddings", "labels"):
        run_step(step, plan)
    return work


@pytest.fixture
def own_labelled(labelled: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    work = tmp_path / "work"
    shutil.copytree(labelled, work)
    return work
