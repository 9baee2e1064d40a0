"""What a consignment has cost its buyer: what was paid for it at checkout, less what went back."""

from collections.abc import Mapping

from entrepot.apps.orders.models import Consignment
from entrepot.apps.payments.models import Refund
from entrepot.domain.money import Money, total


def refund_reference(consignment: Consignment, matter: str) -> str:
    """Under which money for a part of ``consignment`` goes back; ``still_paid`` finds it again."""
    return f"consignment:{consignment.pk}:{matter}"


def still_paid(consignment: Consignment) -> dict[str, Money]:
    """By part (goods, shipping, duty, tax, fee) what the buyer paid at checkout for the consignment and has
    not been given back under a ``refund_reference``; no part is zero."""
    currency = consignment.order.currency
    paid = {"goods": total((line.line_total for line in consignment.lines.all()), currency)}
    for charge in consignment.charges.all():
        if charge.due == "checkout":
            paid[charge.kind] = paid.get(charge.kind, Money.zero(currency)) + charge.money
    given_back = Refund.objects.filter(reference__startswith=refund_reference(consignment, ""))
    for refund in given_back.exclude(status="failed"):
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
