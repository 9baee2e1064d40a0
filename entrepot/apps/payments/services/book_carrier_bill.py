"""What a carrier bills takes the place of what was expected of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.book import book
from entrepot.domain.money import Money

# What the buyer paid for duty and tax is owed until somebody pays it; freight and fees are costs.
OWED = {"duty": "duty_payable", "tax": "tax_payable"}


@dataclass(frozen=True, slots=True)
class BilledPart:
    """``cost`` is what is billed and not contested, ``quoted`` what the buyer was charged of duty or tax."""

    part: str
    cost: Money
    quoted: Money
    contested: Money


def book_carrier_bill(
    *, key: str, order: Order | None, parts: Iterable[BilledPart], accrued: Sequence[Money], at: datetime,
    memo: str,
) -> bool:  # fmt: skip
    """Book one line of a carrier's invoice, once: what is ours as cost, the rest as a claim on the carrier,
    all of it as payable; and take back the freight that was ``accrued`` for it.

    Duty and tax settle what was quoted; by how much they differ stands on ``duty_differences``.
    """
    postings = [("freight_accrued", money) for money in accrued]
    postings += [("freight_costs", -money) for money in accrued]
    for each in parts:
        if each.part in OWED:
            postings += [(OWED[each.part], each.quoted), ("duty_differences", each.cost - each.quoted)]
        else:
            postings.append(("freight_costs", each.cost))
        postings += [("carrier_claims", each.contested), ("carrier_payable", -each.cost - each.contested)]
    return book(key=key, kind="carrier_bill", order=order, postings=postings, at=at, memo=memo)
