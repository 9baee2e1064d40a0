"""The control tower, rooms of cases, scorecards and notices in the console."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.fulfilment.services.import_leg_times import import_leg_times
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.watch_number_pools import watch_number_pools
from entrepot.apps.notices.models import Notice
from entrepot.apps.notices.services.queue_notice import Wording, queue_notice
from entrepot.apps.orders.models import Case, CaseMessage
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.words.notices import NOTICES
from entrepot.domain.ports import Temporary
from entrepot.domain.ports import carriers as port
from entrepot.kit import outbox
from entrepot.kit.adapters import carriers
from entrepot.web.backoffice.queries.tower import control_tower
from tests.apps.fulfilment.test_arrival_windows import START, WAY, on_its_way, told
from tests.apps.fulfilment.test_scoring_lanes import past
from tests.factories.pools import a_pool

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n0000"


def text_in_pdf(content: bytes) -> str:
    """As it reads, without the places where long words may break."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text() for page in pages).replace("\u200b", "")


def text_of(console: Client, path: str) -> str:
    answer = console.get(f"/en/console/{path}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def shipment() -> Shipment:
    sent = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    return Shipment.objects.get(pk=sent.pk)


def cells() -> dict[str, tuple[int, int]]:
    (row,) = control_tower().rows
    return {cell.place: (cell.parcels, cell.troubled) for cell in row.cells if cell.parcels}


def test_cases_of_the_shop_count_wherever_exceptions_do_and_are_minded_like_any_other(
    console: Client,
) -> None:
    a_pool("local-fr", first=1, last=2, low_water=2)
    watch_number_pools(now=START)
    case = Case.objects.get()
    for path in ("", "tower/", "exceptions/"):
        page = console.get(f"/en/console/{path}")
        counts, shown = page.context["counts"], page.content.decode()
        assert (counts.cases, counts.cases_overdue, page.context["nav_counts"]["exceptions"]) == (1, 1, 1)
        assert "Number pool local-fr has 2 numbers left; it warns at 2." in shown
        assert f"exceptions/{case.pk}/settle/" not in shown
    write(console, case, text="Asked for more.")
    console.post(f"/en/console/exceptions/{case.pk}/take/")
    room = text_of(console, f"exceptions/{case.pk}/")
    for said in ("Asked for more.", "/en/console/number-pools/local-fr/", "closes by itself as soon as"):
        assert said in room
    assert "claim.zip" not in room
    assert console.get(f"/en/console/exceptions/{case.pk}/claim.zip").status_code == 404
    refused = console.post(f"/en/console/exceptions/{case.pk}/settle/", {"resolution": "asked"})
    assert "closes by itself" in refused.content.decode()
    case.refresh_from_db()
    assert (case.status, case.assignee is not None) == ("open", True)


def test_the_tower_shows_each_open_parcel_in_its_leg(shipment: Shipment, console: Client) -> None:
    assert cells() == {"first_mile": (1, 0)}
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY[:4]])
    assert cells() == {"customs": (1, 0)}
    record_tracking(carrier="simcarrier", events=[told("x", "exception", 90, "last_mile", "damaged")])
    assert cells() == {"last_mile": (1, 1)}
    shown = text_of(console, "tower/")
    assert "1 in trouble" in shown
    assert "needs attention" in text_of(console, "tower/parcels/?lane=gb-eu&place=last_mile").lower()
    assert "No parcel is there now." in text_of(console, "tower/parcels/?place=customs")
    record_tracking(carrier="simcarrier", events=[told("y", "available_for_pickup", 95, "last_mile")])
    assert cells() == {"pick_up": (1, 0)}
    record_tracking(carrier="simcarrier", events=[told("z", "delivered", 99, "last_mile")])
    assert control_tower().rows == []


def test_the_tower_takes_five_statements_for_ten_thousand_parcels(shipment: Shipment) -> None:
    rows = [
        Parcel(shipment=shipment, position=n, carrier="simcarrier", tracking_number=f"N{n}", weight_g=1)
        for n in range(2, 10_002)
    ]
    Parcel.objects.bulk_create(rows, batch_size=5_000)
    LegTime.objects.bulk_create(
        (
            LegTime(
                parcel=row, carrier="simcarrier", mode="direct_mail", lane="gb-eu", leg="line_haul",
                entered_at=START, silent_hours=1,
            )
            for row in rows
        ),
        batch_size=5_000,
    )  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tower = control_tower()
    assert (tower.parcels, len(asked)) == (10_001, 5)
    assert cells() == {"first_mile": (1, 0), "line_haul": (10_000, 0)}


@pytest.fixture
def case(shipment: Shipment) -> Case:
    return open_case(
        order=shipment.consignment.order, kind="parcel_exception", reference="parcel:1",
        facts={"tracking_number": "LE1", "status": "exception"}, due_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip


def write(console: Client, case: Case, **values: Any) -> Any:
    return console.post(f"/en/console/exceptions/{case.pk}/", values)


def test_a_message_to_the_buyer_makes_it_the_buyers_move_and_asks_for_a_document(
    case: Case, console: Client
) -> None:
    write(console, case, reader="buyer", wanted="photo", text="Please show the damage.")
    case.refresh_from_db()
    assert case.owner == "buyer"
    (notice,) = Notice.objects.filter(kind="shop_asks_buyer")
    assert "We need something from you: Photo: Please show the damage." in notice.text
    assert "Please show the damage." in text_of(console, f"exceptions/{case.pk}/")


def test_a_word_among_colleagues_moves_nothing(case: Case, console: Client) -> None:
    write(console, case, text="Called them twice.")
    case.refresh_from_db()
    assert (case.owner, CaseMessage.objects.get().readers) == ("operator", [])
    assert Notice.objects.filter(kind="shop_asks_buyer").count() == 0


def test_a_supplier_without_part_in_the_order_cannot_be_written_to(case: Case, console: Client) -> None:
    assert write(console, case, reader="supplier:other", text="Hello").status_code == 422
    assert CaseMessage.objects.count() == 0


def test_whoever_takes_a_case_minds_it(case: Case, console: Client) -> None:
    console.post(f"/en/console/exceptions/{case.pk}/take/")
    case.refresh_from_db()
    assert case.assignee is not None
    assert case.owner == "operator"


def test_a_claim_pack_has_the_goods_the_events_the_papers_and_the_photos(case: Case, console: Client) -> None:
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY])
    write(console, case, text="See", file=SimpleUploadedFile("wet.png", PNG))
    answer = console.get(f"/en/console/exceptions/{case.pk}/claim.zip")
    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    claim = json.loads(pack.read("claim.json"))
    line = case.order.lines.get()
    assert claim["goods"][0]["declared_value"] == f"{line.line_amount:.2f}"
    assert claim["parcels"][0]["status"] == "delivered"
    assert pack.read(f"photos/{CaseMessage.objects.get().pk}.png") == PNG
    assert "delivered" in pack.read("events.csv").decode()
    assert claim["parcels"][0]["proof_of_delivery"]["signed_by"] is None
    paper = text_in_pdf(pack.read("claim.pdf"))
    photo = f"photos/{CaseMessage.objects.get().pk}.png"
    for told_there in (
        line.sku,
        f"{line.line_amount:.2f} {line.currency}",
        "Signed by",
        "not told by",
        photo,
    ):
        assert told_there in paper


def test_a_claim_about_one_parcel_claims_that_one(console: Client) -> None:
    order = on_its_way(parcels=2).consignment.order
    first = Parcel.objects.order_by("pk")[0]
    case = open_case(
        order=order, kind="parcel_exception", reference=f"parcel:{first.pk}", facts={}, due_at=timezone.now()
    )
    answer = console.get(f"/en/console/exceptions/{case.pk}/claim.zip")
    claim = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("claim.json"))
    assert [row["tracking_number"] for row in claim["parcels"]] == [first.tracking_number]


def test_a_proof_of_delivery_says_who_signed_and_what_is_not_known(
    shipment: Shipment, console: Client
) -> None:
    address = f"tower/parcels/{shipment.parcels.get().pk}/proof"
    assert console.get(f"/en/console/{address}/").status_code == 404
    door = replace(told(*WAY[-1]), extra={"signed_by": "Mme Dupont"})
    record_tracking(carrier="simcarrier", events=[told(*WAY[1]), door])
    shown = text_of(console, f"{address}/")
    assert "Mme Dupont" in shown
    # Neither the place nor a picture was told.
    assert shown.count("not told by the carrier") == 2
    paper = text_in_pdf(console.get(f"/en/console/{address}.pdf").content)
    assert "Mme Dupont" in paper
    assert "2026-05-08 16:00 UTC" in paper


def test_the_map_shows_where_parcels_go_and_leads_to_them(shipment: Shipment, console: Client) -> None:
    record_tracking(carrier="simcarrier", events=[told("x", "exception", 9, "line_haul", "delayed")])
    shown = text_of(console, "tower/")
    assert '<svg class="world"' in shown
    assert 'class="world-arc is-troubled"' in shown
    assert "?origin=GB&amp;country=FR" in shown
    number = shipment.parcels.get().tracking_number
    assert number in text_of(console, "tower/parcels/?origin=GB&country=FR&troubled=1")
    for other in ("origin=CN", "country=DE", "origin=GB&place=customs"):
        assert number not in text_of(console, f"tower/parcels/?{other}")


@pytest.mark.parametrize(("answers", "shown"), [(True, "answered"), (False, "no answer yet")])
def test_a_carrier_is_asked_at_once_and_the_page_says_whether_it_answered(
    shipment: Shipment, console: Client, settle: Callable[[], int], monkeypatch: pytest.MonkeyPatch,
    answers: bool, shown: str,
) -> None:  # fmt: skip
    def track(tracking_number: str) -> list[port.TrackingEvent]:
        if not answers:
            raise Temporary("busy")
        return [told(*WAY[1])]

    monkeypatch.setattr(carriers["simcarrier"], "track", track)
    later = timezone.now() + timedelta(days=9)
    Parcel.objects.update(next_poll_at=later)
    here = "/en/console/tower/parcels/?lane=gb-eu"
    assert "Asked" not in text_of(console, "tower/parcels/")
    answer = console.post(f"/en/console/tower/parcels/{Parcel.objects.get().pk}/ask/", {"next": here})
    assert answer["Location"] == here
    outbox.drain()
    assert ProcrastinateJob.objects.values_list("task_name", "priority").get() == (
        "fulfilment.ask_carrier",
        10,
    )
    settle()
    parcel = Parcel.objects.get()
    assert (parcel.tracking_status == "in_transit", not parcel.awaits_answer) == (answers, answers)
    assert shown in text_of(console, "tower/parcels/")


def test_a_carrier_is_asked_from_the_case_in_the_tower(shipment: Shipment, console: Client) -> None:
    parcel = shipment.parcels.get()
    case = open_case(
        order=shipment.consignment.order, kind="parcel_stalled", reference=f"parcel:{parcel.pk}",
        facts={"tracking_number": "LE1", "hours": 9, "limit": 5, "leg": "customs"}, due_at=timezone.now(),
    )  # fmt: skip
    shown = text_of(console, "tower/")
    assert f'action="/en/console/tower/parcels/{parcel.pk}/ask/"' in shown
    assert f'value="/en/console/tower/#case-{case.pk}"' in shown


def test_asking_leads_to_no_strange_place(shipment: Shipment, console: Client) -> None:
    path = f"/en/console/tower/parcels/{Parcel.objects.get().pk}/ask/"
    answer = console.post(path, {"next": "https://elsewhere.example/"})
    assert answer["Location"].endswith(f"/orders/{shipment.consignment.order.number}/")


def test_scorecards_are_shown_with_how_many_parcels_they_rest_on(console: Client) -> None:
    assert "No score yet" in text_of(console, "scorecards/")
    import_leg_times(source="old", parcels=[past(n, 100) for n in range(30)])
    later = timezone.now() - timedelta(days=20) - START
    LegTime.objects.update(**{name: F(name) + later for name in ("entered_at", "left_at", "delivered_at")})
    console.post("/en/console/scorecards/")
    shown = text_of(console, "scorecards/")
    assert "30 imported" in shown
    assert "?lane=gb-eu" in shown
    of_lane = text_of(console, "scorecards/?lane=gb-eu")
    assert "Legs of gb-eu" in of_lane
    assert "the last 30 days against the 30 before" in of_lane


def a_notice(**changed: Any) -> Notice:
    queue_notice(
        key="k", kind="refunded", email="amara@example.com", language="en", reference="",
        wording=Wording("Money back", "Hello Amara", "short"),
    )  # fmt: skip
    Notice.objects.update(**changed)
    return Notice.objects.get()


def test_notices_are_found_by_state_channel_and_address_with_their_text(console: Client) -> None:
    a_notice(status="failed", error="no such mailbox")
    for path in ("", "?status=failed", "?channel=mail", "?q=amara@"):
        shown = text_of(console, f"notices/{path}")
        assert "Hello Amara" in shown
        assert "no such mailbox" in shown
    for path in ("?status=sent", "?channel=sms", "?q=otto"):
        assert "Hello Amara" not in text_of(console, f"notices/{path}")


def test_only_a_failed_notice_is_sent_again(console: Client) -> None:
    notice = a_notice(status="failed", error="no such mailbox")
    for _twice in range(2):
        console.post(f"/en/console/notices/{notice.pk}/send/")
    assert Notice.objects.values_list("status", "error").get() == ("queued", "")
    Notice.objects.update(status="sent")
    console.post(f"/en/console/notices/{notice.pk}/send/")
    assert Notice.objects.get().status == "sent"


def test_every_template_is_shown_whole_in_both_languages(console: Client) -> None:
    shown = text_of(console, "notices/templates/")
    for kind in NOTICES:
        assert f'<span class="code">{kind}</span>' in shown
    assert "李小龙，您好" in shown
    assert "–," not in shown
    assert "%(" not in shown
