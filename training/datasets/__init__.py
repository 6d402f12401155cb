"""Labelled faces: listed, split by subject, looked at, and written down with their content's hashes."""

from __future__ import annotations

from training.datasets.manifest import Dataset
from training.datasets.splits import SPLITS, check_disjoint, split_subjects

__all__ = ["SPLITS", "Dataset", "check_disjoint", "split_subjects"]
