"""Otto asks what customs and tax offices would make easier on his ways, and what it would save."""

from datetime import date

import pytest
from django.test import Client

from entrepot.apps.customs.queries.importing import our_number_in
from entrepot.apps.customs.services._drafting import message_of
from entrepot.apps.customs.services.create_declaration import create_declaration
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.domain.customs.facilitations import Standing
from entrepot.domain.money import Money
from entrepot.web.backoffice.queries.facilitations import Asked, FacilitationShown, facilitation_finder
from tests.factories.fulfilment import a_confirmed_order, a_packed_shipment, the_lane
from tests.factories.taxation import a_registration, the_packaged_rules

pytestmark = pytest.mark.django_db
PAGE = "/en/console/rules/facilitations/"
TODAY = date(2026, 11, 22)


def found(lane: str = "", country: str = "") -> dict[str, tuple[Standing, FacilitationShown]]:
    groups = facilitation_finder(Asked(lane, country), TODAY)
    return {one.facilitation.code: (standing, one) for standing, _heading, rows in groups for one in rows}


def a_consignment_to(country: str) -> None:
    """T-shirts of EUR 40.00 with EUR 5.00 of freight from China, as they were quoted."""
    order = a_confirmed_order()
    quote = LandedCostQuote.objects.create(
        inputs={
            "as_of": "2026-11-02", "origin_country": "CN", "currency": "EUR", "incoterm": "DAP",
            "destination": {"country": country}, "freight": "5.00",
            "lines": [{"id": "1", "hs": "610910", "origin": "CN", "quantity": "1", "unit_value": "40.00"}],
        },
        result={}, rules_checksum="0" * 64,
    )  # fmt: skip
    order.address = {**order.address, "country": country}
    order.save()
    order.consignments.update(quote_id=quote.pk)


def test_what_we_have_what_we_could_get_and_what_it_saves() -> None:
    the_packaged_rules()
    the_lane()
    a_registration("eu_aeof", "EU", "DEAEOF123456")
    a_consignment_to("DE")
    answers = found(lane="gb-eu")
    assert {code: standing.value for code, (standing, _one) in answers.items() if code[:2] == "eu"} == {
        "eu.aeoc": "held", "eu.aeos": "held", "eu.ioss": "available", "eu.h7": "held",
        "eu.low_value": "ended",
    }  # fmt: skip
    _standing, ioss = answers["eu.ioss"]
    assert ioss.savings is not None
    # Duty of EUR 3.00 bears no VAT under IOSS: 19 % of it is saved, and the VAT of 48.00 is not asked there.
    assert (ioss.savings.compared, ioss.savings.unknown) == (1, 0)
    assert ioss.landed == [Money.of("0.57", "EUR")]
    assert ioss.at_the_door == [Money.of("9.12", "EUR")]
    assert answers["us.ctpat"][1].savings is None


def test_a_lane_meets_only_what_lies_on_its_way() -> None:
    the_packaged_rules()
    lane = the_lane()
    lane.destinations = ["FR"]
    lane.save()
    assert {code[:2] for code in found(lane="gb-eu")} == {"eu", "gb"}
    assert "gb.vat" not in found(lane="gb-eu")
    assert {code[:2] for code in found(country="AU")} == {"au"}
    assert found(country="AU")["au.sac"][1].lanes == []


def test_the_page_answers_in_words_and_numbers(console: Client) -> None:
    the_packaged_rules()
    the_lane()
    a_registration()
    a_consignment_to("DE")
    shown = console.get(PAGE, {"country": "DE"}).content.decode()
    assert "EU AEO, customs simplifications (AEOC)" in shown
    assert "IM0000000000" in shown
    assert "€0.57 EUR less in all" in shown
    assert "China AEO" not in shown
    chinese = console.get(PAGE.replace("/en/", "/zh-hans/"), {"country": "DE"}).content.decode()
    assert "进口一站式服务（IOSS）" in chinese


def test_a_trusted_traders_number_is_declared_but_names_no_importer() -> None:
    a_registration("eu_aeoc", "EU", "DEAEOC123456")
    assert our_number_in("DE") == ""
    a_registration("eu_eori", "EU", "DE123456")
    assert our_number_in("DE") == "DE123456"
    declaration = create_declaration(shipment=a_packed_shipment(), direction="import")
    assert declaration is not None
    assert ("eu_aeoc", "DEAEOC123456") in message_of(declaration).identifiers
