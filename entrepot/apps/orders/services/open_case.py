"""Something stops the order, and somebody must act by a certain time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.record_fact import record_fact


@transaction.atomic
def open_case(
    *,
    order: Order,
    kind: str,
    facts: Mapping[str, Any],
    due_at: datetime,
    owner: str = "operator",
    reference: str = "",
) -> Case:
    """Open a case of ``kind`` about ``reference``; while one is open the same matter gives that one back.

    ``owner`` is who must act: "operator", "buyer" or "supplier". The timeline names it to the operator.
    """
    case, opened = Case.objects.exclude(status="resolved").get_or_create(
        order=order, kind=kind, reference=reference,
        defaults={"facts": dict(facts), "owner": owner, "due_at": due_at},
    )  # fmt: skip
    if opened:
        record_fact(
            order=order, kind="case_opened", by="system", for_buyer=False, key=f"case:{case.pk}:opened",
            facts={"case": kind, "reference": reference, **facts},
        )  # fmt: skip
    return case
