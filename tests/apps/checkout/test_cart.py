"""A cart takes what there is, and says of each line what it costs and whether it can be sent."""

import pytest

from entrepot.apps.catalog.models import Product
from entrepot.apps.checkout.queries import cart_view, landed_preview
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.set_destination import set_destination
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.checkout import a_cart, an_article

pytestmark = pytest.mark.usefixtures("world")


def test_a_cart_takes_the_currency_of_its_country() -> None:
    cart = open_cart(country="de")
    assert (cart.country, cart.currency) == ("DE", "EUR")
    set_destination(cart=cart, country="CN")
    cart.refresh_from_db()
    assert (cart.country, cart.currency) == ("CN", "CNY")
    set_destination(cart=cart, country="CN", currency="usd")
    assert cart.currency == "USD"


@pytest.mark.parametrize(("country", "currency"), [("XX", ""), ("DE", "XXX")])
def test_a_cart_needs_a_known_country_and_currency(country: str, currency: str) -> None:
    with pytest.raises(Refused):
        open_cart(country=country, currency=currency)


def test_a_line_is_set_changed_and_removed() -> None:
    tea, cart = an_article(stock=10), open_cart(country="DE")
    set_line(cart=cart, variant_id=tea.pk, quantity=2)
    set_line(cart=cart, variant_id=tea.pk, quantity=5)
    assert [line.quantity for line in cart.lines.all()] == [5]
    set_line(cart=cart, variant_id=tea.pk, quantity=0)
    assert cart.lines.count() == 0


def test_what_cannot_be_put_in_says_why_and_leaves_the_line_as_it_was() -> None:
    tea, cart = an_article(stock=3), open_cart(country="DE")
    set_line(cart=cart, variant_id=tea.pk, quantity=2)
    for variant_id, quantity, code, status in (
        (tea.pk, 4, "out_of_stock", 409), (tea.pk, -1, "quantity_range", 422),
        (tea.pk, 10_000, "quantity_range", 422), (tea.pk + 999, 1, "not_found", 404),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            set_line(cart=cart, variant_id=variant_id, quantity=quantity)
        assert (refused.value.code, refused.value.status) == (code, status)
    Product.objects.update(is_active=False)
    with pytest.raises(Refused) as refused:
        set_line(cart=cart, variant_id=tea.pk, quantity=1)
    assert refused.value.code == "off_sale"
    assert cart.lines.get().quantity == 2


def test_the_view_prices_lines_and_names_what_is_blocked() -> None:
    tea, mystery = an_article("TEA", "8.00", stock=10), an_article("MYSTERY", hs6="")
    sold_out = an_article("OUT", stock=0)
    view = cart_view(a_cart({tea: 3, mystery: 1, sold_out: 1}), "zh-hans")
    assert [(line.sku, line.blocked) for line in view.lines] == [
        ("TEA", ""), ("MYSTERY", "unclassified_across_border"), ("OUT", "no_stock"),
    ]  # fmt: skip
    first = view.lines[0]
    assert (first.name, first.available, first.ships_from) == ("绿茶", 10, ("GB",))
    assert first.line_total == Money.of("30.00", "EUR")
    assert "customs code" in view.lines[1].why_blocked
    assert view.subtotal == Money.of("30.00", "EUR")
    assert (view.pieces, view.can_check_out) == (5, True)


def test_an_empty_cart_has_a_view_too() -> None:
    view = cart_view(a_cart({}))
    assert (view.lines, view.subtotal, view.can_check_out) == ((), Money.zero("EUR"), False)


def test_an_article_whose_price_has_ended_is_shown_as_off_sale() -> None:
    tea = an_article("TEA")
    tea.prices.all().delete()
    (line,) = cart_view(a_cart({tea: 1})).lines
    assert (line.blocked, line.unit_price) == ("off_sale", None)


def test_a_preview_is_the_plan_of_a_quote_and_stores_nothing() -> None:
    tea = an_article(price="8.00")
    preview = landed_preview(variant_id=tea.pk, quantity=3, country="DE", currency="EUR")
    assert preview["totals"]["total"] == "41.79"
    assert preview["consignments"][0]["quote_id"] is None
    assert LandedCostQuote.objects.count() == 0


def test_a_preview_says_why_something_is_not_sent() -> None:
    mystery = an_article(hs6="")
    preview = landed_preview(variant_id=mystery.pk, quantity=1, country="DE", currency="EUR")
    assert (preview["status"], preview["consignments"]) == ("blocked", [])
    assert preview["blocked"][0]["reason"] == "unclassified_across_border"
