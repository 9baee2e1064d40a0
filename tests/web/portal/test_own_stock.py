"""Suppliers say what they have: by hand, or by lines that are checked before anything changes."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Case
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level
from tests.factories.inventory import a_variant, stocked

OFFERS = "/en/supplier/offers/"
FILE = f"{OFFERS}file/"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def the_level() -> StockLevel:
    return StockLevel.objects.select_related("variant", "warehouse__supplier").order_by("pk")[0]


def test_a_changed_quantity_is_taken_over(portal: Client) -> None:
    pk = the_level().variant_id
    portal.post(f"{OFFERS}quantities/", {f"q-{pk}": "17", f"was-{pk}": "5"})
    assert the_level().on_hand == 17


def test_one_faulty_quantity_changes_nothing_and_stays_on_the_page(portal: Client) -> None:
    first = the_level()
    second = a_dropship_level()
    told = {
        f"q-{first.variant_id}": "17", f"was-{first.variant_id}": "5", f"q-{second.variant_id}": "many",
        f"was-{second.variant_id}": "5",
    }  # fmt: skip
    refused = portal.post(f"{OFFERS}quantities/", told)
    assert refused.status_code == 422
    assert "Enter a whole number of pieces" in text_of(refused)
    assert 'value="many"' in text_of(refused)
    assert 'value="17"' in text_of(refused)
    assert [level.on_hand for level in StockLevel.objects.all()] == [5, 5]


@pytest.mark.parametrize(("name", "told"), [("q-²", "1"), ("q-" + "1" * 5000, "1"), ("", "9" * 5000)])
def test_numbers_beyond_reason_change_nothing(portal: Client, name: str, told: str) -> None:
    own = f"q-{the_level().variant_id}"
    form = urlencode({name or own: told})
    answer = portal.post(f"{OFFERS}quantities/", form, "application/x-www-form-urlencoded")
    assert answer.status_code == (302 if name else 422)
    assert the_level().on_hand == 5


@pytest.mark.parametrize("line", ["{sku}," + "9" * 5000, 'a,"' + "b" * 200_000])
def test_a_line_beyond_reason_is_a_faulty_line(portal: Client, line: str) -> None:
    sku = the_level().variant.sku
    refused = portal.post(FILE, {"text": line.replace("{sku}", sku), "confirm": "1"})
    assert refused.status_code == 422
    assert "Line 1:" in text_of(refused)
    assert the_level().on_hand == 5


def test_a_quantity_of_somebody_elses_article_is_not_taken(portal: Client) -> None:
    theirs = stocked(9)
    portal.post(f"{OFFERS}quantities/", {f"q-{theirs.variant_id}": "1"})
    assert StockLevel.objects.get(pk=theirs.pk).on_hand == 9
    assert StockLevel.objects.filter(variant=theirs.variant).count() == 1


def test_lines_are_checked_first_and_taken_when_confirmed(portal: Client) -> None:
    sku = the_level().variant.sku
    checked = portal.post(FILE, {"text": f"sku,quantity\n{sku.lower()},12\n"})
    assert checked.status_code == 200
    assert "1 good line" in text_of(checked)
    assert the_level().on_hand == 5
    portal.post(FILE, {"text": f"{sku},12", "confirm": "1"})
    assert the_level().on_hand == 12


def test_each_faulty_line_is_named_and_nothing_is_taken(portal: Client) -> None:
    sku = the_level().variant.sku
    lines = f"{sku},12\nNO-SUCH,3\n{sku},13\n\n{sku}\nX,-1"
    refused = portal.post(FILE, {"text": lines, "confirm": "1"})
    shown = text_of(refused)
    assert refused.status_code == 422
    for told in ("Line 2:", "Line 3:", "Line 5:", "Line 6:", "NO-SUCH"):
        assert told in shown
    assert the_level().on_hand == 5


def test_an_uploaded_file_is_read_like_pasted_lines(portal: Client) -> None:
    body = f"\ufeff货号;数量\n{the_level().variant.sku};7\n".encode()
    upload = SimpleUploadedFile("stock.csv", body, "text/csv")
    assert "1 good line" in text_of(portal.post(FILE, {"file": upload}))
    wrong = SimpleUploadedFile("stock.xls", b"\xff\xfe\x00\xd8")
    assert "not text in UTF-8" in text_of(portal.post(FILE, {"file": wrong}))


def test_less_than_promised_becomes_the_operators_case(portal: Client) -> None:
    level = the_level()
    order = a_confirmed_order(level, quantity=3, consignment={"crosses_border": False})
    portal.post(f"{OFFERS}quantities/", {f"q-{level.variant_id}": "1", f"was-{level.variant_id}": "5"})
    level = the_level()
    assert (level.on_hand, level.reserved) == (3, 3)
    case = Case.objects.get()
    assert (case.kind, case.order_id) == ("stock_promised_too_much", order.pk)
    assert (case.facts["reported"], case.facts["promised"]) == (1, 3)


def test_an_offer_keeps_what_was_entered_when_it_is_refused(portal: Client, silk_road: Supplier) -> None:
    offer = SupplierOffer.objects.select_related("variant").get()
    address = f"{OFFERS}article/{offer.variant.sku}/"
    refused = portal.post(address, {"cost": "0", "lead_days": "3", "is_active": "on"})
    assert refused.status_code == 422
    assert "The cost must be above zero" in text_of(refused)
    portal.post(address, {"cost": "4.25", "lead_days": "3"})
    offer.refresh_from_db()
    assert (str(offer.cost_amount), offer.lead_days, offer.is_active) == ("4.2500", 3, False)


def test_an_article_of_ours_is_no_offer_of_theirs(portal: Client) -> None:
    assert portal.get(f"{OFFERS}article/{a_variant().sku}/").status_code == 404
