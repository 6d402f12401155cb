"""Where somebody was in a session, as plain values that its file keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from faceqnet_engine.errors import UsageError
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.sorting import Group, Order, Sort


@dataclass(frozen=True, slots=True)
class Place:
    """The exact place: all of it can be stored, and none of it is trusted when it is read.

    Attributes:
        current: Key of the current image.
        first: Key of the first image in view, and how far it is scrolled past, in tiles.
        filter: As `Filter.to_json` gives it.
        order: Name of an order, or a column and whether it is descending.
        group: What is grouped by, empty for the usual.
        stacked: Whether the same and nearly the same photos are shown as one.
        view: `grid`, `table`, `problems`, `single`.
        limit: The quality limit.
        hidden: Names of the parts of the window that are hidden.
        sizes: Widths and heights of the parts, by splitter.
        zoom: Of the single view, as it gives it itself.
    """

    current: Any = None
    first: Any = None
    filter: Any = None
    order: Any = Order.LOWEST.value
    group: str = ""
    stacked: bool = False
    view: str = "grid"
    limit: int = 31
    hidden: Any = ()
    sizes: Any = None
    zoom: Any = None

    def plain(self) -> dict[str, Any]:
        """For the file."""
        return asdict(self)

    @staticmethod
    def of(plain: Any) -> Place:
        """From the file; what cannot be understood has its default."""
        if not isinstance(plain, Mapping):
            return Place()
        return Place(**{f.name: plain[f.name] for f in fields(Place) if f.name in plain})


def plain_order(order: Order | Sort) -> Any:
    """An order as plain values."""
    return order.value if isinstance(order, Order) else [order.by, order.descending]


def order_of(plain: Any) -> Order | Sort:
    """From plain values; the usual order for anything else."""
    if isinstance(plain, list) and len(plain) == 2:
        return Sort(str(plain[0]), bool(plain[1]))
    return Order(plain) if plain in set(Order) else Order.LOWEST


def group_of(plain: Any) -> Group | None:
    """From plain values; None for anything else."""
    return Group(plain) if plain in set(Group) else None


def filter_of(plain: Any, columns: Columns) -> Filter:
    """From plain values; no filter for anything else."""
    try:
        return Filter.from_json(plain, columns) if isinstance(plain, Mapping) else Filter()
    except UsageError:
        return Filter()


def arrangement_at(place: Place, columns: Columns, limit: int) -> Arrangement:
    """What was shown there, worked out already; `limit` where the place has none."""
    found = Arrangement(columns)
    found.group, found.order, found.filter = (
        group_of(place.group),
        order_of(place.order),
        filter_of(place.filter, columns),
    )
    found.limit = place.limit if isinstance(place.limit, int) and 0 <= place.limit <= 100 else limit
    found.make_ready()
    return found


def row_of(key: Any, columns: Columns) -> int | None:
    """The row of a stored key."""
    if not isinstance(key, list) or len(key) != 3:
        return None
    found = int(columns.places_of([tuple(key)])[0])
    return None if found < 0 else found
