"""A quote says what everything costs at the door, and what it is made of, to the cent."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.markets.models import Country
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.kit.errors import Refused
from tests.factories.checkout import BERLIN, LONDON, SHANGHAI, a_cart, an_article
from tests.factories.inventory import a_supplier_warehouse, a_warehouse
from tests.factories.lanes import a_lane
from tests.factories.suppliers import an_offer
from tests.factories.taxation import a_ban

pytestmark = pytest.mark.usefixtures("world")


def test_a_parcel_to_germany_bears_flat_duty_and_reduced_tax() -> None:
    # GBP 8.00 is EUR 10.00; post GBP 5.00 is EUR 6.25. Duty: EUR 3 for one kind of goods up to EUR 150.
    # German VAT on food under IOSS: 7 % of 30.00 + 6.25 = 2.5375.
    quote = make_quote(cart=a_cart({an_article(price="8.00"): 3}), address=BERLIN)
    assert quote.plan["totals"] == {
        "goods": "30.00", "shipping": "6.25", "duty": "3.00", "tax": "2.54", "fees": "0.00",
        "total": "41.79", "due_on_delivery": "0.00",
    }  # fmt: skip
    (consignment,) = quote.plan["consignments"]
    assert [(c["kind"], c["amount"], c["due"]) for c in consignment["charges"]] == [
        ("shipping", "6.25", "checkout"), ("duty", "3.00", "checkout"), ("tax", "2.54", "checkout"),
    ]  # fmt: skip
    assert consignment["charges"][1]["explanation"]["rule"]["id"] == "eu.duty.flat-3"
    assert quote.plan["fx"][0] | {"rate": Decimal(quote.plan["fx"][0]["rate"])} == {
        "base": "GBP", "quote": "EUR", "rate": Decimal("1.25"), "as_of": "2026-01-02", "source": "TEST",
    }  # fmt: skip


def test_a_sale_at_home_bears_the_standard_rate_and_crosses_no_border() -> None:
    # 2 x 10.00 + 3.00, VAT 20 % on cups: 4.60.
    quote = make_quote(cart=a_cart({an_article(hs6="691200"): 2}, "GB", "GBP"), address=LONDON)
    assert quote.plan["totals"]["tax"] == "4.60"
    assert quote.plan["totals"]["total"] == "27.60"
    assert quote.plan["consignments"][0]["crosses_border"] is False
    assert quote.address["postcode"] == "SW1A 1AA"


def test_a_unit_price_is_converted_and_rounded_once() -> None:
    # GBP 0.99 is EUR 1.2375: EUR 1.24 a piece, and 100 pieces are 124.00, not 123.75.
    quote = make_quote(cart=a_cart({an_article(price="0.99", stock=100): 100}), address=BERLIN)
    (line,) = quote.plan["consignments"][0]["lines"]
    assert (line["unit_price"], line["line_total"]) == ("1.24", "124.00")


def test_each_landed_cost_is_stored_for_replay() -> None:
    quote = make_quote(cart=a_cart({an_article(): 1}), address=BERLIN)
    stored = LandedCostQuote.objects.get(pk=quote.plan["consignments"][0]["quote_id"])
    assert stored.result == quote.plan["consignments"][0]["landed_cost"]
    assert stored.inputs["origin_country"] == "GB"


def test_goods_without_a_customs_code_are_blocked_across_a_border_and_sold_at_home() -> None:
    unknown, tea = an_article("MYSTERY", hs6=""), an_article("TEA")
    abroad = make_quote(cart=a_cart({unknown: 1, tea: 1}), address=BERLIN).plan
    assert [(line["sku"], line["reason"]) for line in abroad["blocked"]] == [
        ("MYSTERY", "unclassified_across_border")
    ]
    assert [line["sku"] for line in abroad["consignments"][0]["lines"]] == ["TEA"]
    assert abroad["totals"]["goods"] == "12.50"

    at_home = make_quote(cart=a_cart({unknown: 1}, "GB", "GBP"), address=LONDON).plan
    assert at_home["blocked"] == []
    assert at_home["totals"]["goods"] == "10.00"


def test_prohibited_goods_are_blocked_with_the_law_named_and_the_rest_is_sold() -> None:
    a_ban("eu.toml", "930700")
    sword, tea = an_article("SWORD", hs6="930700"), an_article("TEA")
    plan = make_quote(cart=a_cart({sword: 1, tea: 1}), address=BERLIN).plan
    (blocked,) = plan["blocked"]
    assert (blocked["sku"], blocked["reason"], blocked["facts"]["name"]) == ("SWORD", "prohibited", "Swords")
    assert plan["totals"]["goods"] == "12.50"
    assert plan["status"] == "complete"


def test_nothing_that_can_be_sent_is_a_refusal_that_names_each_line() -> None:
    sword = an_article("SWORD", hs6="")
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({sword: 1}), address=BERLIN)
    assert refused.value.code == "nothing_can_be_sent"
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        (f"variant.{sword.pk}", "unclassified_across_border")
    ]


def test_lithium_goes_by_the_lane_that_takes_it() -> None:
    lamp = an_article("LAMP", hs6="851310", attributes={"dangerous_goods": "UN3481"})
    plan = make_quote(cart=a_cart({lamp: 1}), address=BERLIN).plan
    assert plan["consignments"][0]["lane"] == "gb-eu-express"
    assert plan["consignments"][0]["alternatives"] == []


def test_the_buyer_may_choose_another_offered_lane() -> None:
    cart = a_cart({an_article(): 1})
    (offered,) = make_quote(cart=cart, address=BERLIN).plan["consignments"][0]["alternatives"]
    # Freight is 8.75 more, and 7 % VAT is due on freight as well.
    assert (offered["lane"], offered["difference"], offered["days_later"]) == ("gb-eu-express", "9.37", -2)

    chosen = make_quote(cart=cart, address=BERLIN, choices={"lhr": "gb-eu-express"}).plan
    assert chosen["consignments"][0]["lane"] == "gb-eu-express"
    assert chosen["consignments"][0]["reason"] == "chosen"
    assert chosen["totals"]["shipping"] == "15.00"


def test_a_way_once_named_is_kept_though_others_now_beat_it() -> None:
    """What is cheapest and soonest differs from day to day; what a buyer or a program chose does not."""
    a_lane("gb-eu-tram", "GB", ("DE",), bands=((30_000, "13.00"),), min_days=5, max_days=9)
    cart = a_cart({an_article(): 1})
    (planned,) = make_quote(cart=cart, address=BERLIN).plan["consignments"]
    assert "gb-eu-tram" not in [planned["lane"], *(other["lane"] for other in planned["alternatives"])]

    (chosen,) = make_quote(cart=cart, address=BERLIN, choices={"lhr": "gb-eu-tram"}).plan["consignments"]
    assert (chosen["lane"], chosen["reason"]) == ("gb-eu-tram", "chosen")
    assert [other["lane"] for other in chosen["alternatives"]] == ["gb-eu-post", "gb-eu-express"]


def test_a_lane_that_cannot_carry_the_goods_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({an_article(): 1}), address=BERLIN, choices={"lhr": "gb-home"})
    assert (refused.value.code, refused.value.faults[0].field) == ("lane_not_offered", "choices.lhr")


def test_every_choice_that_does_not_fit_is_named_with_its_remedy() -> None:
    choices = {"lhr": "gb-home", "paris": "fr-home", "*": "nicest", "pick-up": ""}
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({an_article(): 1}), address=BERLIN, choices=choices)
    assert refused.value.status == 422
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        ("choices.lhr", "lane_not_offered"), ("choices.paris", "warehouse_not_used"),
        ("choices.*", "plan_unknown"),
    ]  # fmt: skip
    assert refused.value.faults[1].message == (
        "Nothing is sent from “paris”. Leave this choice out, or choose for lhr."
    )


def test_what_a_supplier_sends_is_dropship_on_that_lane_with_lead_time() -> None:
    silk = a_supplier_warehouse()
    a_lane("cn-eu-line", "CN", ("DE",), currency="CNY", bands=((30_000, "40.00"),), min_days=7, max_days=9)
    scarf = an_article("SCARF", hs6="621410", stock=5, warehouse=silk)
    an_offer(scarf, silk.supplier, lead_days=3)
    (consignment,) = make_quote(cart=a_cart({scarf: 1}), address=BERLIN).plan["consignments"]
    assert (consignment["mode"], consignment["lane_mode"]) == ("dropship", "direct_mail")
    assert (consignment["supplier"], consignment["ships_from"]) == ("silk-road", "CN")
    assert consignment["freight"] == "5.00"
    today = timezone.now().date()
    assert consignment["promised_from"] == (today + timedelta(days=3 + 1 + 7)).isoformat()
    assert consignment["promised_to"] == (today + timedelta(days=3 + 1 + 9)).isoformat()


def test_a_suppliers_stock_without_an_offer_is_not_sold() -> None:
    silk = a_supplier_warehouse()
    a_lane("cn-eu-line", "CN", ("DE",))
    scarf = an_article("SCARF", hs6="621410", stock=5, warehouse=silk)
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({scarf: 1}), address=BERLIN)
    assert refused.value.faults[0].code == "no_stock"


def test_two_places_make_two_consignments_and_the_total_is_their_sum() -> None:
    a_lane("fr-eu", "FR", ("DE", "FR"), currency="EUR", bands=((30_000, "4.60"),))
    lille = a_warehouse("lille", "FR", "overseas")
    tea, wine = an_article("TEA"), an_article("WINE", "12.00", currency="EUR", hs6="220421", warehouse=lille)
    plan = make_quote(cart=a_cart({tea: 1, wine: 2}), address=BERLIN).plan
    assert [(c["warehouse"], c["crosses_border"]) for c in plan["consignments"]] == [
        ("lhr", True), ("lille", False),
    ]  # fmt: skip
    assert plan["totals"]["goods"] == "36.50"
    assert plan["totals"]["shipping"] == "10.85"
    charged = sum(Decimal(c["amount"]) for each in plan["consignments"] for c in each["charges"])
    assert Decimal(plan["totals"]["total"]) == Decimal("36.50") + charged


def test_unpaid_duties_are_due_on_delivery_and_not_in_the_total() -> None:
    a_lane("gb-fr-dap", "GB", ("FR",), incoterm="DAP", bands=((30_000, "1.00"),))
    cups = an_article("CUPS", "200.00", hs6="691200", stock=1)
    paris = {**BERLIN, "country": "FR", "city": "Paris", "postcode": "75001"}
    plan = make_quote(cart=a_cart({cups: 1}, "FR"), address=paris).plan
    assert plan["consignments"][0]["incoterm"] == "DAP"
    assert (plan["totals"]["duty"], plan["totals"]["tax"]) == ("0.00", "0.00")
    assert plan["totals"]["total"] == "251.25"
    assert Decimal(plan["totals"]["due_on_delivery"]) > 50


def test_a_country_without_rules_is_quoted_as_partial_or_not_at_all() -> None:
    a_lane("gb-aq-post", "GB", ("AQ",), incoterm="DAP")
    cart = a_cart({an_article(): 1}, "AQ", "USD")
    station = {**BERLIN, "country": "AQ", "city": "McMurdo"}
    quote = make_quote(cart=cart, address=station)
    assert quote.plan["status"] == "partial"
    assert [gap["key"] for gap in quote.plan["gaps"]] == ["gap.regime"]

    Country.objects.filter(code="AQ").update(accepts_partial_quote=False)
    with pytest.raises(Refused) as refused:
        make_quote(cart=cart, address=station)
    assert refused.value.code == "charges_unknown"


def test_every_fault_of_the_address_is_named_at_once() -> None:
    address = {"country": "cn", "name": "王芳", "postcode": "20000", "phone": "call me"}
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({an_article(): 1}, "CN", "CNY"), address=address, importer_id="123")
    assert refused.value.status == 422
    assert sorted((fault.field, fault.code) for fault in refused.value.faults) == [
        ("address.city", "required"),
        ("address.line1", "required"),
        ("address.phone", "phone_shape"),
        ("address.postcode", "postcode_shape"),
        ("address.region", "required"),
        ("importer_id", "importer_id_invalid"),
    ]


@pytest.mark.parametrize(
    ("country", "good", "bad"),
    [
        ("GB", "EC1A 1BB", "1234"), ("US", "20500-0003", "2050"), ("AU", "2000", "20000"),
        ("FR", "75001", "7500"), ("DE", "10115", "1011A"),
    ],
)  # fmt: skip
def test_postcodes_have_the_shape_of_their_country(country: str, good: str, bad: str) -> None:
    address = {**BERLIN, "country": country, "region": "X"}
    for postcode, fault in ((good, False), (bad, True)):
        with pytest.raises(Refused) as refused:
            make_quote(cart=a_cart({}, country), address={**address, "postcode": postcode})
        assert (refused.value.code == "address_faulty") is fault


def test_goods_into_china_need_the_recipients_identity_number() -> None:
    a_lane("gb-cn-post", "GB", ("CN",), channel="post")
    cart = a_cart({an_article(): 1}, "CN", "CNY")
    with pytest.raises(Refused) as refused:
        make_quote(cart=cart, address=SHANGHAI)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("importer_id", "required")]

    quote = make_quote(cart=cart, address=SHANGHAI, importer_id=" 11010519491231002x ")
    assert quote.importer_id == "11010519491231002X"


def test_a_closed_country_and_an_empty_cart_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({}), address=BERLIN)
    assert refused.value.code == "cart_empty"
    Country.objects.filter(code="DE").update(is_open=False)
    with pytest.raises(Refused) as refused:
        make_quote(cart=a_cart({an_article(): 1}), address=BERLIN)
    assert refused.value.code == "country_not_open"
