"""Each subject's reference image: the one that complies best with ICAO's wishes for a portrait."""

from __future__ import annotations

from training.icao_reference.choice import Candidate, Choice, best, compliance, read_override

__all__ = ["Candidate", "Choice", "best", "compliance", "read_override"]
