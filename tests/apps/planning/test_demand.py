"""Demand history."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from entrepot.apps.planning.models import DailyDemand
from entrepot.apps.planning.queries import DemandOfDay, daily_demand
from entrepot.apps.planning.services.import_demand import Demand, import_demand
from tests.factories.catalog import a_priced_variant, a_product

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2011, 9, 5), date(2011, 9, 6)


def demand(variant_id: int, day: date, country: str, units: int, orders: int = 1) -> Demand:
    return Demand(variant_id, day, country, units, orders, "GBP", Decimal("2.55") * units)


def test_demand_adds_up_over_countries_by_day() -> None:
    variant = a_priced_variant(a_product()).pk
    rows = [
        demand(variant, TUESDAY, "GB", 6),
        demand(variant, MONDAY, "GB", 4, 2),
        demand(variant, MONDAY, "FR", 1),
    ]
    assert import_demand(source="old shop", demand=rows) == 3
    assert daily_demand(variant) == [DemandOfDay(MONDAY, 5, 3), DemandOfDay(TUESDAY, 6, 1)]
    assert daily_demand(variant, countries=["FR"]) == [DemandOfDay(MONDAY, 1, 1)]
    assert DailyDemand.objects.get(day=TUESDAY).revenue_amount == Decimal("15.3000")


def test_a_second_import_replaces_the_same_source_and_no_other() -> None:
    variant = a_priced_variant(a_product()).pk
    import_demand(source="old shop", demand=[demand(variant, MONDAY, "GB", 4)])
    import_demand(source="market place", demand=[demand(variant, MONDAY, "GB", 2)])
    import_demand(source="old shop", demand=[demand(variant, MONDAY, "GB", 3)])
    assert daily_demand(variant) == [DemandOfDay(MONDAY, 5, 2)]


def test_a_day_given_twice_leaves_everything_as_it_was() -> None:
    variant = a_priced_variant(a_product()).pk
    import_demand(source="old shop", demand=[demand(variant, MONDAY, "GB", 4)])
    twice = [demand(variant, MONDAY, "GB", 1), demand(variant, MONDAY, "GB", 2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        import_demand(source="old shop", demand=twice)
    assert daily_demand(variant) == [DemandOfDay(MONDAY, 4, 1)]


def test_the_import_may_read_the_database_while_it_is_fed() -> None:
    variant = a_priced_variant(a_product())

    def fed():  # type: ignore[no-untyped-def]
        yield demand(type(variant).objects.get(pk=variant.pk).pk, MONDAY, "GB", 1)

    assert import_demand(source="old shop", demand=fed()) == 1
