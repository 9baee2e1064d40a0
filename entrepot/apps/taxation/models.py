"""Law as dated data, our registrations, and quotes with all that is needed to replay them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models


class RuleFile(models.Model):
    """One version of a rule file as loaded; the newest ``id`` per name is in force, rows are never changed.

    An empty ``content`` withdraws the file. The same text may come back later as a new version.
    """

    name = models.CharField(max_length=60)
    checksum = models.CharField(max_length=64)
    content = models.TextField()
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=120)
    why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="rule_file_latest")]


class Registration(models.Model):
    """A number under which we account for tax or duty somewhere: IOSS, GB VAT, AU ARN, ..."""

    kind = models.CharField(max_length=30)
    jurisdiction = models.CharField(max_length=4)
    number = models.CharField(max_length=40)
    valid = DateRangeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LandedCostQuote(models.Model):
    """What was asked, what was answered, and by which rules: replayable years later.

    ``rules_checksum`` is the fingerprint of the rule book, ``rules_until`` its newest rule file. ``asked_by``
    is the user whose program asked over the API; nobody else's program may read the quote.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inputs = models.JSONField()
    result = models.JSONField()
    rules_checksum = models.CharField(max_length=64)
    rules_until = models.BigIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="landed_cost_quotes"
    )
    created_at = models.DateTimeField(auto_now_add=True)
