"""Checkout asks for the importer's number where the law of the destination does, and checks its form."""

import pytest
from django.utils import timezone

from entrepot.apps.checkout.services.check_recipient import check_recipient
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.words import why_importer_number
from entrepot.apps.markets import queries as markets
from entrepot.apps.markets.models import Country, Market
from entrepot.apps.taxation.queries import importer_number
from entrepot.domain.identifiers import IDENTIFIERS
from entrepot.kit.errors import Refused
from tests.factories.checkout import a_cart, an_article
from tests.factories.lanes import a_lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
ASKING = ("CN", "BR", "KR", "ID", "TR", "IL", "MX", "CL", "KZ")
SOMEWHERE = {
    "name": "Kim Example", "line1": "1 Example Street", "city": "Somewhere", "postcode": "12345",
    "phone": "+82 2 5550123", "region": "Somewhere",
}  # fmt: skip


def a_country(code: str, currency: str = "USD") -> None:
    market, _ = Market.objects.get_or_create(
        code="world", defaults={"name": {"en": "World"}, "currency": "USD"}
    )
    Country.objects.get_or_create(code=code, defaults={"market": market, "currency": currency})
    markets.forget()


@pytest.mark.parametrize("country", ASKING)
def test_goods_from_abroad_need_the_number_and_a_wrong_one_is_refused(country: str) -> None:
    a_country(country)
    asked = importer_number(country, timezone.now().date())
    assert asked is not None
    assert asked.is_required
    address = {
        **SOMEWHERE,
        "country": country,
        "postcode": {"BR": "01001-000", "CN": "200001"}.get(country, "12345"),
    }
    a_lane(f"gb-{country.lower()}", "GB", (country,))
    cart = a_cart({an_article(): 1}, country, "USD")
    with pytest.raises(Refused) as refusal:
        make_quote(cart=cart, address=address)
    assert refusal.value.code == "importer_id_required", refusal.value.faults
    with pytest.raises(Refused) as refusal:
        make_quote(cart=cart, address=address, importer_id="12")
    assert [(fault.field, fault.code) for fault in refusal.value.faults] == [
        ("importer_id", "importer_id_invalid")
    ]
    example = IDENTIFIERS[asked.kinds[0]].example
    assert make_quote(cart=cart, address=address, importer_id=example).importer_id == asked.tidy(example)


def test_where_the_law_asks_for_none_anything_goes() -> None:
    assert importer_number("DE", timezone.now().date()) is None, "only companies have an EORI"
    assert importer_number("AQ", timezone.now().date()) is None
    address = {**SOMEWHERE, "country": "DE", "postcode": "10115"}
    assert check_recipient(address=address, importer_id=" x ", on=timezone.now().date())[1] == "x"


def test_a_number_that_helps_but_is_not_needed_may_be_left_out() -> None:
    asked = importer_number("ZA", timezone.now().date())
    assert asked is not None
    assert not asked.is_required
    assert "You may leave it empty" in why_importer_number(asked)


def test_the_reason_names_who_asks_and_where_to_get_the_number() -> None:
    asked = importer_number("KR", timezone.now().date())
    assert asked is not None
    assert why_importer_number(asked) == (
        "Customs of Korea clears parcels by this code: P and twelve digits. You get it at "
        "unipass.customs.go.kr. Needed when goods come from abroad, and used for the declaration only."
    )
