"""A routing rule is no longer in force."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import RoutingRule
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def end_routing_rule(*, rule: RoutingRule, on: date, reason: str, by: str) -> None:
    """``rule`` no longer holds from ``on``; one that would end before it began is removed.

    Raises ``Refused``: 422 without a reason, or for a day after its end; ``no_rule`` once it is removed.
    """
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    row = RoutingRule.objects.select_for_update().filter(pk=rule.pk).first()
    if row is None:
        raise Refused(_("This rule has been removed meanwhile."), code="no_rule")
    if row.valid.upper and on > row.valid.upper:
        raise invalid("on", _("The rule is not in force then. Choose another day."))
    if on <= row.valid.lower:
        row.delete()
    else:
        row.valid = DateRange(row.valid.lower, on)
        row.reason, row.by = reason.strip(), by
        row.save(update_fields=["valid", "reason", "by"])
    transaction.on_commit(queries.forget)
