"""Claims in the console: the carrier's terms on the lane, the claim in its case, and what became of it."""

import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from entrepot.apps.fulfilment.models import Claim, Parcel, Shipment
from entrepot.apps.lanes.models import CarrierLiability
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.open_case import open_case
from tests.apps.fulfilment.test_carrier_invoices import on_its_way
from tests.factories.lanes import a_lane
from tests.factories.markets import a_rate
from tests.web.backoffice.test_watching import text_in_pdf

pytestmark = pytest.mark.django_db
CONSOLE = "/en/console"


@pytest.fixture
def case() -> Case:
    """Of a lost parcel of 400 g with goods for EUR 10.00; its carrier pays EUR 3.00 and 10.00 a kilogram."""
    a_rate("GBP", "0.80")
    parcel = on_its_way().parcels.get()
    CarrierLiability.objects.create(
        carrier="simcarrier", service="standard", valid_from="2026-01-01", currency="EUR",
        per_parcel_amount=Decimal(3), per_kg_amount=Decimal(10), claim_days=30, source="Terms, section 8",
    )  # fmt: skip
    return open_case(
        order=parcel.shipment.consignment.order, kind="parcel_exception", reference=f"parcel:{parcel.pk}",
        due_at=timezone.now(), facts={"reason": "lost"},
    )  # fmt: skip


def room(case: Case) -> str:
    return f"{CONSOLE}/exceptions/{case.pk}/"


def file_claim(console: Client, case: Case, amount: str) -> None:
    console.post(f"{room(case)}claims/{Parcel.objects.get().pk}/", {"amount": amount})


def test_the_terms_of_a_carrier_are_stated_on_a_lane_and_count_for_its_service(console: Client) -> None:
    a_rate("GBP", "0.80")
    lane = a_lane("gb-fr", "GB", ("FR",))
    page, edit = f"{CONSOLE}/lanes/gb-fr/", f"{CONSOLE}/lanes/gb-fr/liability/"
    assertContains(console.get(page), "Not known: claims have no limit")
    said = {
        "valid_from": "2026-01-01", "currency": "EUR", "per_parcel": "", "per_kg": "26.5", "claim_days": "30",
        "source": "Terms, section 8", "is_assumed": "on",
    }  # fmt: skip
    assertContains(
        console.post(edit, {**said, "per_kg": ""}), "Give an amount for each parcel", status_code=422
    )
    assertRedirects(console.post(edit, said), page)
    row = CarrierLiability.objects.get()
    assert (row.carrier, row.service, row.per_kg_amount) == (lane.carrier, lane.service, Decimal("26.5"))
    shown = console.get(page)
    for words in ("€26.50 EUR for each kilogram", "30 days to claim", "Terms, section 8", "Assumption"):
        assertContains(shown, words)
    assertContains(console.get(edit), 'value="26.5"')


def test_a_claim_is_asked_and_answered_in_the_case_of_its_parcel(case: Case, console: Client) -> None:
    shown = console.get(room(case))
    for words in ("€10.00", "€7.00", 'value="7.00"'):
        assertContains(shown, words)
    file_claim(console, case, "7.01")
    assertContains(console.get(room(case)), "At most EUR 7.00 may be claimed.")
    file_claim(console, case, "7")
    claim = Claim.objects.get()
    assertContains(console.get(f"{CONSOLE}/claims/?state=asked"), case.subject)
    settle = f"{CONSOLE}/claims/{claim.pk}/settle/"
    console.post(settle, {"amount": "6.50", "note": ""})
    assert Claim.objects.get().status == "asked"
    console.post(settle, {"amount": "6.50", "note": "BACS 81"})
    claim.refresh_from_db()
    assert (claim.status, claim.paid_amount) == ("paid", Decimal("6.50"))
    assertContains(console.get(room(case)), "BACS 81")
    assertContains(console.get(f"{CONSOLE}/claims/"), "€6.50")
    assertNotContains(console.get(f"{CONSOLE}/claims/?state=asked"), case.subject)
    order = console.get(f"{CONSOLE}/orders/{case.subject}/")
    assertContains(order, "Simulated carrier paid €6.50 for parcel")


def test_the_claim_pack_names_what_may_be_claimed_until_when(case: Case, console: Client) -> None:
    left = Shipment.objects.get().dispatched_at
    assert left is not None
    last = (left.date() + timedelta(days=30)).isoformat()
    pack = zipfile.ZipFile(io.BytesIO(console.get(f"{room(case)}claim.zip").content))
    (parcel,) = json.loads(pack.read("claim.json"))["parcels"]
    assert parcel["claim"] == {
        "value": "10.00", "most": "7.00", "currency": "EUR", "until": last, "terms": "Terms, section 8",
    }  # fmt: skip
    paper = text_in_pdf(pack.read("claim.pdf"))
    for words in ("What is claimed", "7.00 EUR", last):
        assert words in paper


@pytest.mark.parametrize(("kind", "is_offered"), [("problem_reported", True), ("clearance_late", False)])
def test_a_claim_is_offered_where_a_carrier_may_have_lost_or_damaged_goods(
    kind: str, is_offered: bool, case: Case, console: Client
) -> None:
    other = open_case(order=case.order, kind=kind, facts={}, due_at=timezone.now())
    assert ("Claim on the carrier" in console.get(room(other)).content.decode()) is is_offered
