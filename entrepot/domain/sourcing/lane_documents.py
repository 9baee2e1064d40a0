"""The parts of a lane as JSON, the way rows and files keep them, read into values.

Decimals are strings, days ISO dates, times ``17:00``. Whatever is malformed raises ``ValueError`` naming it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from entrepot.domain.sourcing.lanes import Zone
from entrepot.domain.sourcing.legs import Leg, TransitTime
from entrepot.domain.sourcing.schedule import EVERY_DAY, Schedule
from entrepot.domain.sourcing.surcharges import Basis, Surcharge
from entrepot.domain.sourcing.weights import WeightStep

Document = Mapping[str, Any]
Value = TypeVar("Value")


def legs_of(documents: Iterable[Document]) -> tuple[Leg, ...]:
    """``{"kind", "transport", "from", "to", "carrier", "service", "cost_share", "days": {"min", "mode",
    "max", "quantiles": [[share, days]], "source", "sample_size"}}`` each; ``kind`` and ``days`` must be."""
    return _each(documents, _leg)


def surcharges_of(documents: Iterable[Document]) -> tuple[Surcharge, ...]:
    """The fields of ``Surcharge`` each; only ``code``, ``basis`` and ``rate`` must be."""
    return _each(documents, _surcharge)


def zones_of(documents: Iterable[Document]) -> tuple[Zone, ...]:
    """``{"name", "countries": [code], "postcodes": [prefix]}`` each."""
    return _each(documents, _zone)


def steps_of(documents: Iterable[Sequence[int]]) -> tuple[WeightStep, ...]:
    """``[above_g, step_g]`` each."""
    return tuple(WeightStep(*pair) for pair in documents)


def schedule_of(document: Document) -> Schedule:
    """``{"timezone", "cut_off", "working_days", "departure_days", "holidays"}``; an empty one never rests."""
    cut_off = document.get("cut_off")
    return Schedule(
        timezone=document.get("timezone") or "UTC",
        cut_off=time.fromisoformat(cut_off) if cut_off else None,
        working_days=frozenset(document.get("working_days") or EVERY_DAY),
        departure_days=frozenset(document.get("departure_days") or EVERY_DAY),
        holidays=frozenset(date.fromisoformat(day) for day in document.get("holidays", ())),
    )


def _each(documents: Iterable[Document], read: Callable[[Document], Value]) -> tuple[Value, ...]:
    found = []
    for position, document in enumerate(documents, 1):
        try:
            found.append(read(document))
        except (KeyError, TypeError, InvalidOperation) as error:
            raise ValueError(f"{position}: {error}") from error
    return tuple(found)


def _leg(document: Document) -> Leg:
    days, share = document["days"], document.get("cost_share")
    transit = TransitTime(
        min_days=Decimal(days["min"]),
        mode_days=Decimal(days["mode"]),
        max_days=Decimal(days["max"]),
        quantiles=tuple((Decimal(share), Decimal(value)) for share, value in days.get("quantiles", ())),
        source=days.get("source", ""),
        sample_size=days.get("sample_size", 0),
    )
    return Leg(
        kind=document["kind"],
        transit=transit,
        transport=document.get("transport", ""),
        start=document.get("from", ""),
        end=document.get("to", ""),
        carrier=document.get("carrier", ""),
        service=document.get("service", ""),
        cost_share=Decimal(share) if share is not None else None,
    )


def _surcharge(document: Document) -> Surcharge:
    return Surcharge(
        code=document["code"],
        basis=Basis(document["basis"]),
        rate=Decimal(document["rate"]),
        name=document.get("name", {}),
        countries=frozenset(document.get("countries", ())),
        postcodes=tuple(document.get("postcodes", ())),
        flags=frozenset(document.get("flags", ())),
        over_g=document.get("over_g"),
        over_side_mm=document.get("over_side_mm"),
        over_girth_mm=document.get("over_girth_mm"),
        valid_from=_day(document.get("valid_from")),
        valid_to=_day(document.get("valid_to")),
    )


def _zone(document: Document) -> Zone:
    countries, postcodes = document["countries"], document.get("postcodes", ())
    return Zone(document["name"], frozenset(countries), tuple(postcodes))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
