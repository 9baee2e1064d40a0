"""The buyer says yes: the quote becomes an order and its stock is held until it is paid."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.catalog.queries import variants_for_sale
from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.services.check_personal_use import PersonalParcel, check_personal_use
from entrepot.apps.checkout.services.order_draft import bought_later, deposit_terms, order_draft, wants
from entrepot.apps.inventory.services.reserve import reserve
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.create_order import create_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.services.open_plan import open_plan
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.undoing import all_or_nothing

CLOSE_QUOTE = """
with closed as (update checkout_quote set order_number = %s where id = %s)
delete from checkout_cartline where cart_id = %s and variant_id = any(%s)
"""


@all_or_nothing
def place_order(
    *,
    quote: Quote,
    email: str,
    user: User | None = None,
    language: str = "en",
    accept_unknown_charges: bool = False,
    source: str = "web",
    at: datetime | None = None,
    is_locked: bool = False,
) -> Order:
    """Place ``quote`` exactly as it was shown; placed again it returns the same order.

    One transaction: the quote is locked and marked, the order with all its snapshots is written (event
    ``OrderPlaced``), stock is reserved last until ``pay_by`` and the bought lines leave the cart. ``at`` is
    when it is placed (now); ``is_locked`` a quote just read for update. Raises ``Refused`` and writes
    nothing: ``quote_expired``, ``price_changed``, ``off_sale``, ``unknown_charges`` (a partial quote that
    was not accepted as such), ``out_of_stock``, or a malformed ``email``.
    """
    now = at or timezone.now()
    quote = quote if is_locked else Quote.objects.select_for_update().get(pk=quote.pk)
    if quote.order_number:
        return Order.objects.get(number=quote.order_number)
    _check(quote, email, accept_unknown_charges, now)
    pay_by = now + timedelta(minutes=settings.PAYMENT_WINDOW_MINUTES)
    _check_personal_use(quote, now)
    draft = order_draft(
        quote=quote, email=email, user=user, language=language, source=source, placed_at=now, pay_by=pay_by
    )
    order = create_order(draft=draft)
    if later := {each["position"] for each in bought_later(quote.plan)}:
        under = [each for each in order.consignments.all() if each.position in later]
        open_plan(order=order, consignments=under, terms=deposit_terms(quote.plan))
    _record_refused_split(order, quote.plan)
    reserve(reference=order.stock_reference, wants=wants(quote.plan), expires_at=pay_by)
    quote.order_number = order.number
    bought = [want.variant_id for want in wants(quote.plan)]
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_QUOTE, [order.number, quote.pk, quote.cart_id, bought])
    return order


def _record_refused_split(order: Order, plan: Mapping[str, Any]) -> None:
    """For operators: cutting the sale up would have ducked a threshold, and it was not done."""
    if split := plan.get("refused_split"):
        record_fact(
            order=order, kind="split_refused", by="system", at=order.placed_at, for_buyer=False,
            facts={"consignments": split["consignments"], "amount": split["saving"],
                   "currency": order.currency, "limits": ", ".join(split["limits"])},
        )  # fmt: skip


def _check(quote: Quote, email: str, accept_unknown_charges: bool, now: datetime) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise invalid("email", _("Enter a mail address like name@example.com."), "email_invalid") from None
    if now >= quote.expires_at:
        raise Refused(
            _("This quote has expired. Look at the new total and confirm again."), code="quote_expired"
        )
    if quote.plan["status"] == "partial" and not accept_unknown_charges:
        raise Refused(
            _("Some import charges are not known. Confirm that you will pay them on delivery."),
            code="unknown_charges",
        )
    _check_prices(quote.plan)


def _check_personal_use(quote: Quote, now: datetime) -> None:
    """Again, because another order for the same person may have been placed since the quote."""
    parcels = [
        PersonalParcel(
            each["mode"],
            Money.of(each["goods"], quote.currency),
            sum(line["quantity"] for line in each["lines"]),
        )
        for each in bought_later(quote.plan)
    ]
    check_personal_use(parcels=parcels, address=quote.address, importer_id=quote.importer_id, at=now)


def _check_prices(plan: Mapping[str, Any]) -> None:
    """Every article is still for sale at the price that was shown."""
    lines = [line for each in plan["consignments"] for line in each["lines"]]
    present = variants_for_sale({line["variant_id"] for line in lines})
    on, currency = date.fromisoformat(plan["on"]), plan["currency"]
    changed = []
    for line in lines:
        variant = present.get(line["variant_id"])
        if variant is None or not variant.is_active:
            raise Refused(_("“%(sku)s” is no longer for sale.") % {"sku": line["sku"]}, code="off_sale")
        if convert(variant.price, currency, on).amount != Decimal(line["unit_price"]):
            changed.append(line["sku"])
    if changed:
        raise Refused(
            _("The price of %(skus)s has changed. Look at the new total and confirm again.")
            % {"skus": ", ".join(sorted(set(changed)))},
            code="price_changed",
            extra={"skus": sorted(set(changed))},
        )
