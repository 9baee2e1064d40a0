"""A routing rule is no longer in force."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import RoutingRule
from entrepot.kit.errors import invalid


@transaction.atomic
def end_routing_rule(*, rule: RoutingRule, on: date, reason: str, by: str) -> None:
    """``rule`` no longer holds from ``on``; one that would end before it began is removed.

    Raises ``Refused`` 422 without a reason, or for a day after its end.
    """
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    if rule.valid.upper and on > rule.valid.upper:
        raise invalid("on", _("The rule is not in force then. Choose another day."))
    if on <= rule.valid.lower:
        rule.delete()
    else:
        rule.valid = DateRange(rule.valid.lower, on)
        rule.reason, rule.by = reason.strip(), by
        rule.save(update_fields=["valid", "reason", "by"])
    transaction.on_commit(queries.forget)
