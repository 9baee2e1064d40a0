"""A channel asks something else from a day on, or no longer."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.channels.models import Channel, ChannelPolicy
from entrepot.apps.channels.services.review_listings import review_listings
from entrepot.domain.channels.policy import Rule
from entrepot.kit.coming_days import coming_day_fault
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def set_policy(*, channel: Channel, rule: Rule, reason: str, by: str) -> ChannelPolicy:
    """Put ``rule`` in force for its dates; the one of its kind before ends where it begins, later ones go.

    What is published and breaks it is taken off its channel, today or on the day that it begins. Raises
    ``Refused`` 422 without a source or a reason, for a day that has passed or is far ahead, or an end
    before the beginning.
    """
    _check(rule, reason)
    Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    alike = channel.policies.filter(kind=rule.kind.value)
    alike.filter(valid__startswith__gte=rule.valid_from).delete()
    for before in alike.filter(valid__contains=rule.valid_from):
        end_policy(policy=before, on=rule.valid_from, reason=reason, by=by)
    policy = ChannelPolicy.objects.create(
        channel=channel, kind=rule.kind.value, parameters=dict(rule.parameters), source=rule.source.strip(),
        valid=DateRange(rule.valid_from, rule.valid_to), reason=reason.strip(), by=by,
    )  # fmt: skip
    review_listings(channel=channel, by=by)
    return policy


@transaction.atomic
def end_policy(*, policy: ChannelPolicy, on: date, reason: str, by: str) -> ChannelPolicy:
    """No longer in force from ``on``. Raises ``Refused`` 422 without a reason or for a day outside of it."""
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    if on <= (policy.valid.lower or date.min) or (policy.valid.upper and on > policy.valid.upper):
        raise Refused(
            _("The rule is not in force then. Choose another day."), code="not_in_force", status=422
        )
    policy.valid = DateRange(policy.valid.lower, on)
    policy.reason, policy.by = reason.strip(), by
    policy.save(update_fields=["valid", "reason", "by"])
    return policy


def _check(rule: Rule, reason: str) -> None:
    if not rule.source.strip():
        raise invalid("source", _("Say where the channel asks this."))
    if not reason.strip():
        raise invalid("reason", _("Say why."))
    if fault := coming_day_fault(rule.valid_from):
        raise invalid("since", fault)
    if rule.valid_to is not None and rule.valid_to <= rule.valid_from:
        raise invalid("until", _("The rule ends before it begins."))
