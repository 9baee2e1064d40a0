"""How well duty and tax were quoted: what carriers paid for parcels, against what buyers were charged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings

from entrepot.apps.fulfilment.models import InvoicedPart
from entrepot.apps.markets.queries import convert
from entrepot.domain.carrier_invoices import LEVIES
from entrepot.domain.money import Money

CLOSE: Final = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of duty or of tax: ``lines`` that were paid, ``close`` ones within 5 % of the quote; ``quoted``,
    ``paid`` and ``apart`` (all differences without their signs) in the shop's own currency."""

    part: str
    lines: int
    close: int
    quoted: Money
    paid: Money
    apart: Money

    @property
    def close_share(self) -> Decimal:
        return Decimal(self.close) / self.lines

    @property
    def apart_share(self) -> Decimal | None:
        """How far quotes were off, as a share of them; ``None`` when nothing was quoted."""
        return self.apart.amount / self.quoted.amount if self.quoted else None


def duty_accuracy(*, since: date, until: date) -> list[Accuracy]:
    """Of invoices dated in ``[since, until]``, parcel by parcel at the rates of the invoice's day; what was
    contested was not paid. One statement."""
    rows = InvoicedPart.objects.filter(
        part__in=LEVIES, line__parcel__isnull=False, line__invoice__dated__range=(since, until)
    ).select_related("line__invoice")
    found = {part: [row for row in rows if row.part == part and (row.agreed or row.cost)] for part in LEVIES}
    return [_accuracy(part, told) for part, told in found.items() if told]


def _accuracy(part: str, rows: list[InvoicedPart]) -> Accuracy:
    house = settings.BASE_CURRENCY
    quoted = paid = apart = Money.zero(house)
    close = 0
    for row in rows:
        day = row.line.invoice.dated
        expected, cost = convert(row.agreed, house, day), convert(row.cost, house, day)
        quoted, paid, apart = (
            quoted + expected,
            paid + cost,
            apart + max(expected, cost) - min(expected, cost),
        )
        close += abs(row.cost.amount - row.agreed.amount) <= row.agreed.amount * CLOSE
    return Accuracy(part, len(rows), close, quoted, paid, apart)
