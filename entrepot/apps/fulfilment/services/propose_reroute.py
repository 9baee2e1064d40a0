"""An operator asks the buyer whether a consignment may go a way that changes what was promised."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.rerouting import Rerouting
from entrepot.apps.fulfilment.queries.promises import reference_of
from entrepot.apps.fulfilment.queries.proposals import PROPOSED, proposals_for
from entrepot.apps.fulfilment.services._rerouting import find_way, locked_consignment, waiting_shipment
from entrepot.apps.orders.models import Case, Consignment
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.write_case_message import ANSWER_WITHIN
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def propose_reroute(*, consignment: Consignment, warehouse: str, lane: str, reason: str, by: str) -> Case:
    """Ask the buyer of ``consignment`` about ``warehouse`` and ``lane``; the case is theirs for three days.

    They read the ``reason``, the window if the goods leave on the last day for the answer, what would be paid
    back, and what would be due on delivery. Nothing moves and no stock is kept until they agree
    (``choose_remedy``); without an answer everything stays as agreed. Raises ``Refused``: as
    ``reroute_consignment`` does, ``no_consent_needed`` for a way that keeps what was promised, and
    ``already_asked`` while another proposal stands.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why; the buyer reads it."))
    row = locked_consignment(consignment)
    waiting_shipment(row)
    if proposals_for([row]):
        raise Refused(_("The buyer has been asked about another way already."), code="already_asked")
    answer_by = timezone.now() + ANSWER_WITHIN["buyer"]
    way, _position = find_way(row, warehouse, lane, answer_by.date())
    if way.keeps_our_word:
        raise Refused(
            _("This way keeps what was promised. Send it so without asking."), code="no_consent_needed"
        )
    facts = _facts(row, way, reason, answer_by)
    case = open_case(
        order=row.order, kind=PROPOSED, facts=facts, reference=reference_of(row), due_at=answer_by,
        owner="buyer",
    )  # fmt: skip
    record_fact(order=row.order, kind=PROPOSED, by=by, facts=facts, key=f"proposal:{case.pk}")
    return case


def _facts(row: Consignment, way: Rerouting, reason: str, answer_by: datetime) -> dict[str, str | int]:
    """``amount`` would go back to the buyer, ``expected`` be due on delivery."""
    currency = row.order.currency
    first, last = way.arrives
    return {
        "position": row.position, "warehouse": way.route.source.warehouse, "lane": way.route.lane.code,
        "ships_from": way.route.source.country, "promised_on": row.promised_to.isoformat(),
        "first_on": first.isoformat(), "last_on": last.isoformat(), "amount": str(way.money_back.amount),
        "currency": currency, "expected": str(way.landed.totals.due_on_delivery.amount),
        "expected_currency": currency, "reason": reason, "answer_by": answer_by.isoformat(),
    }  # fmt: skip
