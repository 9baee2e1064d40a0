"""Put a routing rule in force."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import RoutingRule
from entrepot.domain.sourcing.routing_rules import RoutingRule as RuleValue
from entrepot.kit.coming_days import coming_day_fault
from entrepot.kit.errors import invalid


@transaction.atomic
def set_routing_rule(
    *, rule: RuleValue, since: date, until: date | None, reason: str, by: str
) -> RoutingRule:
    """``rule`` holds for what is quoted from ``since`` until before ``until``; placed orders keep their ways.

    Raises ``Refused`` 422 without a reason, for a day that has passed or is far ahead, or an end before the
    beginning.
    """
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    if fault := coming_day_fault(since):
        raise invalid("since", fault)
    if until is not None and until <= since:
        raise invalid("until", _("The rule ends before it begins."))
    row = RoutingRule.objects.create(
        effect=rule.effect.value, modes=sorted(rule.modes), lanes=sorted(rule.lanes),
        origins=sorted(rule.origins), destinations=sorted(rule.destinations),
        categories=sorted(rule.categories), valid=DateRange(since, until), reason=reason.strip(), by=by,
    )  # fmt: skip
    transaction.on_commit(queries.forget)
    return row
