"""Actions of the view of that name; each with its `view`, so that keys act there alone."""

from __future__ import annotations

from faceqnet_gui.actions.action import Action

EVALUATION: tuple[Action, ...] = ()
