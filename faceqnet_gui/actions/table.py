"""All actions of the window, room by room."""

from __future__ import annotations

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.desk import DESK
from faceqnet_gui.actions.desk_deciding import DECIDING
from faceqnet_gui.actions.desk_stacks import STACKS
from faceqnet_gui.actions.desk_taking import TAKING
from faceqnet_gui.actions.evaluation import EVALUATION
from faceqnet_gui.actions.live import LIVE
from faceqnet_gui.actions.shell import SHELL
from faceqnet_gui.actions.training import TRAINING

ACTIONS: tuple[Action, ...] = (*DESK, *DECIDING, *STACKS, *TAKING, *LIVE, *EVALUATION, *TRAINING, *SHELL)
