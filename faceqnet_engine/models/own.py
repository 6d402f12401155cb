"""The user's own models: which there are, and how one goes."""

from __future__ import annotations

from faceqnet_engine.errors import ModelError, OutputError
from faceqnet_engine.models.registry import ModelRecord, own_folder, record, records
from faceqnet_engine.models.registry_file import remove_table

HEAD = "# Models that you brought or trained. Written by the program; do not edit by hand.\n"
DEFAULT = "faceqnet-r29"
"""The model that is used where none was chosen."""
_BESIDE = (".md", ".json")


def quality_models() -> list[ModelRecord]:
    """All models that score, shipped ones first.

    Raises:
        ModelError: a list of models is damaged.
    """
    return [r for r in records() if r.task == "quality"]


def usable(model_id: str) -> str:
    """That id where it is registered and its file is there, else the shipped model's."""
    try:
        found = next((r for r in quality_models() if model_id in {r.id, r.name}), None)
    except ModelError:
        return DEFAULT
    return found.id if found is not None and found.path.is_file() else DEFAULT


def remove(model_id: str) -> ModelRecord:
    """Delete one of the user's models with its card; returns what it was.

    Raises:
        ModelError: there is none of that name, or it came with the program.
        OutputError: the list or a file cannot be changed; what is still listed still works.
    """
    gone = record(model_id)
    if gone.shipped:
        raise ModelError(f"{gone.id} came with the program and stays. Only your own models can be deleted.")
    try:
        remove_table(own_folder() / "weights.toml", gone.id, HEAD)
        for file in (gone.path, *(gone.path.with_suffix(s) for s in _BESIDE)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{gone.id} could not be deleted completely: {error.strerror}.") from error
    return gone
