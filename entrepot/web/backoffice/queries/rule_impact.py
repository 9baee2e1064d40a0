"""What a proposed change of the rules would have done to the orders that we really had."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entrepot.apps.checkout.queries.past_consignments import Gathering
from entrepot.apps.taxation.models import RuleProposal
from entrepot.apps.taxation.queries import rulebook
from entrepot.apps.taxation.services.propose_rule_change import changed_book
from entrepot.apps.taxation.words import OUTCOME_WORDS, reason_words
from entrepot.domain.duties.impact import Law, impact
from entrepot.domain.duties.impact_document import market_to_document

CONSIGNMENTS_ASKED = 1000
ORDERS_NAMED = 30
CURRENCY = "EUR"


@dataclass(frozen=True)
class ImpactShown:
    """``markets`` as ``market_to_document`` gives them, with ``orders`` (the first thirty affected), reasons
    and outcomes in words; ``left_out`` could not be quoted again."""

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
        document["orders"] = sorted(market.orders)[:ORDERS_NAMED]
        markets.append(document)
    return ImpactShown(markets, len(gathering.left_out))
