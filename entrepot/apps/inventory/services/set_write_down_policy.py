"""Old stock loses worth by other rules from a day on."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import WriteDownPolicy
from entrepot.domain.inventory.write_downs import WriteDownRule
from entrepot.kit.errors import invalid


@transaction.atomic
def set_write_down_policy(*, since: date, rules: Sequence[WriteDownRule], source: str) -> WriteDownPolicy:
    """Put ``rules`` in force from ``since``, and why (``source``); those before end the day before, later
    ones go. What is written down already stays. Raises ``Refused`` 422 without a rule or a reason."""
    if not rules:
        raise invalid("rules", _("Give at least one rule."))
    if not source.strip():
        raise invalid("source", _("Say on what the rules rest."))
    WriteDownPolicy.objects.filter(valid__startswith__gte=since).delete()
    for before in WriteDownPolicy.objects.filter(valid__contains=since):
        before.valid = DateRange(before.valid.lower, since)
        before.save(update_fields=["valid"])
    return WriteDownPolicy.objects.create(
        valid=DateRange(since, None), source=source.strip(),
        rules=[{"basis": rule.basis.value, "days": rule.days, "share": str(rule.share)} for rule in rules],
    )  # fmt: skip
