from __future__ import annotations

import shutil
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from faceqnet_engine import Assessment, Assessor
from faceqnet_engine.errors import StoreError
from faceqnet_engine.faces.align import crop
from faceqnet_engine.recognition.embeddings import EmbeddingCache, aligned_crop, embeddings_of
from faceqnet_engine.recognition.recognisers import Recogniser, recogniser


@pytest.fixture(scope="module")
def ours() -> Recogniser:
    return recogniser("resnet29")


@pytest.fixture(scope="module")
def rows(demo_folder: Path) -> list[Assessment]:
    with Assessor(device="cpu") as assessor:
        return list(assessor.assess([demo_folder]))


def test_every_face_has_an_embedding_and_every_other_row_a_reason(
    rows: list[Assessment], ours: Recogniser
) -> None:
    said: list[tuple[int, int]] = []
    made = embeddings_of(rows, ours, workers=2, progress=lambda done, total: said.append((done, total)))
    faces = np.array([row.landmarks is not None for row in rows])
    assert (np.isfinite(made.embeddings).all(1) == faces).all()
    assert np.isnan(made.embeddings[~faces]).all()
    assert set(made.missing) == set(np.flatnonzero(~faces).tolist())
    assert all(made.missing.values())
    assert said[-1] == (faces.sum(), faces.sum())
    one = embeddings_of(rows[::-1], ours, workers=1).embeddings[::-1]
    assert np.allclose(one[faces], made.embeddings[faces], atol=1e-4)
    at = next(n for n, row in enumerate(rows) if row.path == "portraits/astronaut.jpg")
    with Image.open(rows[at].file) as image:
        pixels = np.asarray(image.convert("RGB"))
    direct = ours.embeddings([crop(pixels, np.array(rows[at].landmarks, np.float32), "B", 150)])
    assert np.allclose(made.embeddings[at], direct[0], atol=1e-4)


def test_a_large_photo_is_decoded_small_and_gives_the_same_face(
    tmp_path: Path, portrait: Path, ours: Recogniser
) -> None:
    with Image.open(portrait) as image:
        image.resize((4096, 4096), Image.Resampling.BICUBIC).save(tmp_path / "large.jpg", quality=95)
    shutil.copy(portrait, tmp_path / "small.jpg")
    with Assessor(device="cpu") as assessor:
        large, small = assessor.assess([tmp_path / "large.jpg", tmp_path / "small.jpg"])
    made = embeddings_of([large, small], ours).embeddings
    assert ours.similarities(made[:1], made[1:])[0] > -0.25


def test_files_that_changed_or_went_are_missing_with_a_reason(
    tmp_path: Path, portrait: Path, ours: Recogniser
) -> None:
    for name in "abc":
        shutil.copy(portrait, tmp_path / f"{name}.jpg")
    with Assessor(device="cpu") as assessor:
        rows = list(assessor.assess([tmp_path / f"{name}.jpg" for name in "abc"]))
    (tmp_path / "b.jpg").unlink()
    with Image.open(portrait) as image:
        image.rotate(3).save(tmp_path / "c.jpg")
    made = embeddings_of(rows, ours)
    assert set(made.missing) == {1, 2}
    assert "changed" in made.missing[2]
    with pytest.raises(ValueError, match="changed"):
        aligned_crop(rows[2], ours)


def test_what_is_in_the_cache_is_not_computed_again(
    tmp_path: Path, rows: list[Assessment], ours: Recogniser
) -> None:
    asked: list[int] = []

    def counted(crops: np.ndarray) -> np.ndarray:
        asked.append(len(crops))
        return ours.forward(crops)

    counting = Recogniser(ours.record, counted)
    with EmbeddingCache(tmp_path / "e" / "embeddings.sqlite") as cache:
        first = embeddings_of(rows[:20], counting, cache=cache)
        faces = sum(row.landmarks is not None for row in rows[:20])
        assert sum(asked) == faces
        assert first.known == 0
    with EmbeddingCache(tmp_path / "e" / "embeddings.sqlite") as cache:
        again = embeddings_of(rows[:20], counting, cache=cache)
        assert again.known == faces
        assert sum(asked) == faces
        assert np.array_equal(first.embeddings, again.embeddings, equal_nan=True)
        # Another recogniser, or the face at another place: other embeddings.
        other = Recogniser(replace(ours.record, name="other@1"), counted)
        assert embeddings_of(rows[:20], other, cache=cache).known == 0
        moved = next(row for row in rows if row.landmarks)
        assert embeddings_of([replace(moved, nose_x=1.0)], counting, cache=cache).known == 0
        cache.forget()
    assert not (tmp_path / "e" / "embeddings.sqlite").exists()


def test_stopping_keeps_what_is_done(tmp_path: Path, rows: list[Assessment], ours: Recogniser) -> None:
    stop = threading.Event()
    with EmbeddingCache(tmp_path / "e.sqlite") as cache:
        made = embeddings_of(rows, ours, cache=cache, workers=1, cancel=stop, progress=lambda *_: stop.set())
        done = int(np.isfinite(made.embeddings[:, 0]).sum())
        assert 0 < done < sum(row.landmarks is not None for row in rows)
        assert len(cache) >= done - 3  # the demo set holds copies of one file
        assert "stopped" in made.missing.values()


def test_foreign_and_damaged_files_are_not_used_as_caches(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database " * 200)
    with pytest.raises(StoreError, match="Remove it"):
        EmbeddingCache(tmp_path / "text")
    with sqlite3.connect(tmp_path / "foreign") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        EmbeddingCache(tmp_path / "foreign")
    assert (tmp_path / "text").read_text().startswith("no database")
