"""From address to payment page: the whole cost first, every fault at once, nothing placed twice."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.accounts.models import Address, User
from entrepot.apps.catalog.models import Price, Variant
from entrepot.apps.checkout.models import Quote
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment
from tests.factories.lanes import a_lane
from tests.web.storefront.conftest import TO_BERLIN, TO_LONDON, placed, put_into_cart, quoted


def test_an_empty_cart_has_no_checkout(world: None, buyer: Client) -> None:
    assert buyer.get("/en/checkout/")["Location"] == "/en/cart/"
    assert buyer.post("/en/checkout/place/", TO_LONDON)["Location"] == "/en/cart/"


def test_every_fault_is_named_at_once_and_the_values_stay(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post(
        "/en/checkout/", {**TO_LONDON, "name": "", "postcode": "12345", "phone": "abc", "city": ""}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "4 fields need attention." in page
    assert page.count("Fill this in.") == 2
    assert "This postcode does not look right. An example: SW1A 1AA." in page
    assert "Enter a telephone number in digits" in page
    assert 'value="1 Example Street"' in page
    assert 'value="12345"' in page
    assert re.findall(r'<li><a href="#id_(\w+)">', page) == ["name", "postcode", "city", "phone"]
    assert not Quote.objects.exists()


def test_a_country_that_is_not_offered_is_named(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post("/en/checkout/", {**TO_LONDON, "country": "XX"})
    assert answer.status_code == 422
    assert "Choose a country." in answer.content.decode()


def test_the_whole_cost_is_shown_before_anything_is_placed(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea, 2)
    answer = buyer.post("/en/checkout/", TO_LONDON, follow=True)
    page = answer.content.decode()
    quote = Quote.objects.get()
    assert f"£{quote.plan['totals']['total']} GBP" in page
    assert "£3.00" in page
    assert 'value="amara@buyer.example"' in page
    assert "Place order and pay" in page
    assert not Order.objects.exists()


def test_charges_that_are_not_known_are_said_and_must_be_accepted(tea: Variant, buyer: Client) -> None:
    a_lane("gb-aq", "GB", ("AQ",))
    station = {**TO_BERLIN, "city": "McMurdo", "postcode": "", "country": "AQ"}
    put_into_cart(buyer, tea)
    quote = quoted(buyer, station)
    page = buyer.get(f"/en/checkout/?quote={quote}").content.decode()
    assert "Not all charges are known" in page
    assert "Total without the charges not known" in page
    assert "Total at your door" not in page
    refused = buyer.post("/en/checkout/place/", {**station, "quote": quote})
    assert refused.status_code == 409
    assert "Some import charges are not known. Confirm that you will pay them" in refused.content.decode()
    assert not Order.objects.exists()
    buyer.post("/en/checkout/place/", {**station, "quote": quote, "accept_unknown_charges": "1"})
    assert Order.objects.get().address["country"] == "AQ"


def test_placing_goes_to_the_payment_page_and_holds_the_stock(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea, 2)
    answer = placed(buyer, TO_LONDON)
    order, payment = Order.objects.get(), Payment.objects.get()
    assert answer["Location"] == payment.redirect_url
    assert order.email == "amara@buyer.example"
    assert order.goods_amount == Decimal("20.00")
    assert order.total_amount == Decimal(Quote.objects.get().plan["totals"]["total"])
    assert payment.amount == order.total_amount
    assert StockLevel.objects.get().reserved == 2
    assert "Nothing in your cart" in buyer.get("/en/cart/").content.decode()


def test_placing_twice_gives_the_same_order(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    sent = {**TO_LONDON, "quote": quoted(buyer, TO_LONDON)}
    first, second = (buyer.post("/en/checkout/place/", sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1
    assert StockLevel.objects.get().reserved == 1


def test_an_address_changed_after_the_quote_is_quoted_anew_and_not_placed(
    tea: Variant, buyer: Client
) -> None:
    put_into_cart(buyer, tea)
    quote = quoted(buyer, TO_LONDON)
    answer = buyer.post("/en/checkout/place/", {**TO_BERLIN, "quote": quote}, follow=True)
    assert "You changed something, so this is the new total." in answer.content.decode()
    assert not Order.objects.exists()
    assert Quote.objects.order_by("-created_at")[0].address["country"] == "DE"


def test_a_cart_changed_in_another_tab_is_quoted_anew_and_not_placed(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea, 1)
    quote = quoted(buyer, TO_LONDON)
    put_into_cart(buyer, tea, 2)
    answer = buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote}, follow=True)
    assert "You changed something, so this is the new total." in answer.content.decode()
    assert "£30.00" in answer.content.decode()
    assert not Order.objects.exists()


def test_a_second_tab_cannot_order_the_same_cart_again(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    first, second = quoted(buyer, TO_LONDON), quoted(buyer, TO_LONDON)
    buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": first})
    answer = buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": second})
    assert answer.status_code == 422
    assert "The cart is empty." in answer.content.decode()
    assert Order.objects.count() == 1


def test_another_way_of_delivery_changes_the_quote(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post("/en/checkout/", TO_BERLIN, follow=True)
    assert 'value="gb-eu-post"' in answer.content.decode()
    assert 'value="gb-eu-express"' in answer.content.decode()
    chosen = {**TO_BERLIN, "choice-lhr": "gb-eu-express"}
    part = buyer.post("/en/checkout/", chosen, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div")
    assert re.search(r'value="gb-eu-express"[^>]* checked', part)
    quote = Quote.objects.order_by("-created_at")[0]
    assert quote.plan["consignments"][0]["lane"] == "gb-eu-express"
    buyer.post("/en/checkout/place/", {**chosen, "quote": str(quote.pk)})
    assert Order.objects.get().shipping_amount == Decimal(quote.plan["totals"]["shipping"])


def test_a_lane_that_fits_no_more_is_dropped(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post("/en/checkout/", {**TO_LONDON, "choice-lhr": "gb-eu-express"})
    assert answer.status_code == 302
    assert Quote.objects.get().plan["consignments"][0]["lane"] == "gb-home"


def test_a_choice_for_a_warehouse_that_sends_nothing_any_more_leaves_the_others_as_they_are(
    tea: Variant, buyer: Client
) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post(
        "/en/checkout/", {**TO_BERLIN, "choice-lhr": "gb-eu-express", "choice-paris": "fr-home"}
    )
    assert answer.status_code == 302
    assert Quote.objects.get().plan["consignments"][0]["lane"] == "gb-eu-express"


def test_a_half_typed_address_only_says_what_is_still_needed(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post(
        "/en/checkout/", {**TO_LONDON, "email": "", "city": ""}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Still needed: Town or city" in page
    assert "<html" not in page


def test_a_quote_that_expired_is_shown_anew(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    quote = quoted(buyer, TO_LONDON)
    Quote.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This quote has expired. Look at the new total and confirm again." in page
    assert quote not in page
    assert "Place order and pay" in page
    assert not Order.objects.exists()


def test_a_changed_price_is_told_and_not_charged(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    quote = quoted(buyer, TO_LONDON)
    Price.objects.update(amount=Decimal("12.00"))
    answer = buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote})
    assert answer.status_code == 409
    assert "£12.00" in answer.content.decode()
    assert not Order.objects.exists()


def test_stock_that_went_meanwhile_is_told(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea, 4)
    quote = quoted(buyer, TO_LONDON)
    StockLevel.objects.update(reserved=8)
    answer = buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize("mail", ["", "nobody", "a@b", "x" * 300 + "@example.com"])
def test_a_wrong_mail_address_is_named_and_nothing_placed(tea: Variant, buyer: Client, mail: str) -> None:
    put_into_cart(buyer, tea)
    answer = buyer.post(
        "/en/checkout/place/", {**TO_LONDON, "email": mail, "quote": quoted(buyer, TO_LONDON)}
    )
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert not Order.objects.exists()


def test_somebody_elses_quote_cannot_be_placed(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    quote = quoted(buyer, TO_LONDON)
    other = Client()
    put_into_cart(other, tea)
    assert other.post("/en/checkout/place/", {**TO_LONDON, "quote": quote})["Location"] == "/en/cart/"
    assert TO_LONDON["line1"] not in other.get(f"/en/checkout/?quote={quote}").content.decode()
    assert not Order.objects.exists()


def test_nonsense_for_a_quote_is_no_error(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    assert buyer.get("/en/checkout/?quote=nonsense&address=x").status_code == 200
    assert buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": "' or 1=1"})["Location"] == "/en/cart/"


def test_the_address_book_fills_the_form_with_ones_own_addresses_only(tea: Variant, buyer: Client) -> None:
    user, other = (
        User.objects.create_user(f"{name}@buyer.example", "harbour-2026") for name in ("amara", "bo")
    )
    fields = {name: TO_LONDON[name] for name in ("name", "line1", "city", "postcode", "country")}
    Address.objects.create(user=user, **fields)
    foreign = Address.objects.create(user=other, **{**fields, "line1": "9 Secret Road"})
    buyer.force_login(user)
    put_into_cart(buyer, tea)
    page = buyer.get(f"/en/checkout/?address={foreign.pk}").content.decode()
    assert 'value="1 Example Street"' in page
    assert 'value="amara@buyer.example"' in page
    assert "9 Secret Road" not in page


def importer_field(page: str) -> str:
    return page.partition('id="importer"')[2].partition("</label>")[0]


TO_SHANGHAI = {
    **TO_BERLIN, "country": "CN", "city": "Shanghai", "postcode": "200000", "region": "Shanghai",
    "phone": "+86 13800138000",
}  # fmt: skip


def test_a_number_that_customs_needs_stands_among_the_address_and_is_not_called_optional(
    tea: Variant, buyer: Client
) -> None:
    a_lane("gb-cn", "GB", ("CN",))
    put_into_cart(buyer, tea)
    answer = buyer.post("/en/checkout/", TO_SHANGHAI)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Resident identity number" in importer_field(page)
    assert "optional" not in importer_field(page)
    assert page.count('name="importer_id"') == 1
    assert page.index('name="importer_id"') < page.index("Show the whole cost")
    assert re.findall(r'<li><a href="#(id_importer_id)">', page) == ["id_importer_id"]
    assert 'name="importer_id"' not in buyer.post("/en/checkout/", TO_LONDON, follow=True).content.decode()


@pytest.mark.parametrize(
    ("shown", "sent", "swapped"),
    [
        ("", TO_SHANGHAI, True),
        ("CN-private", TO_SHANGHAI, False),
        ("CN-private", {**TO_SHANGHAI, "importer_id": "123"}, True),
        ("CN-private", {**TO_SHANGHAI, "for_business": "on", "company": "示例贸易有限公司"}, True),
        ("CN-private", TO_LONDON, True),
        ("", TO_LONDON, False),
    ],
)
def test_the_number_for_customs_comes_and_goes_with_the_country(
    tea: Variant, buyer: Client, shown: str, sent: dict[str, str], swapped: bool
) -> None:
    a_lane("gb-cn", "GB", ("CN",))
    put_into_cart(buyer, tea)
    part = buyer.post(
        "/en/checkout/", {**sent, "importer_shown": shown}, headers={"HX-Request": "true"}
    ).content.decode()
    assert ('id="importer" hx-swap-oob="true"' in part) is swapped
    assert ('name="importer_id"' in part) is (swapped and sent["country"] == "CN")


def test_a_signed_in_buyer_keeps_the_address_when_asked_to(tea: Variant, buyer: Client) -> None:
    user = User.objects.create_user("amara@buyer.example", "harbour-2026", name="Amara")
    buyer.force_login(user)
    put_into_cart(buyer, tea)
    page = buyer.post("/en/checkout/", {**TO_LONDON, "save_address": "on"}, follow=True).content.decode()
    assert re.search(r'name="save_address"[^>]*checked', page)
    assert not Address.objects.exists(), "not before the order is placed"
    quote = str(Quote.objects.get().pk)
    for _again in range(2):
        buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote, "save_address": "on"})
    kept = Address.objects.get(user=user)
    assert (kept.line1, kept.postcode, kept.is_default) == ("1 Example Street", "SW1A 1AA", True)


def test_an_address_is_not_kept_unasked_nor_for_a_guest(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    page = buyer.post("/en/checkout/", {**TO_LONDON, "save_address": "on"}, follow=True).content.decode()
    assert 'name="save_address"' not in page
    quote = str(Quote.objects.get().pk)
    buyer.post("/en/checkout/place/", {**TO_LONDON, "quote": quote, "save_address": "on"})
    assert Order.objects.count() == 1
    assert not Address.objects.exists()
