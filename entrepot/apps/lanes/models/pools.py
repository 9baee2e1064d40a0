"""Tracking numbers that a carrier lets us give out ourselves: ranges and lists, each number used once."""

from django.db import models
from django.db.models import F, Q

from entrepot.domain.tracking.patterns import NumberPattern


class NumberPool(models.Model):
    """Numbers of one carrier for one role, to parcels for ``country`` (anywhere when empty).

    A range gives ``next_serial`` up to ``last_serial`` in ``pattern``'s form; a pool filled from a list has
    none. A number that was void comes back after ``reuse_after_days``; never when that is empty. ``source``
    says by which letter of the carrier we hold the numbers.
    """

    class Role(models.TextChoices):
        PROVISIONAL = "provisional"
        LOCAL = "local"
        RETURN = "return"
        PALLET = "pallet"
        WAYBILL = "waybill"

    code = models.SlugField(unique=True)
    carrier = models.SlugField()
    role = models.CharField(max_length=12, choices=Role)
    country = models.CharField(max_length=2, blank=True)
    form = models.CharField(max_length=8)
    prefix = models.CharField(max_length=20, blank=True)
    suffix = models.CharField(max_length=4, blank=True)
    digits = models.PositiveSmallIntegerField(default=8)
    check_name = models.CharField(max_length=10, blank=True)
    next_serial = models.PositiveBigIntegerField(null=True, blank=True)
    last_serial = models.PositiveBigIntegerField(null=True, blank=True)
    low_water = models.PositiveIntegerField(default=100)
    reuse_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["carrier", "role", "country", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_serial=None, last_serial=None)
                | Q(next_serial__lte=F("last_serial") + 1, last_serial__isnull=False),
                name="pool_range_not_overrun",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def pattern(self) -> NumberPattern:
        """Raises ``FaultyPattern`` when the columns do not make one."""
        return NumberPattern(self.form, self.prefix, self.suffix, self.digits, self.check_name)


class PooledNumber(models.Model):
    """A number that came out of a pool, or waits in one because it was listed.

    Of one carrier a number exists once, whatever its pool and its state; ``carrier`` is the pool's, which the
    database sees to.
    """

    class State(models.TextChoices):
        FREE = "free"
        GIVEN = "given"
        VOID = "void"

    pool = models.ForeignKey(NumberPool, on_delete=models.PROTECT, related_name="numbers")
    carrier = models.SlugField()
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=5, choices=State)
    given_to = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["pool", "state", "id"], name="pooled_number_state")]
        constraints = [models.UniqueConstraint(fields=["carrier", "number"], name="pooled_number_once")]

    def __str__(self) -> str:
        return self.number
