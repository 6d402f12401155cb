"""Keys of Live as people gave them, for its buttons and sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from faceqnet_gui.views import Host

translate = QCoreApplication.translate


def key_of(host: Host, action: str) -> str:
    """The key of an action as it stands on a keyboard, `Enter` for `Return`; empty for none."""
    key = host.key_of(action)
    known = {
        "Return": translate("CapturedCard", "Enter", "key"),
        "Space": translate("CapturedCard", "Space", "key"),
    }
    return known.get(key, key)


def how_to(host: Host, action: str) -> str:
    """What people press for it: its key, or the button where it has none."""
    buttons = {
        "live.take": translate("CapturedCard", "Take now"),
        "live.retake": translate("CapturedCard", "Retake"),
        "live.next": translate("CapturedCard", "Next person"),
    }
    return key_of(host, action) or f"“{buttons[action]}”"


def with_key(words: str, key: str) -> str:
    """A tooltip that ends with its key."""
    return f"{words} ({key})" if key else words
