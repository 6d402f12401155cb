"""What runs on the cluster's nodes: an assessor per actor, and what a node is asked before."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.shard_scoring import ShareGoneError, score_shard
from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, UsageError


class ShardScorer:
    """One actor: scores the shards that it is given, with one assessor for all of them."""

    def __init__(self, place: Place, options: Options, device: str, threads: int) -> None:
        from faceqnet_engine.assessor import Assessor
        from faceqnet_engine.measures.profiles import parse_profile

        self._place, self._options = place, options
        self._profile = None
        if options.profile:
            import tomllib

            self._profile = parse_profile(tomllib.loads(options.profile), "profile")
        self._assessor = Assessor(
            options.model, device, "all" if options.faces == "all" else "primary",
            workers=threads, measures=options.measures, smaller=options.smaller,
        )  # fmt: skip

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Score the shards of a batch; errors travel as values, for Ray would begin the shard again."""
        reports = [self._scored(int(shard)) for shard in batch["shard"]]
        return {"report": np.array([pickle.dumps(r) for r in reports], dtype=object)}

    def _scored(self, shard: int) -> Any:
        try:
            return score_shard(self._assessor, self._place, shard, self._options, self._profile)
        except (OutputError, ShareGoneError, ModelError, UsageError) as error:
            return error


def checked(options: Options) -> str:
    """What keeps this node from working: `version: ...`, `model: ...`, or nothing."""
    from faceqnet_engine import __version__
    from faceqnet_engine.models.registry import record, verified_weights
    from faceqnet_engine.pipeline.numbers import NUMBERS

    if (options.version, options.numbers) != (__version__, NUMBERS):
        return f"version: it has faceqnet {__version__}, this machine {options.version}."
    try:
        found = record(options.model)
        verified_weights(found)
    except FaceqnetError as error:
        return f"model: {error.sentence}"
    if found.name != options.weights:
        return f"model: its {options.model} is {found.name}, this machine's {options.weights}."
    return ""
