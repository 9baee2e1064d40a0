"""What a proposed change of the rules would have done to the orders that we really had."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from entrepot.apps.checkout.queries.past_consignments import Gathering
from entrepot.apps.inventory.queries.stock_in import Held, coming_to, lying_in
from entrepot.apps.markets.models import Country
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Order
from entrepot.apps.taxation.models import RuleProposal
from entrepot.apps.taxation.queries import rulebook
from entrepot.apps.taxation.services.propose_rule_change import changed_book
from entrepot.apps.taxation.words import OUTCOME_WORDS, reason_words
from entrepot.domain.duties.impact import Law, impact
from entrepot.domain.duties.impact_document import market_to_document
from entrepot.domain.money import Money, total

CONSIGNMENTS_ASKED = 1000
ORDERS_NAMED = 30
CURRENCY = "EUR"
NOT_SENT = ("awaiting_payment", "confirmed", "in_fulfilment")


@dataclass(frozen=True)
class StockShown:
    """Our own units in the countries of a market and on their way there; what they cost in ``CURRENCY``."""

    units: int
    worth: Money
    coming: int
    coming_worth: Money


@dataclass(frozen=True)
class ImpactShown:
    """``markets`` as ``market_to_document`` gives them, with reasons and outcomes in words, the numbers of
    orders affected in ``open_orders`` (not yet sent) and ``sent_orders`` (the newest thirty of each, and
    ``open_count``), and our ``stock`` there; ``left_out`` could not be quoted again."""

    markets: list[dict[str, Any]]
    left_out: int


def impact_of(proposal: RuleProposal, asked: Mapping[str, Any]) -> ImpactShown:
    """The proposed rules against those in force over our newest orders; nothing is stored.

    ``asked`` holds ``on``, ``as_if`` and ``cost_share`` of ``ImpactForm``. Raises ``Refused`` 422 when the
    proposed file no longer goes with the others.
    """
    on = asked.get("on")
    before, after = Law(rulebook(), on), Law(changed_book(proposal.name, proposal.content), on)
    gathering = Gathering(
        (before, after), CURRENCY, asked.get("as_if") or "", CONSIGNMENTS_ASKED, asked.get("cost_share")
    )
    found = impact(gathering, before, after, CURRENCY)
    markets = []
    for _, market in sorted(found.items()):
        document = market_to_document(market)
        document["reasons"] = [
            {**one, "words": reason_words(one["key"], one["params"])} for one in document["reasons"]
        ]
        document["outcomes"] = [(OUTCOME_WORDS[name], count) for name, count in document["outcomes"].items()]
        document |= _orders(market.orders)
        document["stock"] = _stock(market.market) if market.orders else None
        markets.append(document)
    return ImpactShown(markets, len(gathering.left_out))


def _orders(numbers: Collection[str]) -> dict[str, Any]:
    rows = Order.objects.filter(number__in=numbers).exclude(status="cancelled").order_by("-pk")
    told = list(rows.values_list("number", "status"))
    is_open = [number for number, status in told if status in NOT_SENT]
    sent = [number for number, status in told if status not in NOT_SENT]
    return {
        "open_count": len(is_open),
        "open_orders": is_open[:ORDERS_NAMED],
        "sent_orders": sent[:ORDERS_NAMED],
    }


def _stock(market: str) -> StockShown:
    countries = list(Country.objects.filter(market__code=market).values_list("code", flat=True))
    lies, comes = lying_in(countries), coming_to(countries)
    return StockShown(lies.units, _worth(lies), comes.units, _worth(comes))


def _worth(held: Held) -> Money:
    today = timezone.now().date()
    return total((convert(each, CURRENCY, today) for each in held.worth), CURRENCY)
