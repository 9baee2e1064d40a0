"""Costs that grow from day to day: the books are brought up to what they are by now."""

from datetime import datetime

from django.db.models import Sum

from entrepot.apps.payments.models import Posting
from entrepot.apps.payments.services.book import book
from entrepot.domain.money import Money


def book_up_to(
    *, series: str, entry: str, kind: str, debit: str, credit: str, target: Money, at: datetime, memo: str
) -> bool:
    """Book by how much the rounded ``target`` differs from what the ``series`` of entries holds on ``debit``.

    So days are never rounded one by one, and what is booked already is not booked again. ``entry`` names
    this entry within the series. The caller keeps two from doing so at the same time.
    """
    rows = Posting.objects.filter(
        entry__key__startswith=f"{series}:", account=debit, currency=target.currency
    )
    booked = rows.aggregate(sum=Sum("amount"))["sum"]
    missing = target.rounded() - (Money(booked, target.currency) if booked else Money.zero(target.currency))
    return book(
        key=f"{series}:{entry}", kind=kind, order=None, at=at, memo=memo,
        postings=[(debit, missing), (credit, -missing)],
    )  # fmt: skip
