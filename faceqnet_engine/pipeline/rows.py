"""Finished rows: what preparation and scoring found, as columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from faceqnet_engine.assessment import LANDMARK_NAMES, LOW_RESOLUTION_IED, Assessment, Status
from faceqnet_engine.errors import log_reference
from faceqnet_engine.faces.face import Face, Float32Array
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_engine.pipeline.preparation import Prepared
from faceqnet_engine.quality.leaning import share_found
from faceqnet_engine.quality.reference import quality_of
from faceqnet_engine.sources.ref import Ref


def rows_of(prepared: Prepared, scores: Float32Array, model: ModelRecord) -> list[Assessment]:
    """One row per scored face, or the one row of an image without.

    Args:
        prepared: The image.
        scores: (n,) float, 0..1, one per crop of `prepared`, before leaning is counted.
        model: Whose scores they are.
    """
    photo, ref = prepared.photo, prepared.ref
    base = Assessment(
        path=ref.path,
        root=ref.root,
        frame=photo.frame,
        faces=prepared.faces,
        status=photo.status,
        detail=photo.detail,
        width=photo.width,
        height=photo.height,
        sha256=photo.sha256,
        model=model.name,
        file=ref.file,
    )
    if prepared.chosen:
        pairs = zip(prepared.chosen, scores, strict=True)
        rows = [
            _face_row(base, n, face, float(score), model)
            for n, (face, score) in enumerate(pairs, prepared.first)
        ]
        if not prepared.measures:
            return rows
        return [replace(row, measures=m) for row, m in zip(rows, prepared.measures, strict=True)]
    if photo.status is Status.TRUNCATED:
        detail = (
            "The file is cut off and its visible part shows no face. Copy the file again from its source."
        )
        return [replace(base, status=Status.UNREADABLE, detail=detail)]
    if photo.status is Status.OK:
        detail = "No face was found. Often it is too small, turned away or covered."
        return [replace(base, status=Status.NO_FACE, detail=detail)]
    return [base]


def fault_row(ref: Ref, error: Exception, model: ModelRecord) -> Assessment:
    """The row of an image at which our own code failed; the log has the trace."""
    detail = f"A fault of this program, not of the photo. The log has it under {log_reference(error)}."
    return Assessment(ref.path, ref.root, status=Status.ERROR, detail=detail, model=model.name, file=ref.file)


def _face_row(base: Assessment, number: int, face: Face, score: float, model: ModelRecord) -> Assessment:
    ied = face.inter_eye_distance
    status, detail = base.status, base.detail
    if status is Status.OK and ied < LOW_RESOLUTION_IED:
        status = Status.LOW_RESOLUTION
        detail = f"Only {ied:.0f} px between the eyes: the score is a guess. Use the original photo, or come closer."
    values: dict[str, Any] = {
        f"{name}_{axis}": round(float(face.landmarks[i][k]), 2)
        for i, name in enumerate(LANDMARK_NAMES)
        for k, axis in enumerate("xy")
    }
    values |= {f"box_{side}": round(float(v), 2) for side, v in zip("xywh", face.box, strict=True)}
    score = round(score * share_found(model.lean, face.landmarks), 6)
    return replace(
        base,
        face=number,
        status=status,
        detail=detail,
        score=score,
        quality=quality_of(score, model.reference),
        confidence=round(face.confidence, 6),
        ied=round(ied, 2),
        **values,
    )
