"""Models in and out of the user's folder. Importing loads a network: call it in a thread."""

from __future__ import annotations

from pathlib import Path

from faceqnet_engine.models.archive import import_archive, is_archive
from faceqnet_engine.models.registry import ModelRecord, check_file


def import_model(file: Path, name: str | None = None, licence: str | None = None) -> tuple[ModelRecord, bool]:
    """A model's zip, or the original FaceQnet's Keras file; whether it is new.

    Raises:
        FaceqnetError: it was refused, or cannot be written; the sentence says why.
    """
    if is_archive(file):
        return import_archive(file, name)
    from faceqnet_engine.models.keras_import import import_keras_file

    return import_keras_file(file, name, licence)


def is_intact(model: ModelRecord) -> str:
    """The model's name, once its file has the bytes that the list names.

    Raises:
        ModelError: it has not, or is missing.
    """
    check_file(model)
    return model.name
