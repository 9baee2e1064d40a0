"""Give a variant a new price from a day on."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Price, Product, Variant
from entrepot.apps.markets.queries import convert
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid


@transaction.atomic
def set_price(*, variant: Variant, price: Money, from_day: date, last_day: date | None = None) -> Price:
    """Price ``variant`` at ``price`` (before taxes) from ``from_day`` to ``last_day``, both included; without
    it open-ended.

    Its earlier price in that currency ends the day before; prices planned for later days in that currency are
    withdrawn. The product's list price follows. The variant is locked, so two changes follow one another.
    Raises ``Refused`` for a price that is not above zero.
    """
    if price.amount <= 0:
        raise invalid("price", _("The price must be above zero."))
    Variant.objects.select_for_update().get(pk=variant.pk)
    same = Price.objects.filter(variant=variant, currency=price.currency)
    same.filter(valid__startswith__gte=from_day).delete()
    for running in same.filter(valid__contains=from_day):
        running.valid = DateRange(running.valid.lower, from_day)
        running.save(update_fields=["valid"])
    end = last_day + timedelta(days=1) if last_day else None
    new = Price.objects.create(
        variant=variant, amount=price.amount, currency=price.currency, valid=DateRange(from_day, end)
    )
    _follow(variant.product_id, from_day)
    return new


def _follow(product_id: int, on: date) -> None:
    """The list price is the lowest of the product's prices, in the base currency."""
    rows = Price.objects.filter(
        variant__product_id=product_id, variant__is_active=True, valid__contains=on
    ).values_list("amount", "currency")
    base = settings.BASE_CURRENCY
    lowest: Decimal | None = min(
        (convert(Money(amount, currency), base, on).amount for amount, currency in rows), default=None
    )
    if lowest is not None:
        Product.objects.filter(pk=product_id).update(from_amount=lowest, currency=base)
