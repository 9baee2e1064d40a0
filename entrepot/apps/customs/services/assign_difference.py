"""Somebody minds a difference between a bonded account book and the shelf."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.customs.models import BondedDifference
from entrepot.kit.errors import Refused


@transaction.atomic
def assign_difference(*, difference: BondedDifference, assignee: User) -> BondedDifference:
    """``assignee`` minds it from now on. Raises ``Refused`` (``case_resolved``) once it is explained."""
    row = BondedDifference.objects.select_for_update(of=("self",)).get(pk=difference.pk)
    if row.resolved_at is not None:
        raise Refused(_("This case is settled already."), code="case_resolved")
    row.assignee = assignee
    row.save(update_fields=["assignee"])
    return row
