"""By which rules old stock loses worth, and what has been written down."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from entrepot.apps.inventory.models.lots import Lot
from entrepot.domain.inventory.write_downs import Basis, WriteDownRule
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class WriteDownPolicy(models.Model):
    """The rules in force over a date range, ``[{"basis", "days", "share"}, ...]``; ranges never overlap."""

    valid = DateRangeField()
    rules = models.JSONField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_write_down_policy_at_a_time", expressions=[("valid", RangeOperators.OVERLAPS)]
            )
        ]

    @property
    def steps(self) -> tuple[WriteDownRule, ...]:
        return tuple(
            WriteDownRule(Basis(rule["basis"]), rule["days"], Decimal(rule["share"])) for rule in self.rules
        )


class WriteDown(models.Model):
    """``units`` of a lot were found to be worth ``amount`` less than they cost, by the rule of ``basis``,
    ``days`` and ``share``. Never changed: as units leave, their part of it leaves with them."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="write_downs")
    units = models.PositiveIntegerField()
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")
    basis = models.CharField(max_length=4, choices=[(basis.value, basis.value) for basis in Basis])
    days = models.PositiveIntegerField()
    share = models.DecimalField(max_digits=5, decimal_places=4)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, units__gt=0), name="write_down_positive")
        ]
