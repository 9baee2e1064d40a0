"""Countries we ship to."""

import pytest

from entrepot.apps.markets.queries import country, open_countries
from entrepot.kit.errors import Refused
from tests.factories.markets import a_country

pytestmark = pytest.mark.django_db


def test_a_country_is_found_by_its_code_in_any_case() -> None:
    a_country("FR", "EUR")
    assert country("fr").currency == "EUR"


def test_an_unknown_country_is_refused_on_the_field_country() -> None:
    with pytest.raises(Refused) as refusal:
        country("XX")
    assert (refusal.value.code, refusal.value.status) == ("unknown_country", 422)
    assert [fault.field for fault in refusal.value.faults] == ["country"]


def test_closed_countries_and_closed_markets_are_not_offered() -> None:
    a_country("GB")
    a_country("FR", "EUR", is_open=False)
    germany = a_country("DE", "EUR")
    germany.market.is_open = False
    germany.market.save()
    assert [row.code for row in open_countries()] == ["GB"]
