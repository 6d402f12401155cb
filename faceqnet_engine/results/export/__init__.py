"""Export of chosen photos: planned first, then done so that stopping anywhere leaves nothing half-done.

Originals are never changed; every export has a journal and can be undone.
"""

from faceqnet_engine.results.export.journal import Undone, journals, undo, unfinished
from faceqnet_engine.results.export.planning import Item, Plan, plan
from faceqnet_engine.results.export.running import Done, Problem, run
from faceqnet_engine.results.export.wanted import Entry, Layout, Way, Wishes

__all__ = [
    "Done",
    "Entry",
    "Item",
    "Layout",
    "Plan",
    "Problem",
    "Undone",
    "Way",
    "Wishes",
    "journals",
    "plan",
    "run",
    "undo",
    "unfinished",
]
