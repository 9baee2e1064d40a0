"""Landed prices of lists and feeds: equal to the plan of one piece by the same lane, made anew when due."""

import random
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from entrepot.apps.catalog.models import Price, Variant
from entrepot.apps.checkout.models import LandedPrice, LandedPriceList
from entrepot.apps.checkout.queries import goods, plan_basket
from entrepot.apps.checkout.queries.priced import PricedPlan
from entrepot.apps.checkout.services import price_listings as module
from entrepot.apps.checkout.services.price_listings import price_listings
from entrepot.apps.lanes.models import Lane
from entrepot.apps.markets import queries as markets
from entrepot.apps.markets.models import Country, FxRate
from entrepot.domain.duties import Place
from tests.factories.checkout import an_article
from tests.factories.lanes import a_lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
ALL = 7


def priced(*countries: str) -> int:
    return price_listings(on=timezone.now().date(), say=lambda _sentence: None, countries=countries)


def price_of(variant: Variant, country: str = "DE") -> LandedPrice:
    return LandedPrice.objects.select_related("price_list").get(price_list=country, variant=variant)


def plan_by(price: LandedPrice, warehouse: str) -> PricedPlan:
    listed = price.price_list
    return plan_basket(
        goods=goods([price.variant_id]), quantities={price.variant_id: 1}, destination=Place(listed.country),
        currency=listed.currency, on=listed.valid_on, choices={warehouse: price.lane},
    )  # fmt: skip


def test_a_list_says_what_the_plan_of_one_piece_says_by_the_same_lane() -> None:
    chance = random.Random(3)
    Country.objects.filter(code="FR").update(currency="GBP")  # sold in another currency than its law is in
    markets.forget()
    a_lane("gb-us", "GB", ("US", "AU"), bands=((200, "4.00"), (1_000, "9.99"), (30_000, "31.50")))
    for number in range(40):
        an_article(
            f"A{number}", f"{chance.choice((2, 40, 134, 135, 136, 700))}.{chance.randrange(100):02}",
            hs6=chance.choice(("090210", "691110", "610910", "950300", "330410", "640411")),
            origin_country=chance.choice(("CN", "GB", "IN", "VN")),
            gross_weight_g=chance.choice((90, 150, 480, 2_000)),
        )  # fmt: skip
    assert priced() == ALL
    found = LandedPrice.objects.exclude(status="blocked").select_related("price_list")
    assert {price.price_list_id for price in found} == {"GB", "DE", "FR", "US", "AU"}
    for price in found:
        plan = plan_by(price, goods([price.variant_id]).sources[0].warehouse)
        totals, lane = plan.totals, plan.consignments[0].route.lane.code
        said = [price.goods, price.freight, price.duty, price.tax, price.fees]
        later = [charge.amount.amount for each in plan.consignments for charge in each.landed.charges]
        assert lane == price.lane
        assert said[:2] == [totals.goods.amount, totals.shipping.amount]
        assert sum(said[2:]) == sum(later)
        assert price.landed == totals.total.amount + totals.due_on_delivery.amount
        assert price.due_on_delivery == totals.due_on_delivery.amount
        assert price.status == plan.status


def test_a_list_names_its_law_its_day_and_its_currency() -> None:
    tea = an_article("TEA", "8.00")
    priced()
    listed = LandedPriceList.objects.get(country="DE")
    assert (listed.currency, listed.valid_on) == ("EUR", timezone.now().date())
    assert (listed.articles, listed.partial, listed.blocked) == (1, 0, 0)
    assert len(listed.rulebook) == 16
    # 8.00 GBP at 0.80 is EUR 10, post is 5.00 GBP = 6.25; 3.00 flat duty; IOSS takes 7 % of 16.25 = 1.1375.
    found = price_of(tea)
    assert (found.goods, found.freight, found.duty) == (Decimal(10), Decimal("6.25"), Decimal(3))
    assert (found.tax, found.landed) == (Decimal("1.14"), Decimal("20.39"))


def test_of_two_lanes_the_one_that_is_cheapest_all_in_all_is_taken() -> None:
    tea = an_article("TEA")
    priced()
    assert price_of(tea).lane == "gb-eu-post"
    a_lane("gb-eu-bargain", "GB", ("DE",), bands=((30_000, "4.99"),))
    assert priced() == 1, "only Germany has another lane"
    assert price_of(tea).lane == "gb-eu-bargain"


def test_nothing_is_priced_again_while_nothing_changes() -> None:
    tea = an_article("TEA")
    assert priced() == ALL
    assert priced() == 0
    Price.objects.filter(variant=tea).update(amount=Decimal("11.00"))
    assert priced("DE", "FR") == 2
    assert price_of(tea).goods == Decimal("13.75")
    assert priced() == ALL - 2
    FxRate.objects.create(currency="USD", as_of=timezone.now().date(), per_eur=Decimal("1.01"), source="TEST")
    markets.forget()
    assert priced() == ALL, "every duty may ask for dollars"


def test_how_many_pieces_there_are_is_of_no_account_but_whether_there_are_any() -> None:
    tea = an_article("TEA", stock=10)
    priced()
    level = tea.stock_levels.get()
    level.reserved = 9
    level.save()
    assert priced() == 0
    level.reserved = 10
    level.save()
    assert priced() == ALL
    found = price_of(tea)
    assert (found.is_in_stock, found.status, found.landed > 0) == (False, "complete", True)


def test_what_was_interrupted_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    an_article("TEA")
    real = module.one_piece_prices

    def fails_at_fr(offered: object, country: str, currency: str) -> object:
        if country == "FR":
            raise KeyboardInterrupt
        return real(offered, country, currency)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "one_piece_prices", fails_at_fr)
    with pytest.raises(KeyboardInterrupt):
        priced()
    done = set(LandedPriceList.objects.values_list("country", flat=True))
    assert done == {"AQ", "AU", "CN", "DE"}
    monkeypatch.setattr(module, "one_piece_prices", real)
    assert priced() == ALL - len(done)


def test_what_cannot_be_sent_says_why() -> None:
    unclassified, battery = an_article("VASE", hs6=""), an_article("LAMP", attributes={"lithium": True})
    Lane.objects.filter(code="gb-eu-express").update(refuses=["lithium"])
    priced()
    found = price_of(unclassified)
    assert (found.status, found.reason) == ("blocked", "unclassified_across_border")
    assert price_of(unclassified, "GB").status == "complete"
    assert price_of(battery).reason == "restricted"
    assert price_of(battery).facts["flags"] == "lithium"
    assert price_of(battery, "AQ").reason == "no_lane"


def test_unknown_charges_are_shown_as_such_or_the_article_is_not_sold() -> None:
    tea = an_article("TEA")
    a_lane("gb-aq", "GB", ("AQ",))
    priced()
    assert price_of(tea, "AQ").status == "partial"
    Country.objects.filter(code="AQ").update(accepts_partial_quote=False)
    markets.forget()
    assert priced() == 1
    assert (price_of(tea, "AQ").status, price_of(tea, "AQ").reason) == ("blocked", "charges_unknown")


def test_a_country_that_is_closed_loses_its_prices_and_an_article_off_sale_too() -> None:
    tea, cup = an_article("TEA"), an_article("CUP")
    priced()
    Country.objects.filter(code="FR").update(is_open=False)
    markets.forget()
    Variant.objects.filter(pk=cup.pk).update(is_active=False)
    priced()
    assert not LandedPriceList.objects.filter(country="FR").exists()
    assert set(LandedPrice.objects.values_list("variant", flat=True)) == {tea.pk}


def test_the_command_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    an_article("TEA")
    call_command("price_listings", "de", "fr")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "1/2 DE: 1 articles in EUR, 0 with charges not known, 0 not sold"
    assert said[-1] == "2 countries priced"


def test_prices_without_a_sum_are_refused_by_the_database() -> None:
    tea = an_article("TEA")
    priced("DE")
    with pytest.raises(IntegrityError, match="landed_price_adds_up"):
        LandedPrice.objects.filter(variant=tea).update(duty=Decimal("0.01"))


def test_a_price_in_a_currency_without_a_rate_is_not_listed() -> None:
    an_article("TEA", currency="KZT")
    assert priced("DE") == 1
    assert LandedPriceList.objects.get(country="DE").articles == 0
