"""What was said to whom, word for word, and how people wish to be told."""

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One message to one person on one channel. ``key`` names the matter: it is said once a channel."""

    class Channel(models.TextChoices):
        MAIL = "mail"
        SMS = "sms"
        WECHAT = "wechat"

    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=50)
    reference = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    recipient = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    facts = models.JSONField(default=dict)
    status = models.CharField(max_length=10, default="queued")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_reference = models.CharField(max_length=160, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["reference", "-created_at"], name="notices_about"),
            models.Index(fields=["due_at"], condition=Q(status="queued"), name="notices_waiting"),
        ]
        constraints = [models.UniqueConstraint(fields=["key", "channel"], name="notice_said_once")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"


class NoticeTemplate(models.Model):
    """The shop's own words for a kind of notice in one language; without a row the packaged ones are used.

    ``subject`` and ``following`` take ``{number}``, the order's number.
    """

    kind = models.CharField(max_length=50)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    following = models.CharField(max_length=300, blank=True)
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="notice_worded_once")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.language}"


class NoticeChoice(models.Model):
    """How the owner of a mail address wishes to be told. Without a row: mail, everything."""

    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=40, blank=True)
    wechat_id = models.CharField(max_length=64, blank=True)
    only_essential = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)
