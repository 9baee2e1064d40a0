"""The day by which the buyer needs it: ways that keep it are taken; what cannot says its first day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.words import why_blocked
from entrepot.apps.inventory.models import MinimumLife
from entrepot.kit.errors import Refused
from tests.factories.checkout import BERLIN, a_cart, an_article
from tests.factories.inbound import lot_of
from tests.factories.inventory import a_warehouse, stocked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def in_days(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def test_a_dearer_lane_is_taken_when_the_cheaper_one_is_too_slow() -> None:
    """Post is promised for the fifth day, express for the third."""
    cart = a_cart({an_article(): 1})
    assert make_quote(cart=cart, address=BERLIN).plan["consignments"][0]["lane"] == "gb-eu-post"
    plan = make_quote(cart=cart, address=BERLIN, needed_by=in_days(3)).plan
    assert [each["lane"] for each in plan["consignments"]] == ["gb-eu-express"]
    assert plan["consignments"][0]["promised_to"] == plan["needed_by"] == in_days(3).isoformat()
    assert plan["consignments"][0]["alternatives"] == []


def test_what_cannot_come_in_time_says_the_earliest_day_and_is_not_sold() -> None:
    """The fastest lane is promised for the third day."""
    with pytest.raises(Refused) as refusal:
        make_quote(cart=a_cart({an_article(): 1}), address=BERLIN, needed_by=in_days(2))
    (fault,) = refusal.value.faults
    assert (refusal.value.code, fault.code) == ("nothing_can_be_sent", "too_late")
    assert fault.message == why_blocked("too_late", {"earliest": in_days(3).isoformat()})
    assert fault.message.startswith("It cannot be there before ")


def test_more_than_is_in_stock_is_no_question_of_time() -> None:
    with pytest.raises(Refused) as refusal:
        make_quote(cart=a_cart({an_article(stock=2): 3}), address=BERLIN, needed_by=in_days(1))
    assert refusal.value.faults[0].code == "no_stock"


def test_a_day_that_has_passed_is_refused_by_its_field() -> None:
    with pytest.raises(Refused) as refusal:
        make_quote(cart=a_cart({an_article(): 1}), address=BERLIN, needed_by=in_days(-1))
    assert (refusal.value.code, refusal.value.faults[0].field) == ("day_passed", "needed_by")


def test_goods_that_would_be_too_old_at_the_door_come_by_the_faster_lane_or_from_elsewhere() -> None:
    """Ten days must be left of the thirteen that London's lot lasts: three for the way, as by express."""
    tea = an_article(stock=0)
    MinimumLife.objects.create(variant=tea, days_at_delivery=10)
    lot_of(tea.stock_levels.get(), 5, life=13)
    plan = make_quote(cart=a_cart({tea: 1}), address=BERLIN).plan
    assert [each["lane"] for each in plan["consignments"]] == ["gb-eu-express"]
    lot_of(stocked(0, variant=tea, warehouse=a_warehouse("leeds", country="GB")), 5, life=90)
    plan = make_quote(cart=a_cart({tea: 1}), address=BERLIN).plan
    assert [(each["warehouse"], each["lane"]) for each in plan["consignments"]] == [("leeds", "gb-eu-post")]
