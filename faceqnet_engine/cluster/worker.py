"""What runs on the cluster's nodes: an assessor per actor, and what a node is asked before."""

from __future__ import annotations

import pickle
import socket
from typing import TYPE_CHECKING, Any

import numpy as np

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.shard_scoring import ShareGoneError, score_shard
from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, UsageError

if TYPE_CHECKING:
    from faceqnet_engine.measures.profiles import Profile


class ShardScorer:
    """One actor: scores the shards that it is given, with one assessor for all of them."""

    def __init__(self, place: Place, options: Options, device: str, threads: int) -> None:
        self._place, self._options = place, options
        self._profile: Profile | None = None
        try:
            self._start(device, threads)
        except Exception as error:  # raised here, it would have Ray begin this worker anew for ever
            told = error.sentence if isinstance(error, FaceqnetError) else f"{type(error).__name__}: {error}."
            self._broken: FaceqnetError | None = _kind(error)(
                f"A worker on {socket.gethostname()} cannot start. {told} Finished shards are kept."
            )
        else:
            self._broken = None

    def _start(self, device: str, threads: int) -> None:
        from faceqnet_engine.assessor import Assessor
        from faceqnet_engine.measures.profiles import parse_profile

        options = self._options
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
        if self._broken is not None:
            return self._broken
        try:
            return score_shard(self._assessor, self._place, shard, self._options, self._profile)
        except (OutputError, ShareGoneError, ModelError, UsageError) as error:
            return error


def _kind(error: Exception) -> type[FaceqnetError]:
    return type(error) if isinstance(error, FaceqnetError) else UsageError


def checked(options: Options) -> str:
    """What keeps this node from working: `version: ...`, `model: ...`, or nothing."""
    from faceqnet_engine import __version__
    from faceqnet_engine.models.registry import record, verified_weights
    from faceqnet_engine.pipeline.numbers import NUMBERS

    if options.version != __version__:
        return f"version: it has faceqnet {__version__}, this machine {options.version}."
    if options.numbers != NUMBERS:
        return f"version: its faceqnet computes other numbers ({NUMBERS}) than this machine's ({options.numbers})."
    try:
        found = record(options.model)
        verified_weights(found)
    except FaceqnetError as error:
        return f"model: {error.sentence}"
    if found.name != options.weights:
        return f"model: its {options.model} is {found.name}, this machine's {options.weights}."
    return ""
