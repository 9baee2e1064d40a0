"""A history of parcels brought along from elsewhere, so that windows and scores do not begin from nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entrepot.apps.fulfilment.models import LegTime


@dataclass(frozen=True, slots=True)
class PastParcel:
    """``legs`` are (leg, moment of entering), in order; ``delivered_at`` is ``None`` for one that never came.
    ``silent_hours`` is the longest silence in each leg."""

    name: str
    carrier: str
    mode: str
    lane: str
    legs: Sequence[tuple[str, datetime]]
    silent_hours: Sequence[int]
    delivered_at: datetime | None


@transaction.atomic
def import_leg_times(*, source: str, parcels: Iterable[PastParcel]) -> int:
    """Replace the history of ``source`` by ``parcels``; returns how many legs that makes."""
    LegTime.objects.filter(imported__startswith=f"{source}:").delete()
    rows = [row for parcel in parcels for row in _rows(source, parcel)]
    LegTime.objects.bulk_create(rows, batch_size=2_000)
    return len(rows)


def _rows(source: str, parcel: PastParcel) -> list[LegTime]:
    ends = [*(entered for _, entered in parcel.legs[1:]), parcel.delivered_at]
    return [
        LegTime(
            imported=f"{source}:{parcel.name}", carrier=parcel.carrier, mode=parcel.mode, lane=parcel.lane,
            leg=leg, entered_at=entered_at, left_at=left_at, delivered_at=parcel.delivered_at,
            silent_hours=silent,
        )
        for (leg, entered_at), left_at, silent in zip(parcel.legs, ends, parcel.silent_hours, strict=True)
    ]  # fmt: skip
