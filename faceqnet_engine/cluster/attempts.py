"""How often a shard was begun, and which image a worker had in hand when it died.

A first death says only that something in the shard kills. The second attempt takes its images one by one and writes
down which it has in hand; an image that is in hand at a death as well has killed a worker twice and is left out.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, replace

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import attempts_name

_ATTEMPTS = re.compile(r"shard-(\d+)\.json")


@dataclass(frozen=True, slots=True)
class Attempts:
    """The state of a shard that is being scored.

    Attributes:
        begun: How often a worker began it.
        in_hand: Number of the image that a careful worker had in hand, -1 for none.
        isolated: Images that killed a worker.
        worker: Process that begun it last, for whoever looks why it hangs.
    """

    begun: int = 0
    in_hand: int = -1
    isolated: tuple[int, ...] = ()
    worker: int = 0

    @property
    def careful(self) -> bool:
        """Whether a worker died on this shard before."""
        return self.begun > 1

    def begin(self) -> Attempts:
        """One more attempt: what was in hand at the last one's death is isolated."""
        isolated = {*self.isolated, self.in_hand} - {-1}
        return Attempts(self.begun + 1, -1, tuple(sorted(isolated)), os.getpid())

    def holding(self, image: int) -> Attempts:
        """With an image in hand."""
        return replace(self, in_hand=image)


def attempts(place: Place, shard: int) -> Attempts:
    """What is written of a shard; nothing, or what cannot be read, is a first attempt."""
    data = place.read(attempts_name(shard))
    if not data:
        return Attempts()
    try:
        values = json.loads(data)
        return Attempts(int(values["begun"]), int(values["in_hand"]), tuple(map(int, values["isolated"])))
    except (ValueError, KeyError, TypeError):
        return Attempts()


def write_attempts(place: Place, shard: int, state: Attempts) -> None:
    """Write it down.

    Raises:
        OutputError: the folder cannot be written.
    """
    place.write(attempts_name(shard), json.dumps(asdict(state)).encode())


def forgive(place: Place) -> None:
    """A run that was stopped by its owner killed its workers itself: only images that were isolated stay so."""
    for name in sorted(place.names("attempts")):
        told = _ATTEMPTS.fullmatch(name)
        if told is None:  # a file that a killed worker had not finished
            continue
        shard = int(told[1])
        isolated = attempts(place, shard).isolated
        if isolated:
            write_attempts(place, shard, Attempts(0, -1, isolated))
        else:
            place.remove(attempts_name(shard))
