"""The warehouse's pages: receive by scanning, count blind, recall a lot, set rates; few statements each."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.inventory.models import (
    InboundShipment,
    Lot,
    MinimumLife,
    StockCount,
    StockLevel,
    WriteDown,
)
from entrepot.apps.inventory.services.accrue_storage_fees import accrue_storage_fees
from entrepot.apps.inventory.services.open_count import open_count
from tests.factories.inbound import BY, a_planned_line, an_inbound, lot_of
from tests.factories.inventory import a_supplier_warehouse, a_variant, a_warehouse, stocked

CONSOLE = "/en/console"
TODAY = timezone.now().date()


def text_of(response: Any) -> str:
    return str(response.content.decode())


def the_inbound() -> InboundShipment:
    return InboundShipment.objects.get()


def test_a_shipment_is_planned_by_pasting_a_spreadsheet_and_walks_to_the_shelf(console: Client) -> None:
    sku, warehouse = a_variant().sku, a_warehouse()
    form = {
        "destination": str(warehouse.pk), "sender": "Factory Nine", "currency": "eur",
        "lines": f"{sku}\t10\t3.40\tL2607\t2030-05-31\n{sku}; 5",
    }  # fmt: skip
    refused = console.post(f"{CONSOLE}/inbound/new/", {**form, "lines": f"{sku}; ten"})
    assert refused.status_code == 422
    assert f"“{sku}; ten” cannot be read" in text_of(refused)
    console.post(f"{CONSOLE}/inbound/new/", form)
    row = the_inbound()
    leg = {
        "mode": "sea", "departs_from": "Ningbo", "arrives_at": "Hamburg", "eta": str(TODAY),
        "transport_number": "MSKU6345785",
    }  # fmt: skip
    address = f"{CONSOLE}/inbound/{row.number}"
    assert console.post(f"{address}/legs/", {**leg, "etd": str(TODAY + timedelta(days=1))}).status_code == 422
    console.post(f"{address}/legs/", leg)
    console.post(f"{address}/costs/", {"kind": "duty", "basis": "value", "amount": "6.00"})
    for code in ("announce", "depart", "arrive"):
        console.post(f"{address}/steps/{code}/")
    shown = text_of(console.get(f"{address}/"))
    assert "MSKU6345785" in shown
    assert "EUR 6.00" in shown or "€6.00" in shown
    console.post(f"{address}/receive/", {"key": "1", "sku": sku.lower(), "received": "9", "damaged": "1"})
    console.post(f"{address}/receive/", {"key": "2", "sku": sku, "received": "4"})
    unknown = console.post(f"{address}/receive/", {"key": "3", "sku": "NOPE", "received": "4"})
    assert "NOPE is not on this list" in text_of(unknown)
    assert console.post(f"{address}/close/", {"reason_1": "Crushed"}).status_code == 422
    console.post(f"{address}/close/", {"reason_1": "Crushed", "reason_2": "Forgotten"})
    assert (the_inbound().status, StockLevel.objects.get().on_hand) == ("closed", 13)
    lots = Lot.objects.order_by("id").values_list("number", "quantity", "blocked", "cost_amount")
    assert [(number, good, bad, str(cost)) for number, good, bad, cost in lots] == [
        ("L2607", 9, 1, "40.0000"), ("", 4, 0, "0.0000"),
    ]  # fmt: skip


def test_a_form_sent_twice_receives_once(console: Client) -> None:
    row = an_inbound(a_planned_line("TEA-1" if a_variant("TEA-1") else ""))
    form = {"key": "abc", "sku": "TEA-1", "received": "4"}
    for _ in range(2):
        console.post(f"{CONSOLE}/inbound/{row.number}/receive/", form)
    assert StockLevel.objects.get().on_hand == 4


def test_a_transfer_takes_only_what_is_free_and_tells_why_not(console: Client) -> None:
    level = stocked(5)
    there = a_warehouse("leeds", "GB", "own")
    form = {
        "destination": str(there.pk), "source": str(level.warehouse_id), "currency": "EUR",
        "lines": f"{level.variant.sku}; 9",
    }  # fmt: skip
    console.post(f"{CONSOLE}/inbound/new/", form)
    address = f"{CONSOLE}/inbound/{the_inbound().number}/steps"
    console.post(f"{address}/announce/")
    told = text_of(console.post(f"{address}/depart/", follow=True))
    assert f"Of {level.variant.sku} only 5 are free to leave; 9 were to go." in told
    assert the_inbound().status == "announced"


def test_a_suppliers_warehouse_is_never_offered(console: Client) -> None:
    theirs, ours = a_supplier_warehouse(), a_warehouse()
    shown = text_of(console.get(f"{CONSOLE}/inbound/new/"))
    assert f'<option value="{ours.pk}">' in shown
    assert f'<option value="{theirs.pk}">' not in shown


def test_the_stock_page_shows_every_state_with_few_statements(
    console: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        lot_of(stocked(3), 4, life=-2, number="OLD")
    an_inbound(a_planned_line(StockLevel.objects.all()[0].variant.sku, 7), destination=a_warehouse("lhr"))
    with django_assert_max_num_queries(8):
        shown = text_of(console.get(f"{CONSOLE}/stock/"))
    assert shown.count('data-label="Expired"><strong class="text-bad">4</strong>') == 6
    assert 'data-label="Inbound">7<' in shown
    assert "OLD" not in shown
    assert f"{CONSOLE}/stock/lhr/" in text_of(console.get(f"{CONSOLE}/stock/?state=expiring"))


def test_a_lot_is_blocked_scrapped_and_recalled(console: Client) -> None:
    lot = lot_of(stocked(0), 5, number="L-7")
    console.post(f"{CONSOLE}/lots/{lot.pk}/block/", {"quantity": "3", "reason": "Wet"})
    console.post(f"{CONSOLE}/lots/{lot.pk}/scrap/", {"quantity": "1", "reason": "Mouldy"})
    lot.refresh_from_db()
    assert (lot.quantity, lot.blocked) == (2, 2)
    assert "Only 2 pieces" not in text_of(console.get(f"{CONSOLE}/lots/?q=L-7"))
    assert console.post(f"{CONSOLE}/lots/{lot.pk}/burn/", {"quantity": "1"}).status_code == 404


def test_a_sheet_is_counted_blind_and_approved(console: Client) -> None:
    lot = lot_of(stocked(0), 40, number="L-7")
    sheet = open_count(warehouse=lot.level.warehouse, skus=[], is_blind=True, by=BY)
    address = f"{CONSOLE}/counts/{sheet.number}/"
    line = sheet.lines.get()
    blind = text_of(console.get(address))
    assert f'name="pieces-{line.pk}"' in blind
    assert "In the books" not in blind
    told = text_of(console.post(address, {f"pieces-{line.pk}": "30"}, follow=True))
    assert "Count once more, the difference is large" in told
    console.post(address, {f"pieces-{line.pk}": "30"})
    assert "−10" in text_of(console.get(f"{address}?state=differences")).replace("-10", "−10")
    console.post(f"{address}approve/")
    assert (StockCount.objects.get().status, Lot.objects.get().quantity) == ("approved", 30)


@pytest.mark.parametrize("entered", ["-3", "3.5", "many"])
def test_nonsense_on_a_sheet_is_refused_whole(console: Client, entered: str) -> None:
    first = lot_of(stocked(0), 40)
    lot_of(stocked(0), 40)
    sheet = open_count(warehouse=first.level.warehouse, skus=[], is_blind=False, by=BY)
    one, two = sheet.lines.values_list("pk", flat=True)
    form = {f"pieces-{one}": "40", f"pieces-{two}": entered}
    told = text_of(console.post(f"{CONSOLE}/counts/{sheet.number}/", form, follow=True))
    assert "Enter whole numbers" in told
    assert not sheet.lines.filter(counted__isnull=False).exists()


def test_rates_are_set_and_the_days_and_the_capital_are_shown(console: Client) -> None:
    level = stocked(0)
    lot_of(level, 100, number="L-7", cost="1000.00")
    address = f"{CONSOLE}/warehouses/lhr/"
    form = {"since": str(TODAY), "currency": "EUR", "free_days": "0", "tiers": "0 1.00\n61 2"}
    refused = console.post(f"{address}tariff/", {**form, "tiers": "5 1.00"})
    assert "Begin the rates at day 0" in text_of(refused)
    console.post(f"{address}tariff/", form)
    assert accrue_storage_fees(now=timezone.now() + timedelta(days=1)) == 1
    shown = text_of(console.get(address))
    assert "1,000.00" in shown
    assert "0.06" in shown
    assert level.variant.sku in shown


def test_a_minimum_life_is_kept_for_the_article(console: Client) -> None:
    level = stocked(5)
    console.post(f"{CONSOLE}/stock/lhr/{level.variant.sku}/minimum-life/", {"days": "30"})
    assert MinimumLife.objects.get(variant=level.variant).days_at_delivery == 30


def test_old_stock_is_written_down_when_somebody_approves_it(console: Client) -> None:
    lot = lot_of(stocked(0), 10, cost="50.00")
    Lot.objects.update(received_at=timezone.now() - timedelta(days=200))
    form = {"since": str(TODAY), "rules": "age 180 a quarter", "source": "Manual"}
    assert "cannot be read" in text_of(console.post(f"{CONSOLE}/write-downs/rules/", form))
    console.post(f"{CONSOLE}/write-downs/rules/", {**form, "rules": "age 180 0.25\nlife 30 0.60"})
    shown = text_of(console.get(f"{CONSOLE}/write-downs/"))
    assert "200 days old; from 180 on 25% is lost" in shown
    assert "€12.50" in shown
    console.post(f"{CONSOLE}/write-downs/", {"lots": ["0", "x"]})
    assert not WriteDown.objects.exists()
    console.post(f"{CONSOLE}/write-downs/", {"lots": [str(lot.pk)]})
    assert [(str(row.amount), row.by[:9]) for row in WriteDown.objects.all()] == [("12.5000", "operator:")]
    assert "No stock has to be written down." in text_of(console.get(f"{CONSOLE}/write-downs/"))
    assert "€12.50 EUR written down" in text_of(console.get(f"{CONSOLE}/warehouses/lhr/"))
