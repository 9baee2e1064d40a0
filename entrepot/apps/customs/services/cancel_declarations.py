"""What a cancelled shipment, or a transfer that never set out, was declared for will not cross the border."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Manager

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import open_about
from entrepot.domain.lifecycles import DECLARATION
from entrepot.kit.transitions import transition

WITHDRAW_WITHIN: Final = timedelta(hours=24)
# Customs has nothing in hand that it would go on with.
NOT_WITH_CUSTOMS: Final = frozenset({"draft", "query", "rejected"})


@transaction.atomic
def cancel_declarations(*, declarations: Manager[Declaration], why: str, by: str = "system") -> None:
    """Cancel what customs has not got. What lies there, or is released, has to be withdrawn by asking: of an
    order it opens the case ``customs_withdrawal_needed``, of goods of ours ``awaits_withdrawal`` shows it."""
    for declaration in declarations.exclude(status="cancelled").order_by("pk"):
        row = locked(declaration)
        if row.status in NOT_WITH_CUSTOMS:
            transition(row, DECLARATION, to="cancelled", by=by, why=why)
        else:
            facts = {"status": row.status, "port": row.port.code}
            open_about(row, "customs_withdrawal_needed", facts, WITHDRAW_WITHIN)
