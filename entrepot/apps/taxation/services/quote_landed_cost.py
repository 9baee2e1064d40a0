"""What a consignment costs at the buyer's door, kept for replay."""

from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.queries import landed_costs, tax_position
from entrepot.apps.taxation.services.store_quotes import StoredQuote, store_quotes
from entrepot.domain.duties.consignment import Consignment


def quote_landed_cost(*, consignment: Consignment, asked_by: User | None = None) -> StoredQuote:
    """Calculate by the rules in force and store question and answer."""
    position = tax_position(timezone.now().date())
    (answer,) = landed_costs([consignment], position)
    (stored,) = store_quotes(answers=[(consignment, answer)], position=position, asked_by=asked_by)
    return stored
