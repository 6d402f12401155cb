"""A world in which poor photos lie further from their person, in the window, evaluated without reading any face.

One window for all tests of a file: `page` brings it back to where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.evaluation.study import Labelled
from faceqnet_engine.recognition.similarities import Similarity
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.worker.evaluations import MODEL, Evaluated, Wanted, judged, labelled_rows

PEOPLE, EACH = 60, 6


@pytest.fixture(scope="module")
def world(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The window with 360 photos of 60 people."""
    from faceqnet_gui.app import make_window

    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("FACEQNET_CONFIG", "FACEQNET_DATA", "FACEQNET_CACHE"):
            patch.setenv(variable, str(folder / variable.lower()))
        made = make_window(qapp)
    made.show()
    made.columns.add(list(_rows()))
    made.inputs = ["/photos"]
    made.refresh(force=True)
    yield made
    made.close()
    made.deleteLater()


def _rows() -> Iterator[Assessment]:
    rng = np.random.default_rng(3)
    for person in range(PEOPLE):
        for k, quality in enumerate(rng.integers(0, 100, EACH).tolist()):
            path = f"s{person:02}/{k}.jpg"
            yield Assessment(
                path, "/photos", status=Status.OK, quality=quality, score=quality / 100,
                file=f"/nowhere/{path}", width=400, height=300,
            )  # fmt: skip


@pytest.fixture(scope="module")
def evaluate_world(world) -> Callable[..., Evaluated]:
    """Evaluates it; other methods and groups by name. The first photo of every twelfth person shows somebody else."""

    def evaluate(wanted: Wanted | None = None, **more: Any) -> Evaluated:
        columns = world.columns
        places = labelled_rows(columns)
        rng = np.random.default_rng(1)
        rows = [columns.row(int(i)) for i in places]
        score = np.array([r.score for r in rows])
        centres = np.repeat(rng.normal(0, 0.5, (PEOPLE, 16)), EACH, axis=0)
        spread = 0.05 + 0.3 * (1 - score[:, None]) ** 2
        embeddings = centres + rng.normal(size=centres.shape) * spread * more.pop("spread", 1.0)
        for p in range(0, PEOPLE, 12):
            embeddings[EACH * p] = centres[EACH * ((p + 7) % PEOPLE)] + 0.01
        methods = {
            MODEL: score,
            "other": score + rng.normal(0, 0.4, len(rows)),
            "random": rng.random(len(rows)),
        }
        labelled = Labelled(
            [r.path for r in rows],
            more.pop("subjects", [columns.subjects[columns.subject[int(i)]] for i in places]),
            embeddings.astype(np.float32),
            Similarity.EUCLIDEAN,
            "made@1",
            methods | more.pop("methods", {}),
            **more,
        )
        return judged(labelled, places, columns.quality[places], wanted or Wanted(), "faceqnet evaluate x")

    return evaluate


@pytest.fixture(scope="module")
def evaluated_world(evaluate_world) -> Evaluated:
    """The usual evaluation of it."""
    return evaluate_world()


@pytest.fixture
def page(world, evaluated_world, qtbot) -> Iterator[Any]:
    """The view Evaluate with that evaluation, at limit 31, on the curve."""
    world.resize(1600, 1000)
    world.set_filter(Filter())
    world.set_limit(31)
    world.show_page("evaluate")
    made = world.view_page("evaluate")
    made.panel.methods.hidden = frozenset()
    made.show_evaluation(evaluated_world)
    made.centre.tabs.setCurrentIndex(0)
    made.errors.order.setCurrentIndex(0)
    made.suspects.kind.setCurrentIndex(0)
    QApplication.processEvents()
    yield made
    world.show_page("triage")
