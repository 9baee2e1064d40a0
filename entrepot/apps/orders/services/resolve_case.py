"""The matter is settled."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import CASE
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def resolve_case(*, case: Case, by: str, resolution: str) -> Case:
    """Close ``case`` with the words of what was done. Raises ``IllegalTransition`` when it is closed already,
    ``Refused``: 422 without a resolution, ``stands`` for a case of the shop, which ends with its cause."""
    if not resolution.strip():
        raise invalid("resolution", _("Say what was done about it."))
    if case.order is None and by != "system":
        raise Refused(_("This case closes by itself as soon as its cause is gone."), code="stands")
    resolved = transition(
        case, CASE, to="resolved", by=by, why=resolution, resolution=resolution, resolved_at=timezone.now()
    )
    if case.order is not None:
        record_fact(
            order=case.order, kind="case_resolved", by=by, for_buyer=False,
            facts={"case": case.kind, "reference": case.reference, "resolution": resolution},
        )  # fmt: skip
    return resolved
