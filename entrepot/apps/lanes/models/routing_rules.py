"""The shop's own rules of which ways may be taken."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q

from entrepot.domain.sourcing.routing_rules import Effect
from entrepot.domain.sourcing.routing_rules import RoutingRule as RuleValue


def _codes(max_length: int = 50) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=max_length), default=list, blank=True)


class RoutingRule(models.Model):
    """Keeps goods of ``categories`` (slugs; with those beneath them) from ``origins`` to ``destinations``
    (countries) off the ways of ``modes`` and ``lanes`` (codes), or off all others. Empty lists mean all.
    """

    effect = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Effect])
    modes = _codes()
    lanes = _codes()
    origins = _codes(2)
    destinations = _codes(2)
    categories = _codes()
    valid = DateRangeField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-valid", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(modes__len=0) & Q(lanes__len=0)), name="routing_rule_names_a_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.effect} {' '.join([*self.modes, *self.lanes])}"

    @property
    def value(self) -> RuleValue:
        return RuleValue(
            Effect(self.effect), frozenset(self.modes), frozenset(self.lanes), frozenset(self.origins),
            frozenset(self.destinations), frozenset(self.categories),
        )  # fmt: skip
