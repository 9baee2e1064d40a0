"""What is wrong with the shop itself stands as a case for as long as it is wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.resolve_case import resolve_case


@transaction.atomic
def keep_cases(
    *,
    kind: str,
    matters: Mapping[str, Mapping[str, Any]],
    due_at: datetime,
    resolution: str,
    within: str = "",
) -> None:
    """Have exactly one open case of ``kind`` (of ``models.SHOP_KINDS``) for each of ``matters``, facts by
    reference, and none about anything else whose reference begins with ``within``.

    A new case is ours to settle by ``due_at``; an open one keeps its term and tells the facts of now. One
    whose matter is gone closes with the words ``resolution``.
    """
    about = Case.objects.filter(kind=kind, reference__startswith=within).exclude(status="resolved")
    known = {case.reference: case for case in about.select_for_update()}
    for reference in known.keys() - matters.keys():
        resolve_case(case=known[reference], by="system", resolution=resolution)
    for reference, facts in matters.items():
        case = known.get(reference) or _opened(kind, reference, facts, due_at)
        if case.facts != dict(facts):
            case.facts = dict(facts)
            case.save(update_fields=["facts"])


def _opened(kind: str, reference: str, facts: Mapping[str, Any], due_at: datetime) -> Case:
    """The new case, or the one that somebody else has opened at the same time."""
    case, _opened_here = Case.objects.exclude(status="resolved").get_or_create(
        order=None, kind=kind, reference=reference, defaults={"facts": dict(facts), "due_at": due_at}
    )
    return case
