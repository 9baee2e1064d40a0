"""What the law restricts is not sold: prohibited goods, goods under licence, more pieces than allowed."""

import pytest
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.models import LandedPrice
from entrepot.apps.checkout.queries import CartLineView, cart_view
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.price_listings import price_listings
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.kit.errors import Refused
from entrepot.rules import packaged_texts
from tests.factories.checkout import BERLIN, a_cart, an_article
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.lanes import a_lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def a_restriction(effect: str, goods: str, more: str = "") -> None:
    texts = packaged_texts()
    texts["eu.toml"] += (
        f'\n[[rule]]\nid = "test.{goods}"\nkey = "restriction"\nname = "Swords"\neffect = "{effect}"\n'
        f'reason = "So it is."\nwhen = {{ goods = ["{goods}"] }}\nsource = "test"\nconfidence = "H"\n{more}\n'
    )
    load_rules(by="test", why="a restriction", texts=texts)


def lines(quantities: dict[Variant, int]) -> list[CartLineView]:
    return list(cart_view(a_cart(quantities), "en").lines)


def test_goods_under_licence_are_blocked_with_the_reason_and_the_rest_is_sold() -> None:
    a_restriction("licence", "9307")
    sword, tea = an_article("SWORD", hs6="930700"), an_article("TEA")
    blocked, sold = lines({sword: 1, tea: 1})
    assert blocked.blocked
    assert blocked.why_blocked.startswith("Customs there asks for a licence that we do not have: Swords.")
    assert "Swords. So it is. Remove it or choose another country." in blocked.why_blocked
    assert not sold.blocked
    quote = make_quote(cart=a_cart({sword: 1, tea: 1}), address=BERLIN)
    assert [line["sku"] for line in quote.plan["blocked"]] == ["SWORD"]
    with pytest.raises(Refused) as refusal:
        make_quote(cart=a_cart({sword: 1}), address=BERLIN)
    assert refusal.value.code == "nothing_can_be_sent"
    assert "licence" in refusal.value.faults[0].message


def test_goods_with_a_licence_of_ours_are_sold() -> None:
    a_restriction("licence", "9307")
    sword = an_article("SWORD", hs6="930700", attributes={"licence": "A-1"})
    assert not lines({sword: 1})[0].blocked


def test_what_a_complete_positive_list_lacks_is_not_sold() -> None:
    texts = packaged_texts()
    texts["eu.toml"] += (
        '\n[[rule]]\nid = "test.list"\nkey = "positive_list"\non_list = "test.list"\ncomplete = true\n'
        'source = "test"\nconfidence = "H"\n'
    )
    load_rules(by="test", why="a list", texts=texts)
    (line,) = lines({an_article("TEA"): 1})
    assert line.why_blocked.startswith(
        "Private buyers there may import only what stands on a list, and code 0902"
    )


def test_goods_under_licence_are_sold_at_home() -> None:
    a_restriction("licence", "9307")
    view = cart_view(a_cart({an_article("SWORD", hs6="930700"): 1}, "GB", "GBP"), "en")
    assert not view.lines[0].blocked


@pytest.mark.parametrize(("pieces", "is_sold"), [(5, True), (6, False)])
def test_more_pieces_than_allowed_are_blocked_with_the_number(pieces: int, is_sold: bool) -> None:
    a_restriction("quantity_cap", "6109", "cap = 5")
    (line,) = lines({an_article("SHIRT", hs6="610910"): pieces})
    assert bool(line.blocked) is not is_sold
    if not is_sold:
        assert line.why_blocked == (
            "At most 5 of these may be sent there at once: Swords. So it is. Reduce the quantity."
        )


def test_pieces_of_several_lines_count_together() -> None:
    a_restriction("quantity_cap", "6109", "cap = 5")
    red, blue = an_article("RED", hs6="610910"), an_article("BLUE", hs6="610910")
    assert not any(line.blocked for line in lines({red: 3, blue: 2}))
    assert any("At most 5" in line.why_blocked for line in lines({red: 3, blue: 3}))


def test_a_cap_holds_for_all_consignments_of_a_sale_that_cross_the_border() -> None:
    """Three shirts in London and three in Leeds: five may go, not six in two parcels."""
    a_restriction("quantity_cap", "6109", "cap = 5")
    shirt = an_article("SHIRT", hs6="610910", stock=3)
    stocked(3, variant=shirt, warehouse=a_warehouse("leeds", country="GB"))
    assert [line.blocked for line in lines({shirt: 5})] == [""]
    (line,) = lines({shirt: 6})
    assert line.why_blocked.startswith("At most 5 of these may be sent there at once")


def test_what_lies_inside_the_border_does_not_count_towards_a_cap() -> None:
    a_restriction("quantity_cap", "6109", "cap = 5")
    a_lane("fr-eu", "FR", ("DE",), mode="overseas_warehouse", currency="EUR")
    shirt, tea = an_article("SHIRT", hs6="610910", stock=5), an_article("TEA")
    stocked(3, variant=shirt, warehouse=a_warehouse("lille", country="FR"))
    plan = make_quote(cart=a_cart({shirt: 8, tea: 1}), address=BERLIN).plan
    assert (plan["blocked"], len(plan["consignments"])) == ([], 2)


@pytest.mark.parametrize(("kilograms", "is_sold"), [(2, True), (3, False)])
def test_a_cap_by_weight_counts_the_weight_of_the_whole_sale(kilograms: int, is_sold: bool) -> None:
    a_restriction("quantity_cap", "1701", 'cap = 2\nunit = "kg"')
    london = an_article("WHITE", hs6="170199", net_weight_g=1_000)
    leeds = an_article("BROWN", hs6="170199", net_weight_g=1_000, stock=0)
    stocked(5, variant=leeds, warehouse=a_warehouse("leeds", country="GB"))
    found = lines({london: kilograms - 1, leeds: 1})
    assert any(line.blocked for line in found) is not is_sold


def test_lists_say_that_goods_under_licence_are_not_sold() -> None:
    a_restriction("licence", "9307")
    sword, shirt = an_article("SWORD", hs6="930700"), an_article("SHIRT", hs6="610910")
    price_listings(on=timezone.now().date(), say=lambda _sentence: None, countries=["DE"])
    found = LandedPrice.objects.get(variant=sword)
    assert (found.status, found.reason, found.facts["effect"]) == ("blocked", "prohibited", "licence")
    assert LandedPrice.objects.get(variant=shirt).status == "complete"
