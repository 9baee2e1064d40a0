"""Money in and out through providers, and the books."""

import uuid

from django.db import models
from django.db.models import Q

from entrepot.apps.orders.models import Consignment, Order
from entrepot.domain.money import Money, total
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class PaymentPlan(models.Model):
    """What of an order is paid in two goes: its ``consignments``. The rest of the order is paid in full with
    the ``deposit``, which stays the buyer's money, on ``customer_deposits``, until the balance is paid.
    ``forfeited`` is what was kept of it when the balance was not; ``called_off`` (part -> amount) is what of
    the consignments will not be sent and so is in neither of the two."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="payment_plan")
    consignments = models.ManyToManyField(Consignment, related_name="payment_plans")
    status = models.CharField(max_length=20, default="awaiting_deposit")
    deposit_amount = amount_column()
    balance_amount = amount_column()
    forfeited_amount = amount_column(default=0)
    currency = currency_column()
    deposit = MoneyOf("deposit_amount")
    balance = MoneyOf("balance_amount")
    forfeited = MoneyOf("forfeited_amount")
    called_off = models.JSONField(default=dict)
    balance_within_days = models.PositiveSmallIntegerField()
    forfeit_share = models.DecimalField(max_digits=7, decimal_places=5, default=0)
    balance_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["balance_due_at"], condition=Q(status="balance_due"), name="plan_balance_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(deposit_amount__gt=0, balance_amount__gte=0), name="plan_has_two_parts"
            ),
            models.CheckConstraint(
                condition=Q(forfeited_amount__gte=0, forfeited_amount__lte=models.F("deposit_amount")),
                name="forfeited_within_deposit",
            ),
            models.CheckConstraint(
                condition=~Q(status="balance_due", balance_due_at=None), name="balance_due_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.deposit} + {self.balance}"

    @property
    def called_off_total(self) -> Money:
        return total((Money.of(each, self.currency) for each in self.called_off.values()), self.currency)

    @property
    def at_once(self) -> Money:
        """What of the order is under no plan and so is paid with the deposit."""
        return self.order.total - self.called_off_total - self.deposit - self.balance


class Payment(models.Model):
    """An attempt to collect an order's total or a part of its plan. ``id`` is the provider's key.

    ``money`` is what was asked for and, once captured, what came: the operator may accept another amount. Of
    it ``surplus`` is the buyer's to have back, because nothing was due for it; a payment whose purpose that
    is goes back whole.
    """

    class Purpose(models.TextChoices):
        TOTAL = "total"
        DEPOSIT = "deposit"
        BALANCE = "balance"
        SURPLUS = "surplus"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.TOTAL)
    gateway = models.SlugField()
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")
    surplus_amount = amount_column(default=0)
    surplus = MoneyOf("surplus_amount")
    status = models.CharField(max_length=12, default="created")
    provider_reference = models.CharField(max_length=80, blank=True)
    redirect_url = models.URLField(max_length=500, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    captured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
            models.CheckConstraint(
                condition=Q(surplus_amount__gte=0, surplus_amount__lte=models.F("amount")),
                name="surplus_within_payment",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status__in=["created", "pending"]),
                name="one_open_payment_an_order",
            ),
        ]


class Refund(models.Model):
    """Money back to the buyer: an intent first, then the provider's call, then its result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")
    reason = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    parts = models.JSONField(default=dict)
    status = models.CharField(max_length=12, default="requested")
    error = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive"),
            models.UniqueConstraint(
                fields=["payment", "reference"], condition=~Q(reference=""), name="one_refund_a_reference"
            ),
        ]


class ProviderNotice(models.Model):
    """A provider's notice, kept by its id so that a second delivery changes nothing."""

    gateway = models.SlugField()
    notice_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "notice_id"], name="notice_once")]


class JournalEntry(models.Model):
    """A balanced set of postings. Append only; ``key`` keeps one business fact from being booked twice."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="journal")
    at = models.DateTimeField()
    memo = models.CharField(max_length=200, blank=True)


class Posting(models.Model):
    """Debit positive, credit negative. A deferred constraint refuses an entry that does not balance."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=40)
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")

    class Meta:
        indexes = [models.Index(fields=["account", "currency"], name="posting_account")]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_not_zero")]
