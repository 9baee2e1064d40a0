"""What a consignment has cost its buyer: what was paid for it at checkout, less what went back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from entrepot.apps.orders.models import Consignment
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.queries.parts import parts_asked
from entrepot.domain.money import Money, total

OF_CONSIGNMENT: Final = "consignment:"


def refund_reference(consignment: Consignment, matter: str) -> str:
    """Under which money for a part of ``consignment`` goes back; ``still_paid`` finds it again."""
    return f"{OF_CONSIGNMENT}{consignment.pk}:{matter}"


def given_back(consignments: Iterable[Consignment]) -> dict[int, list[Refund]]:
    """By consignment, the refunds that stand under a ``refund_reference`` of it."""
    orders = {each.order_id for each in consignments}
    rows = Refund.objects.filter(payment__order__in=orders, reference__startswith=OF_CONSIGNMENT)
    found: dict[int, list[Refund]] = defaultdict(list)
    for refund in rows.exclude(status="failed"):
        number, _colon, matter = refund.reference.removeprefix(OF_CONSIGNMENT).partition(":")
        if matter:
            found[int(number)].append(refund)
    return found


def still_paid(consignment: Consignment, refunds: Iterable[Refund] | None = None) -> dict[str, Money]:
    """By part (goods, shipping, duty, tax, fee) what the buyer paid at checkout for the consignment and has
    not been given back; no part is zero. ``refunds`` are those ``given_back``, read unless they are given."""
    currency = consignment.order.currency
    paid = parts_asked([consignment], currency)
    for refund in given_back([consignment]).get(consignment.pk, ()) if refunds is None else refunds:
        for part, amount in refund.parts.items():
            paid[part] = paid.get(part, Money.zero(currency)) - Money.of(amount, currency)
    return {part: money for part, money in paid.items() if money}


def too_much(paid: Mapping[str, Money], asked: Mapping[str, Money], currency: str) -> dict[str, Money]:
    """What goes back when ``asked`` takes the place of what was ``paid``: the difference of the sums, out of
    the parts that became less, shipping first. Nothing when all of it together became no less."""
    zero = Money.zero(currency)
    left = total(paid.values(), currency) - total(asked.values(), currency)
    back = {}
    for part in ("shipping", "fee", "duty", "tax"):
        money = min(paid.get(part, zero) - asked.get(part, zero), left)
        if money.amount > 0:
            back[part], left = money, left - money
    return back
