"""Whether a file is a recogniser that the engine can ask. Imports torch or ONNX Runtime: call it in a thread."""

from __future__ import annotations

from pathlib import Path


def check_recogniser(file: Path) -> str:
    """Load it; returns its id.

    Raises:
        ModelError: it is none, or it is refused; the sentence says why.
    """
    from faceqnet_engine.recognition.recognisers import recogniser

    return recogniser(file).record.name
