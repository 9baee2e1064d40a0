"""Calculate a stored quote again, by the rules of then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
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
    stored = _stored(quote_id)
    answer = landed_cost(consignment_from_document(stored.inputs), rulebook(stored.rules_until))
    return Replay(answer, answer == cost_from_document(stored.result))


def quote_at_other_values(quote_id: UUID, values: Mapping[str, Decimal]) -> LandedCost:
    """What the quote would have said with other unit ``values`` (line id -> value), by the rules of then.

    Nothing is stored. Raises ``Refused`` (404) when there is no such quote.
    """
    stored = _stored(quote_id)
    asked = consignment_from_document(stored.inputs)
    lines = tuple(replace(line, unit_value=values.get(line.id, line.unit_value)) for line in asked.lines)
    return landed_cost(replace(asked, lines=lines), rulebook(stored.rules_until))


def _stored(quote_id: UUID) -> LandedCostQuote:
    stored = LandedCostQuote.objects.filter(pk=quote_id).first()
    if stored is None:
        raise not_found(_("There is no stored quote with this number."))
    return stored
