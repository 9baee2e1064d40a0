"""Claims on carriers as the console shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from entrepot.apps.fulfilment.models import Claim, Parcel
from entrepot.apps.fulfilment.queries.claims import Claimable, claimable, parcels_claimed
from entrepot.apps.orders.models import Case, Order
from entrepot.domain.tracking.statuses import TrackingReason

# Cases in which a parcel may have to be claimed, whatever the carrier says of it.
CLAIMED: Final = frozenset({"parcel_stalled", "parcel_missing", "parcel_damaged", "problem_reported"})
LOST_OR_DAMAGED: Final = (TrackingReason.LOST, TrackingReason.DAMAGED)


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """What may be claimed for ``parcel``, and the claim that was made. ``is_late``: its day has passed."""

    parcel: Parcel
    may: Claimable
    claim: Claim | None
    is_late: bool

    @property
    def proposed(self) -> str:
        """The amount that stands in the field: what may be claimed, then what was."""
        money = self.claim.asked if self.claim else self.may.most
        return str(money.rounded().amount)


def claims_of(case: Case, order: Order) -> list[ClaimShown]:
    """Of the parcels that a case of ``order`` is about, where a carrier may have lost or damaged them."""
    about = case.kind in CLAIMED or case.facts.get("reason") in LOST_OR_DAMAGED
    return _shown(parcels_claimed(case, order)) if about else []


def claims_shown(claims: Iterable[Claim]) -> list[ClaimShown]:
    return _shown(claim.parcel for claim in claims)


def all_claims(state: str) -> "QuerySet[Claim]":
    """The latest first; of one state or of all."""
    rows = Claim.objects.select_related("parcel__shipment__consignment__order", "parcel__claim", "case")
    return rows.filter(status=state) if state else rows


def _shown(parcels: Iterable[Parcel]) -> list[ClaimShown]:
    today = timezone.now().date()
    return [
        ClaimShown(parcel, may, getattr(parcel, "claim", None), may.until is not None and may.until < today)
        for parcel in parcels
        if (may := claimable(parcel)) is not None
    ]
