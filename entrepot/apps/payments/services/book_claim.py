"""A claim on a carrier stands in the books; only what the carrier pays is earned."""

from datetime import datetime

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.book import book
from entrepot.domain.money import Money


def book_claim(*, key: str, order: Order, outstanding: Money, paid: Money, at: datetime, memo: str) -> bool:
    """Book, once, by how much what is ``outstanding`` of claims changes (less: below zero) and what was
    ``paid`` into the bank. Both are in one currency."""
    return book(
        key=key, kind="claim", order=order, at=at, memo=memo,
        postings=[
            ("claims_receivable", outstanding), ("claims_deferred", -outstanding),
            ("bank", paid), ("claims_recovered", -paid),
        ],
    )  # fmt: skip
