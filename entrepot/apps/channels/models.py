"""Channels, their dated rules, what is listed on them, and every decision with its reasons."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.lanes.models import Lane
from entrepot.domain.channels.policy import Rule, RuleKind
from entrepot.kit.texts import text_in


class Channel(models.Model):
    """A place where we sell to buyers in ``market`` (a country). What it may show is sent through
    ``gateway``; without one it reads its feed."""

    class Kind(models.TextChoices):
        OWN = "own"
        MARKETPLACE = "marketplace"

    code = models.SlugField(unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=12, choices=Kind)
    market = models.CharField(max_length=2)
    gateway = models.SlugField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return text_in(self.name)


class ChannelPolicy(models.Model):
    """One rule of a channel with its dates, its source, and why and by whom it was put in force; an example
    is no real channel's rule. Of one kind one is in force at a time."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="policies")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in RuleKind])
    parameters = models.JSONField(default=dict, blank=True)
    valid = DateRangeField()
    source = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=60, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["channel", "kind", "valid"]
        constraints = [
            ExclusionConstraint(
                name="one_channel_policy_of_a_kind",
                expressions=[
                    ("channel", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.kind}"

    @property
    def rule(self) -> Rule:
        """Raises ``FaultyRule``."""
        dates = {"valid_from": self.valid.lower} if self.valid.lower else {}
        return Rule(RuleKind(self.kind), self.source, self.parameters, valid_to=self.valid.upper, **dates)


class Listing(models.Model):
    """A variant offered on a channel, brought by ``lane``. ``says_from`` is the country that it names as
    where the goods ship from; "" says nothing. ``told_available`` is how many units the channel believes in.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="listings")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="channel_listings")
    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="channel_listings")
    says_from = models.CharField(max_length=2, blank=True)
    offered_as_domestic = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="draft")
    reference = models.CharField(max_length=80, blank=True)
    told_available = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["channel", "variant"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "variant"], condition=~Q(status="withdrawn"), name="listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.variant_id}"


class ChannelDecision(models.Model):
    """Whether a listing or a number might go to a channel; ``breaches`` say why not. Never changed."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="decisions")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.ForeignKey(ParcelNumber, on_delete=models.CASCADE, null=True, related_name="decisions")
    is_allowed = models.BooleanField()
    breaches = models.JSONField(default=list)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(listing__isnull=True) ^ Q(number__isnull=True), name="decision_about_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.is_allowed}"


class ChannelMessage(models.Model):
    """That a listing, the numbers of units, or a parcel's number is to be told to a channel's gateway.

    What is told is read when it is sent, so that a late message says what is true then. It waits until it is
    ``sent_at`` or ``refused_at``, with the gateway's words in ``error``.
    """

    class Kind(models.TextChoices):
        LISTING = "listing"
        AVAILABILITY = "availability"
        NUMBER = "number"

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, null=True, related_name="messages")
    number = models.ForeignKey(ParcelNumber, on_delete=models.CASCADE, null=True, related_name="messages")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at=None, refused_at=None),
                name="channel_message_waits",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="listing", listing__isnull=False, number=None)
                | Q(kind="availability", listing=None, number=None)
                | Q(kind="number", listing=None, number__isnull=False),
                name="channel_message_about_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.kind}"

    @property
    def waits(self) -> bool:
        return self.sent_at is None and self.refused_at is None
