"""Open cases: what is wrong, who must act, by when, and where to act."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from entrepot.apps.orders.models import Case
from entrepot.apps.orders.words import case_sentence
from entrepot.apps.orders.words.resolutions import resolution_text
from entrepot.web.backoffice.queries.case_acts import act_of, is_to_refund
from entrepot.web.backoffice.words import ROLE_WORDS

# What the carrier is asked about in place, without opening the case.
ASKED_IN_PLACE: Final = frozenset({"parcel_exception", "parcel_stalled", "clearance_late"})


@dataclass(frozen=True, slots=True)
class CaseShown:
    """``parcel_id`` names the parcel whose carrier is asked in place; ``None`` when that is not the act.
    ``may_claim``: its carrier owes us for it. ``subject_url`` is the page of what the case is about."""

    case: Case
    sentence: str
    who: str
    is_ours: bool
    is_overdue: bool
    act_url: str
    act_label: str
    parcel_id: int | None
    may_claim: bool
    subject_url: str
    resolution: str


def open_cases(owner: str = "") -> QuerySet[Case]:
    """Unresolved cases, the most urgent first; of one ``owner`` or of all."""
    rows = Case.objects.exclude(status="resolved").select_related("order", "assignee")
    rows = rows.order_by("due_at", "pk")
    return rows.filter(owner=owner) if owner else rows


def case_shown(case: Case) -> CaseShown:
    """``case`` in the active language with the link to the page where it is settled."""
    label, url = act_of(case)
    return CaseShown(
        case=case,
        sentence=case_sentence(case.kind, case.facts),
        who=gettext(ROLE_WORDS.get(case.owner, case.owner)),
        is_ours=case.owner == "operator",
        is_overdue=case.due_at < timezone.now(),
        act_url=url,
        act_label=gettext(label),
        parcel_id=_asked_about(case),
        may_claim=is_to_refund(case),
        subject_url=reverse("backoffice:order", args=[case.order.number]) if case.order else url,
        resolution=resolution_text(case.resolution),
    )


def _asked_about(case: Case) -> int | None:
    kind, _colon, told = case.reference.partition(":")
    is_asked = (
        case.kind in ASKED_IN_PLACE and not is_to_refund(case) and kind == "parcel" and told.isdecimal()
    )
    return int(told) if is_asked else None
