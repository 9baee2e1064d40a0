"""A contested part of a carrier's bill is borne after all, or the carrier takes it back."""

from collections.abc import Iterable
from datetime import datetime

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.book import book
from entrepot.apps.payments.services.book_carrier_bill import OWED, BilledPart
from entrepot.domain.money import Money


def settle_carrier_claim(
    *, key: str, order: Order | None, parts: Iterable[BilledPart], is_credited: bool, at: datetime, memo: str
) -> bool:
    """Book the end of a claim, once: ``is_credited`` takes it off what the carrier is owed."""
    postings: list[tuple[str, Money]] = []
    for each in parts:
        cost = "duty_differences" if each.part in OWED else "freight_costs"
        postings += [
            ("carrier_payable" if is_credited else cost, each.contested), ("carrier_claims", -each.contested),
        ]  # fmt: skip
    return book(key=key, kind="carrier_claim", order=order, postings=postings, at=at, memo=memo)
