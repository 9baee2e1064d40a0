"""Calculate a stored quote again, by the rules of then."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.apps.taxation.queries import rulebook
from entrepot.domain.duties import LandedCost, consignment_from_document, cost_from_document, landed_cost
from entrepot.kit.errors import not_found


@dataclass(frozen=True)
class Replay:
    """``is_identical``: the rules of then give today exactly what was answered then."""

    landed_cost: LandedCost
    is_identical: bool


def replay_quote(quote_id: UUID) -> Replay:
    """Replay the quote ``quote_id``. Raises ``Refused`` (404) when there is no such quote."""
    stored = LandedCostQuote.objects.filter(pk=quote_id).first()
    if stored is None:
        raise not_found(_("There is no stored quote with this number."))
    answer = landed_cost(consignment_from_document(stored.inputs), rulebook(stored.rules_until))
    return Replay(answer, answer == cost_from_document(stored.result))
