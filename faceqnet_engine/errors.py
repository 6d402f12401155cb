"""What can go wrong beyond bad input. Bad input is a row with a status, never an exception."""

from __future__ import annotations

import logging
import secrets


class FaceqnetError(Exception):
    """Base of all errors of this package.

    Attributes:
        sentence: For people: what happened, what was kept, what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UsageError(FaceqnetError):
    """A wrong option, or an input that does not exist."""


class ModelError(FaceqnetError):
    """A model is missing, damaged or refused."""


class StoreError(FaceqnetError):
    """The store of finished rows cannot be read or written."""


class OutputError(FaceqnetError):
    """An output file or folder cannot be written."""


def log_reference(error: BaseException) -> str:
    """Log an unexpected error with its trace, and return the short reference that people can quote."""
    reference = f"E-{secrets.token_hex(3)}"
    logging.getLogger("faceqnet").error("%s: %s", reference, error, exc_info=error)
    return reference
