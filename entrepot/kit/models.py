"""Rows that belong to no business area: events to deliver, past transitions, answered requests."""

from django.db import models
from django.db.models import Q


class OutboxEvent(models.Model):
    """News of a lower app for the apps above, written in the transaction that made it true."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(delivered_at=None), name="outbox_waiting")
        ]


class EventDelivery(models.Model):
    """One subscriber has taken one event; keeps a second delivery from doing anything."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE)
    subscriber = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="event_delivered_once")]


class StatusChange(models.Model):
    """Who moved a row from one state of its lifecycle to the next, when and why."""

    lifecycle = models.CharField(max_length=40)
    row_id = models.CharField(max_length=40)
    old = models.CharField(max_length=30)
    new = models.CharField(max_length=30)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["lifecycle", "row_id", "at"], name="status_history")]


class IdempotencyKey(models.Model):
    """The answer once given to a request, to be given again when the same request comes again."""

    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]


class LoadedData(models.Model):
    """Which edition of a packaged data set was loaded last."""

    name = models.CharField(max_length=40, primary_key=True)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)
