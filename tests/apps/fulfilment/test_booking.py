"""Carriers that are down are asked again; carriers that refuse become a case."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader
from reportlab.pdfgen import canvas

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.next_steps import next_steps
from entrepot.apps.fulfilment.services.book_parcel import book_parcel
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.make_documents import make_documents
from entrepot.apps.fulfilment.services.request_booking import request_booking
from entrepot.apps.fulfilment.services.request_forgotten_bookings import request_forgotten_bookings
from entrepot.domain.ports import Permanent, Temporary
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_packed_shipment
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier() -> Iterator[Any]:
    known: Any = carriers["simcarrier"]
    yield known
    known._failures.clear()


def test_a_carrier_that_is_down_is_asked_again_under_the_same_key(carrier: Any) -> None:
    a_packed_shipment()
    parcel = Parcel.objects.get()
    booked_before = len(carrier.parcels)
    carrier.fail_next(Temporary("down"), after=True)
    with pytest.raises(Temporary):
        book_parcel(parcel_id=parcel.pk)
    parcel.refresh_from_db()
    assert (parcel.tracking_number, parcel.booking_error) == ("", "down")
    booked = book_parcel(parcel_id=parcel.pk)
    assert (booked.booking_error, len(carrier.parcels) - booked_before) == ("", 1)


def test_a_booked_parcel_is_not_booked_again(carrier: Any) -> None:
    a_packed_shipment()
    number = book_parcel(parcel_id=Parcel.objects.get().pk).tracking_number
    carrier.fail_next(Permanent("must not be called"))
    assert book_parcel(parcel_id=Parcel.objects.get().pk).tracking_number == number


def test_a_refusal_becomes_a_case_that_booking_again_resolves(carrier: Any) -> None:
    shipment = a_packed_shipment()
    carrier.fail_next(Permanent("recipient.city: unknown place"))
    settle()
    case = shipment.consignment.order.cases.get()
    assert (case.kind, case.status, case.facts["reason"]) == (
        "carrier_refused", "open", "recipient.city: unknown place",
    )  # fmt: skip
    assert next_steps(shipment)[0].code == "request_booking"

    request_booking(shipment=shipment, by=OPERATOR)
    settle()
    case.refresh_from_db()
    assert case.status == "resolved"
    assert Parcel.objects.get().tracking_number


def test_there_is_nothing_to_book_again_once_all_numbers_are_there() -> None:
    shipment = a_packed_shipment()
    settle()
    with pytest.raises(Refused) as refused:
        request_booking(shipment=shipment, by=OPERATOR)
    assert refused.value.code == "nothing_to_book"


def test_a_lost_booking_job_is_asked_for_anew_but_not_a_refused_one(carrier: Any) -> None:
    a_packed_shipment()
    later = timezone.now() + timedelta(hours=1)
    assert request_forgotten_bookings(now=timezone.now()) == 0
    assert request_forgotten_bookings(now=later) == 1
    carrier.fail_next(Permanent("no"))
    book_parcel(parcel_id=Parcel.objects.get().pk)
    assert request_forgotten_bookings(now=later) == 0


def test_a_number_that_comes_after_the_cancellation_is_given_back(
    carrier: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipment = a_packed_shipment()
    book = type(carrier).book

    def cancelled_meanwhile(self: Any, booking: Any) -> Any:
        answer = book(self, booking)
        cancel_shipment(shipment=shipment, why="buyer changed their mind", by=OPERATOR)
        return answer

    monkeypatch.setattr(type(carrier), "book", cancelled_meanwhile)
    settle()
    assert Parcel.objects.get().tracking_number == ""
    latest = list(carrier.parcels.values())[-1]
    assert (latest.booking.key, latest.cancelled) == (f"parcel-{Parcel.objects.get().pk}", True)


def test_a_label_that_the_carrier_insists_on_is_the_one_that_is_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = io.BytesIO()
    drawn = canvas.Canvas(sheet, pagesize=(288, 432))
    drawn.drawString(50, 50, "DRAWN BY THE CARRIER")
    drawn.save()
    carrier = carriers["simcarrier"]
    book = carrier.book
    monkeypatch.setattr(carrier, "book", lambda asked: replace(book(asked), label=sheet.getvalue()))
    shipment = a_packed_shipment(parcels=2)
    settle()
    label = next(one for one in make_documents(shipment=shipment) if one.kind == "label")
    pages = PdfReader(io.BytesIO(bytes(label.content))).pages
    assert [page.extract_text().strip() for page in pages] == ["DRAWN BY THE CARRIER"] * 2
