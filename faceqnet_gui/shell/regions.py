"""F6 goes round the parts of the window; each keeps the control that had the focus in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

Region = tuple[str, QWidget]


class Regions(QObject):
    """`of_view` gives the parts of the present view in their order, with their names."""

    def __init__(self, parent: QObject, of_view: Callable[[], Sequence[Region]]) -> None:
        super().__init__(parent)
        self._of_view = of_view
        self._last: dict[int, QWidget] = {}

    def shown(self) -> list[Region]:
        """Parts that can take the focus now."""
        return [(name, part) for name, part in self._of_view() if part.isVisible() and _candidates(part)]

    def current(self) -> int:
        """Place of the part that has the focus, -1 for none."""
        focus = QApplication.focusWidget()
        for n, (_, part) in enumerate(self.shown()):
            if focus is not None and (part is focus or part.isAncestorOf(focus)):
                return n
        return -1

    def go(self, step: int) -> str:
        """Focus the next or previous part; its name, to be said."""
        shown = self.shown()
        if not shown:
            return ""
        here, focus = self.current(), QApplication.focusWidget()
        if here >= 0 and focus is not None:
            self._last[id(shown[here][1])] = focus
        to = (here + step) % len(shown) if here >= 0 else (0 if step > 0 else len(shown) - 1)
        name, part = shown[to]
        candidates = _candidates(part)
        last = self._last.get(id(part))
        wanted = last if last in candidates else candidates[0]
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return name


def _candidates(part: QWidget) -> list[QWidget]:
    """Controls in a part that Tab would reach, in Tab's order."""
    found = [part] if _takes_focus(part) else []
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if part.isAncestorOf(widget) and _takes_focus(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _takes_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )
