"""A cancelled shipment will not cross the border."""

from datetime import timedelta

from django.db import transaction

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import open_about
from entrepot.apps.fulfilment.models import Shipment
from entrepot.domain.lifecycles import DECLARATION
from entrepot.kit.transitions import transition

WITHDRAW_WITHIN = timedelta(hours=24)


@transaction.atomic
def cancel_declarations(*, shipment: Shipment, why: str, by: str = "system") -> None:
    """Cancel what customs has not got; what lies there opens the case ``customs_withdrawal_needed``."""
    for declaration in shipment.declarations.exclude(status="cancelled").order_by("pk"):
        row = locked(declaration)
        if row.status == "rejected":
            transition(row, DECLARATION, to="draft", by=by, why=why)
        if "cancelled" in DECLARATION.next_states(row.status):
            transition(row, DECLARATION, to="cancelled", by=by, why=why)
        else:
            _ask_to_withdraw(row)


def _ask_to_withdraw(row: Declaration) -> None:
    facts = {"status": row.status, "port": row.port.code}
    open_about(row, "customs_withdrawal_needed", facts, WITHDRAW_WITHIN)
