"""What went wrong, what was kept, what to do: in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.saving import CaptureError
from faceqnet_engine.sources.stream import Trouble
from faceqnet_gui.sentences import said, system_reason

translate = QCoreApplication.translate


def source_words(trouble: str, name: str, sentence: str) -> str:
    """A source's trouble.

    Args:
        trouble: Its kind.
        name: Of the source; empty where it has none.
        sentence: What the source says itself, for kinds that have no words here.
    """
    told = {
        Trouble.NONE_THERE: translate(
            "LiveTroubles", "{0} is not there. Captured photos are saved. Check it, or choose another source."
        ),
        Trouble.BUSY: translate(
            "LiveTroubles",
            "{0} is used by another program. Captured photos are saved. Close that program or choose another camera.",
        ),
        Trouble.DENIED: translate(
            "LiveTroubles",
            "This program may not use {0}. Captured photos are saved. Allow it in the system's settings, then try again.",
        ),
        Trouble.LOST: translate("LiveTroubles", "{0} gives no more pictures. Captured photos are saved."),
        Trouble.TIMED_OUT: translate(
            "LiveTroubles",
            "{0} does not answer. Captured photos are saved. Try again, or choose another source.",
        ),
        Trouble.NO_VIDEO: translate("LiveTroubles", "{0} has no video stream. Choose another file."),
        Trouble.UNREADABLE: translate(
            "LiveTroubles", "{0} is not a video that can be read. Choose another file."
        ),
        Trouble.PHOTO: translate(
            "LiveTroubles", "{0} is a photo, not a video. Open it in Triage, or choose a video."
        ),
        "ended": translate("LiveTroubles", "{0} has ended. Captured photos are saved."),
    }.get(trouble, "")
    if not told or "fault of this program" in sentence:
        return sentence
    words = told.format(name or translate("LiveTroubles", "this source"))
    return words if name else words[0].upper() + words[1:]


def not_written_words(error: OutputError) -> str:
    """A photo that is only in memory."""
    if not isinstance(error, CaptureError):
        return said(error.sentence)
    if error.full:
        words = translate(
            "LiveTroubles",
            "The disk of {0} is full. The photo is kept in memory. Free some space or choose another folder, then write it again.",
        )
        return words.format(error.folder)
    words = translate(
        "LiveTroubles",
        "{0} cannot be written ({1}). The photo is kept in memory. Choose another folder, then write it again.",
    )
    return words.format(error.folder, _within(error.reason))


def not_chosen_words(error: OutputError) -> str:
    """Another frame could not take the place of a written one."""
    if not isinstance(error, CaptureError):
        return said(error.sentence)
    words = translate(
        "LiveTroubles",
        "The other frame could not be written ({0}). The photo that was taken is still there. Free some space, then choose again.",
    )
    return words.format(_within(error.reason))


def _within(reason: str) -> str:
    """The system's reason as part of a sentence."""
    words = system_reason(reason)
    return words[:1].lower() + words[1:]
