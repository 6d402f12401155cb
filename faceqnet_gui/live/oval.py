"""The size of the oval: the profile's, or the one set for that profile at this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faceqnet_engine.live.guide import share_of

if TYPE_CHECKING:
    from faceqnet_gui.live.control import LiveControl


class Oval:
    """Of the profile in force."""

    def __init__(self, control: LiveControl) -> None:
        self._control = control

    @property
    def share(self) -> float:
        """Its height over the picture's."""
        return share_of(self._control.session.profile, self._control.host.settings.live_guides)

    @property
    def is_own(self) -> bool:
        """Whether it was set at this desk."""
        return self._control.session.profile.id in self._control.host.settings.live_guides

    def set(self, share: float | None) -> None:
        """Another size from now on; None for the profile's own."""
        control = self._control
        own, name = dict(control.host.settings.live_guides), control.session.profile.id
        own.pop(name, None)
        control.host.remember(live_guides=own if share is None else own | {name: round(share, 2)})
        control.worker.set_guide(self.share)
        control.changed.emit()
