"""Whose move a case is now."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.orders.models import Case
from entrepot.domain.whose_move import ROLES
from entrepot.kit.errors import Refused


@transaction.atomic
def assign_case(*, case: Case, owner: str, due_at: datetime, assignee: User | None = None) -> Case:
    """``owner`` (a role of ``domain.whose_move``) must act by ``due_at``; ``assignee`` minds it from now on.

    Raises ``ValueError`` for an unknown role, ``Refused`` (``case_resolved``) for a settled case.
    """
    if owner not in ROLES:
        raise ValueError(f"unknown role {owner!r}; one of {ROLES}")
    row = Case.objects.select_for_update().get(pk=case.pk)
    if row.status == "resolved":
        raise Refused(_("This case is settled already."), code="case_resolved")
    row.owner, row.due_at, row.assignee = owner, due_at, assignee or row.assignee
    row.save(update_fields=["owner", "due_at", "assignee"])
    return row
