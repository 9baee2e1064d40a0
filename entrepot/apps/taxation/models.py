"""Law as dated data, our registrations, and quotes with all that is needed to replay them."""

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class RuleFile(models.Model):
    """One version of a jurisdiction's rule file as loaded; the newest ``loaded_at`` per name is in force."""

    name = models.CharField(max_length=60)
    checksum = models.CharField(max_length=64)
    content = models.TextField()
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=120)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "checksum"], name="rule_file_version_once")]
        indexes = [models.Index(fields=["name", "-loaded_at"], name="rule_file_latest")]


class Registration(models.Model):
    """A number under which we account for tax or duty somewhere: IOSS, GB VAT, AU ARN, ..."""

    kind = models.CharField(max_length=30)
    jurisdiction = models.CharField(max_length=4)
    number = models.CharField(max_length=40)
    valid = DateRangeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LandedCostQuote(models.Model):
    """What was asked, what was answered, and by which rules: replayable years later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inputs = models.JSONField()
    result = models.JSONField()
    rules_checksum = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
