"""Law as dated data, our registrations, and quotes with all that is needed to replay them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models

from entrepot.domain.lifecycles import RULE_PROPOSAL


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


class PackagedRuleFile(models.Model):
    """A rule file as a version of the product brought it, whether or not it came in force.

    The newest ``id`` per name is what is packaged now; empty ``content`` says that the product no longer
    brings the file. While a file in force is as packaged it follows the product; else operators decide.
    """

    name = models.CharField(max_length=60)
    content = models.TextField(blank=True)
    came_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="packaged_rule_file_latest")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class RuleProposal(models.Model):
    """A change of one rule file, waiting for or decided by a second person.

    ``base`` is the version that it was written against (none for a new file), ``version`` the one that its
    approval loaded, ``packaged`` the packaged version that its author had seen. Empty ``content`` withdraws
    the file. ``dry_run`` is what it would have changed, see ``try_rules.DryRun``.
    """

    name = models.CharField(max_length=60)
    content = models.TextField(blank=True)
    why = models.TextField()
    packaged = models.ForeignKey(
        PackagedRuleFile, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    base = models.ForeignKey(RuleFile, null=True, on_delete=models.PROTECT, related_name="proposals")
    version = models.OneToOneField(RuleFile, null=True, on_delete=models.PROTECT, related_name="proposal")
    status = models.CharField(max_length=12, default=RULE_PROPOSAL.initial)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rule_changes_proposed"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="rule_changes_decided"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)
    dry_run = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=sorted(RULE_PROPOSAL.edges)), name="rule_proposal_status"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved")
                | models.Q(decided_by__isnull=False, version__isnull=False)
                & ~models.Q(decided_by=models.F("proposed_by")),
                name="rule_proposal_four_eyes",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


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


class TariffImport(models.Model):
    """One reading of an official tariff file; in force while a rule file in force refers to it.

    ``unread`` lists rows that gave no line, each with place, text and why. ``new``, ``changed`` and ``gone``
    count codes against the import of the same jurisdiction and name that was in force when it was read.
    Rows are never changed.
    """

    jurisdiction = models.CharField(max_length=4)
    name = models.SlugField(max_length=40)
    format = models.CharField(max_length=30)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1, default="H")
    date_kind = models.CharField(max_length=20, default="acceptance")
    checksum = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    headings = models.PositiveIntegerField()
    unread = models.JSONField(default=list)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=120)
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.name} {self.pk}"


class TariffLine(models.Model):
    """The duty of codes that begin with ``code``: official wording and, when it was understood, ``rate``.

    ``program`` is empty for the most-favoured-nation rate, else the preference. In force on
    ``[valid_from, valid_to)``; ``season`` (``05-15/09-30``) limits it to a part of each year.
    """

    tariff_import = models.ForeignKey(TariffImport, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=13)
    program = models.CharField(max_length=60, blank=True)
    rate_text = models.TextField()
    rate = models.CharField(max_length=200, blank=True)
    why_unread = models.TextField(blank=True)
    description = models.TextField(blank=True)
    units = ArrayField(models.CharField(max_length=40), default=list)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    season = models.CharField(max_length=11, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tariff_import", "code"], name="tariff_line_code")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None) | models.Q(valid_to=None)
                | models.Q(valid_from__lt=models.F("valid_to")),
                name="tariff_line_valid_from_before_to",
            ),
            models.CheckConstraint(
                condition=~models.Q(rate="") | ~models.Q(why_unread=""), name="tariff_line_read_or_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.rate_text}"
