"""The cheaper, the faster, the plan in fewer parcels; and the split that only ducks a threshold."""

import pytest

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.orders.models import TimelineEntry
from tests.factories.checkout import BERLIN, a_cart, an_article
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.lanes import a_lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_the_buyer_may_take_a_whole_plan_that_is_faster() -> None:
    cart = a_cart({an_article(): 1})
    plan = make_quote(cart=cart, address=BERLIN).plan
    assert (plan["kind"], plan["gap"]) == ("recommended", "0.0000")
    assert plan["other_plans"] == [{"kind": "fastest", "difference": "9.37", "days_later": -2, "parcels": 1}]

    faster = make_quote(cart=cart, address=BERLIN, choices={"*": "fastest"}).plan
    assert (faster["kind"], faster["consignments"][0]["lane"]) == ("fastest", "gb-eu-express")
    assert faster["other_plans"][0]["difference"] == "-9.37"


def test_other_plans_are_held_against_the_lane_that_the_buyer_chose() -> None:
    """Express costs 9.37 more than post and comes two days sooner: once chosen it is the fastest itself."""
    cart = a_cart({an_article(): 1})
    plan = make_quote(cart=cart, address=BERLIN, choices={"*": "recommended", "lhr": "gb-eu-express"}).plan
    assert plan["consignments"][0]["lane"] == "gb-eu-express"
    assert plan["other_plans"] == []


def test_what_is_in_two_places_is_held_against_the_threshold_together() -> None:
    """EUR 100 in London and EUR 100 in Leeds: each below EUR 150, the sale above it."""
    london = an_article("A", "100.00", currency="EUR", hs6="610910")
    leeds = an_article("B", "100.00", currency="EUR", stock=0, hs6="640411")
    stocked(5, variant=leeds, warehouse=a_warehouse("leeds", country="GB"))
    plan = make_quote(cart=a_cart({london: 1, leeds: 1}), address=BERLIN).plan

    assert [each["warehouse"] for each in plan["consignments"]] == ["leeds", "lhr"]
    for each in plan["consignments"]:
        tests = each["landed_cost"]["thresholds_tested"]
        assert {test["outcome"] for test in tests} == {"above"}
    assert plan["refused_split"] is None  # nothing was cut up: the goods are in two places


def test_a_split_that_only_ducks_the_threshold_is_refused_and_recorded() -> None:
    """Two shirts at EUR 100 from one place would be cheaper in two parcels of EUR 100 each."""
    shirts = an_article("A", "100.00", currency="EUR", hs6="610910")
    a_lane("gb-eu-second", "GB", ("DE",), channel="post", min_days=2, max_days=4)
    quote = make_quote(cart=a_cart({shirts: 2}), address=BERLIN)
    plan = quote.plan

    assert len(plan["consignments"]) == 1
    split = plan["refused_split"]
    assert split["consignments"] == 2
    assert float(split["saving"]) > 0
    assert "eu.duty.flat-3" in split["limits"]
    order = place_order(quote=quote, email="a@example.com")
    fact = TimelineEntry.objects.get(order=order, kind="split_refused")
    assert (fact.for_buyer, fact.facts["amount"]) == (False, split["saving"])
