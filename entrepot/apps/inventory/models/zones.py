"""Bonded zones: where stock may lie untaxed, and from when until when. Dated data, never code."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import QuerySet

from entrepot.kit.texts import text_in


class BondedZone(models.Model):
    """A zone that its authority licensed for e-commerce stock; ``source`` is the document that says so."""

    code = models.SlugField(unique=True)
    name = models.JSONField()
    country = models.CharField(max_length=2)
    licensed = DateRangeField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return text_in(self.name)

    @classmethod
    def licensed_on(cls, day: date) -> "QuerySet[BondedZone]":
        return cls.objects.filter(licensed__contains=day)

    def is_licensed_on(self, day: date) -> bool:
        return self.licensed_on(day).filter(pk=self.pk).exists()
