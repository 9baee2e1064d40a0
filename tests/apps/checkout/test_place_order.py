"""Placing makes exactly what was shown, once, and holds the stock."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.catalog.models import Price, Product
from entrepot.apps.checkout.models import CartLine, Quote
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.inventory.models import Reservation, StockLevel
from entrepot.apps.orders.models import Order, OrderCharge, OrderLine
from entrepot.kit.errors import Refused
from entrepot.kit.models import OutboxEvent
from tests.factories.checkout import BERLIN, a_cart, an_article
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.usefixtures("world")
MAIL = "amara@example.com"


def test_the_order_is_the_quote_to_the_cent_with_its_snapshots() -> None:
    tea = an_article("TEA", "8.00", customs_description="green tea")
    quote = make_quote(cart=a_cart({tea: 3}), address=BERLIN)
    order = place_order(quote=quote, email=MAIL, language="zh-hans")

    assert (order.status, order.currency, order.language) == ("awaiting_payment", "EUR", "zh-hans")
    amounts = (order.goods, order.shipping, order.duty, order.tax, order.fee, order.total)
    assert [amount.amount for amount in amounts] == [
        Decimal(text) for text in ("30.00", "6.25", "3.00", "2.54", "0", "41.79")
    ]
    assert order.market == "m-de"
    line = OrderLine.objects.get(order=order)
    assert (line.sku, line.quantity, line.unit_amount, line.hs_code) == ("TEA", 3, Decimal("10.00"), "090210")
    assert line.customs_description == "green tea"
    assert line.consignment.landed_cost["totals"]["landed"]["amount"] == "41.79"
    assert str(line.consignment.quote_id) == quote.plan["consignments"][0]["quote_id"]
    charges = OrderCharge.objects.filter(order=order).order_by("pk")
    assert [(charge.kind, charge.amount) for charge in charges] == [
        ("shipping", Decimal("6.25")), ("duty", Decimal("3.00")), ("tax", Decimal("2.54")),
    ]  # fmt: skip
    assert charges[2].explanation["rate"] == "0.07"


def test_stock_is_held_until_the_payment_window_ends_and_the_cart_is_emptied() -> None:
    tea, gone = an_article("TEA", stock=10), an_article("GONE", hs6="")
    cart = a_cart({tea: 3, gone: 1})
    order = place_order(quote=make_quote(cart=cart, address=BERLIN), email=MAIL)
    held = Reservation.objects.get()
    assert (held.reference, held.quantity, held.status) == (f"order:{order.number}", 3, "held")
    assert held.expires_at == order.pay_by
    assert StockLevel.objects.get(variant=tea).available == 7
    assert [line.variant_id for line in CartLine.objects.filter(cart=cart)] == [gone.pk]
    assert OutboxEvent.objects.filter(kind="OrderPlaced").count() == 1


def test_the_same_quote_placed_twice_is_one_order() -> None:
    tea = an_article(stock=10)
    quote = make_quote(cart=a_cart({tea: 3}), address=BERLIN)
    first = place_order(quote=quote, email=MAIL)
    again = place_order(quote=Quote.objects.get(pk=quote.pk), email=MAIL)
    assert first.pk == again.pk
    assert Order.objects.count() == 1
    assert StockLevel.objects.get(variant=tea).reserved == 3


def test_an_expired_quote_is_not_placed() -> None:
    quote = make_quote(cart=a_cart({an_article(): 1}), address=BERLIN)
    refuse(quote, "quote_expired", at=quote.expires_at)


def test_a_price_that_has_changed_must_be_seen_first() -> None:
    tea = an_article("TEA", "8.00")
    quote = make_quote(cart=a_cart({tea: 1}), address=BERLIN)
    Price.objects.filter(variant=tea).update(amount=Decimal("8.01"))
    refused = refuse(quote, "price_changed")
    assert refused.extra == {"skus": ["TEA"]}


def test_an_article_taken_off_sale_is_not_placed() -> None:
    tea = an_article()
    quote = make_quote(cart=a_cart({tea: 1}), address=BERLIN)
    Product.objects.update(is_active=False)
    refuse(quote, "off_sale")


def test_stock_that_went_meanwhile_leaves_nothing_half_done() -> None:
    tea, cup = an_article("TEA", stock=5), an_article("CUP", hs6="691200", stock=5)
    cart = a_cart({tea: 2, cup: 4})
    quote = make_quote(cart=cart, address=BERLIN)
    StockLevel.objects.filter(variant=cup).update(reserved=2)
    refused = refuse(quote, "out_of_stock")
    assert refused.extra == {"shortages": [{"sku": "CUP", "wanted": 4, "available": 3}]}
    assert StockLevel.objects.get(variant=tea).reserved == 0
    assert cart.lines.count() == 2


def test_unknown_charges_must_be_accepted() -> None:
    a_lane("gb-aq-post", "GB", ("AQ",), incoterm="DAP")
    station = {**BERLIN, "country": "AQ", "city": "McMurdo"}
    quote = make_quote(cart=a_cart({an_article(): 1}, "AQ", "USD"), address=station)
    refuse(quote, "unknown_charges")
    order = place_order(quote=quote, email=MAIL, accept_unknown_charges=True)
    assert order.total.amount == Decimal(quote.plan["totals"]["total"])


def test_a_malformed_mail_address_is_refused() -> None:
    quote = make_quote(cart=a_cart({an_article(): 1}), address=BERLIN)
    with pytest.raises(Refused) as refused:
        place_order(quote=quote, email="amara")
    assert refused.value.faults[0].field == "email"


def test_yesterdays_rate_still_counts_for_a_quote_made_before_midnight() -> None:
    tea = an_article("TEA", "8.00")
    yesterday = timezone.now().date() - timedelta(days=1)
    quote = make_quote(cart=a_cart({tea: 1}), address=BERLIN, on=yesterday)
    assert date.fromisoformat(quote.plan["on"]) == yesterday
    assert place_order(quote=quote, email=MAIL).goods.amount == Decimal("10.00")


def refuse(quote: Quote, code: str, **options: object) -> Refused:
    """Placing ``quote`` is refused with ``code`` and nothing has been written."""
    with pytest.raises(Refused) as refused:
        place_order(quote=quote, email=MAIL, **options)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert Order.objects.count() == 0
    assert Reservation.objects.count() == 0
    quote.refresh_from_db()
    assert quote.order_number == ""
    return refused.value
