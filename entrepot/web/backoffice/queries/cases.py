"""Open cases: what is wrong, who must act, by when, and where to act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from entrepot.apps.orders.models import Case
from entrepot.apps.orders.words import case_sentence
from entrepot.web.backoffice.words import ROLE_WORDS


@dataclass(frozen=True, slots=True)
class CaseShown:
    case: Case
    sentence: str
    who: str
    is_ours: bool
    is_overdue: bool
    act_url: str
    act_label: str


def open_cases(owner: str = "") -> QuerySet[Case]:
    """Unresolved cases, the most urgent first; of one ``owner`` or of all."""
    rows = Case.objects.exclude(status="resolved").select_related("order").order_by("due_at", "pk")
    return rows.filter(owner=owner) if owner else rows


def case_shown(case: Case) -> CaseShown:
    """``case`` in the active language with the link to the page where it is settled."""
    label, url = _act(case)
    return CaseShown(
        case=case,
        sentence=case_sentence(case.kind, case.facts),
        who=gettext(ROLE_WORDS.get(case.owner, case.owner)),
        is_ours=case.owner == "operator",
        is_overdue=case.due_at < timezone.now(),
        act_url=url,
        act_label=gettext(label),
    )


def _order(case: Case) -> str:
    return reverse("backoffice:order", args=[case.order.number])


def _declaration(case: Case) -> str:
    return reverse("backoffice:declaration", args=[case.reference]) if case.reference else _order(case)


def _shipment(case: Case) -> str:
    number = str(case.facts.get("number", ""))
    return reverse("backoffice:shipment", args=[number]) if number.startswith("SH-") else _order(case)


def _refund(case: Case) -> str:
    return reverse("backoffice:refund", args=[case.order.number])


def _consignment(case: Case) -> str:
    """Where the consignment that a supplier does not send is cancelled; the order when it is not known."""
    kind, _colon, told = case.reference.partition(":")
    known = Q(pk=told) if kind == "consignment" and told.isdecimal() else Q(dropship_orders__number=kind)
    position = case.order.consignments.filter(known).values_list("position", flat=True).first()
    if position is None:
        return _order(case)
    return reverse("backoffice:cancel_consignment", args=[case.order.number, position])


_ACTS: dict[str, tuple[str, Callable[[Case], str]]] = {
    "customs_query": (gettext_noop("Answer customs"), _declaration),
    "customs_rejected": (gettext_noop("Correct the declaration"), _declaration),
    "customs_refused": (gettext_noop("Correct the declaration"), _declaration),
    "customs_inspection": (gettext_noop("See the declaration"), _declaration),
    "customs_reply_unexpected": (gettext_noop("See the declaration"), _declaration),
    "carrier_refused": (gettext_noop("Book again"), _shipment),
    "refund_failed": (gettext_noop("Refund again"), _refund),
    "supplier_refused": (gettext_noop("Cancel and refund"), _consignment),
    "supplier_late": (gettext_noop("Cancel and refund"), _consignment),
    "supplier_offer_missing": (gettext_noop("Cancel and refund"), _consignment),
}


def _act(case: Case) -> tuple[str, str]:
    label, where = _ACTS.get(case.kind, (gettext_noop("See the order"), _order))
    url = where(case)
    return (label if url != _order(case) else gettext_noop("See the order")), url
