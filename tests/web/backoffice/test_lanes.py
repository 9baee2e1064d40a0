"""Lanes in the console: try one, change it part by part, give it prices, copy it, switch it."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.queries import lane_book
from entrepot.domain.sourcing.freight import freight
from entrepot.domain.sourcing.weights import Load
from tests.factories.checkout import BERLIN, a_cart, a_world, an_article
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.django_db
PEAK = {"code": "peak", "name": {"en": "Peak season", "zh-hans": "旺季"}, "basis": "kg", "rate": "3"}
LEG = {"kind": "line_haul", "transport": "air", "cost_share": "0.5",
       "days": {"min": "2", "mode": "3", "max": "4", "source": "carrier", "sample_size": 80}}  # fmt: skip


@pytest.fixture
def lane() -> Lane:
    return a_lane(
        "gb-de", "GB", ("DE", "FR"), surcharges=[PEAK], legs=[LEG], volumetric_divisor=6000,
        volumetric_share="0.5", volumetric_waiver="2",
        schedule={"timezone": "Europe/London", "cut_off": "17:00", "working_days": [1, 2, 3, 4, 5]},
    )  # fmt: skip


def test_the_list_finds_by_code_country_and_state(console: Client, lane: Lane) -> None:
    a_lane("cn-us", "CN", ("US",), is_active=False)
    assertContains(console.get("/en/console/lanes/"), "cn-us")
    for asked in ("?q=gb-d", "?origin=gb", "?to=FR", "?state=active"):
        found = console.get(f"/en/console/lanes/{asked}")
        assertContains(found, "gb-de")
        assertNotContains(found, "cn-us")


def test_the_page_shows_legs_prices_and_surcharges(console: Client, lane: Lane) -> None:
    page = console.get("/en/console/lanes/gb-de/")
    assertContains(page, "1. Line haul · Air")
    assertContains(page, "80 parcels measured")
    assertContains(page, "Peak season")
    assertContains(page, "£5.00")


def test_trying_a_parcel_tells_weight_freight_and_days(console: Client, lane: Lane) -> None:
    # Friday 20 November 2026, 17:01 in London: counts for Monday, ready on Tuesday, two to four days more.
    asked = {"pieces": 1, "weight_g": 1_800, "length_mm": 400, "width_mm": 300, "height_mm": 250,
             "country": "DE", "ordered_at": "2026-11-20T17:01"}  # fmt: skip
    page = console.get("/en/console/lanes/gb-de/", asked)
    trial = page.context["trial"]
    assert (trial.volumetric_g, trial.freight.chargeable_g) == (5_000, 3_400)
    assert [line.amount.amount for line in trial.lines] == [Decimal("9.00"), Decimal("10.20")]
    assertContains(page, "£19.20")
    assert [str(day) for day in (trial.promise.first, trial.promise.last)] == ["2026-11-26", "2026-11-28"]


def test_trying_a_parcel_says_why_it_may_not_travel(console: Client, lane: Lane) -> None:
    Lane.objects.update(refuses=["lithium"], max_side_mm=100, max_value=50)
    asked = {"pieces": 1, "weight_g": 40_000, "length_mm": 200, "width_mm": 1, "height_mm": 1,
             "country": "DE", "flags": "lithium", "value": "60",
             "ordered_at": "2026-11-20T10:00"}  # fmt: skip
    assert len(console.get("/en/console/lanes/gb-de/", asked).context["trial"].refusals) == 4


def test_a_trial_without_a_weight_names_the_field(console: Client, lane: Lane) -> None:
    page = console.get("/en/console/lanes/gb-de/", {"pieces": 1})
    assert {"weight_g", "country", "ordered_at"} <= set(page.context["form"].errors)


TIMES = {"min_days": 3, "max_days": 5, "handling_days": 0, "timezone": "Asia/Shanghai", "cut_off": "16:30",
         "working_days": [1, 2], "departure_days": [3], "holidays": "2027-02-06, 2027-01-01"}  # fmt: skip


def test_times_are_changed_and_count_at_once(console: Client, lane: Lane) -> None:
    assert console.post("/en/console/lanes/gb-de/edit/times/", TIMES).status_code == 302
    (offered,) = lane_book(timezone.now().date()).lanes
    assert (offered.min_days, offered.handling_days, offered.schedule.timezone) == (3, 0, "Asia/Shanghai")
    lane.refresh_from_db()
    assert lane.schedule == {
        "timezone": "Asia/Shanghai", "cut_off": "16:30", "working_days": [1, 2], "departure_days": [3],
        "holidays": ["2027-01-01", "2027-02-06"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "change", "field"),
    [
        ("times", {"timezone": "Mars/Base"}, "timezone"),
        ("times", {"holidays": "next friday"}, "holidays"),
        ("times", {"max_days": 2}, "max_days"),
        ("times", {"working_days": []}, "working_days"),
        ("limits", {"volumetric_share": "0"}, "volumetric_share"),
        ("limits", {"weight_steps": "500"}, "weight_steps"),
        ("limits", {"weight_steps": "500:100 0:50"}, "weight_steps"),
        ("limits", {"min_value": "9", "max_value": "8"}, "max_value"),
        ("basics", {"destinations": "DE Narnia"}, "destinations"),
        ("basics", {"origin_country": "GB FR"}, "origin_country"),
        ("basics", {"currency": "pound"}, "currency"),
        ("basics", {"currency": "EUR"}, "currency"),
        ("basics", {"valid_to": "2019-01-01"}, "valid_to"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_is_stored(
    console: Client, lane: Lane, part: str, change: dict[str, object], field: str
) -> None:
    good = {
        "times": TIMES,
        "limits": {"volumetric_share": "1", "volumetric_waiver": "1", "max_weight_g": "30000"},
        "basics": {
            "name_en": "X", "mode": lane.mode_id, "origin_country": "GB", "destinations": "DE",
            "carrier": "c", "service": "s", "channel": "post", "incoterm": "DDP", "currency": "GBP",
            "valid_from": "2020-01-01",
        },
    }  # fmt: skip
    before = Lane.objects.values().get()
    answer = console.post(f"/en/console/lanes/gb-de/edit/{part}/", {**good[part], **change})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Lane.objects.values().get() == before


@pytest.mark.parametrize("part", ["basics", "limits", "times", "legs", "surcharges"])
def test_saving_what_is_shown_changes_nothing(console: Client, lane: Lane, part: str) -> None:
    before = Lane.objects.values().get()
    page = console.get(f"/en/console/lanes/gb-de/edit/{part}/")
    forms = page.context["formset"].forms if "formset" in page.context else [page.context["form"]]
    data = {}
    if "formset" in page.context:
        management = page.context["formset"].management_form
        data = {field.html_name: field.value() for field in management}
    for field in (field for form in forms for field in form):
        value = (
            field.field.prepare_value(field.value())
            if hasattr(field.field, "prepare_value")
            else field.value()
        )
        if value not in (None, False):
            data[field.html_name] = value
    answer = console.post(f"/en/console/lanes/gb-de/edit/{part}/", data)
    assert answer.status_code == 302, answer.context["formset"].errors
    after = Lane.objects.values().get()
    ignored = {"schedule"} if part == "times" else {"name"} if part == "basics" else set()
    assert {k: v for k, v in after.items() if k not in ignored} == {
        k: v for k, v in before.items() if k not in ignored
    }


def test_a_leg_with_days_out_of_order_is_refused_beside_its_row(console: Client, lane: Lane) -> None:
    rows = {"legs-TOTAL_FORMS": 1, "legs-INITIAL_FORMS": 0, "legs-0-kind": "collect", "legs-0-min_days": 2,
            "legs-0-mode_days": 1, "legs-0-max_days": 3}  # fmt: skip
    answer = console.post("/en/console/lanes/gb-de/edit/legs/", rows)
    assert answer.status_code == 422
    assert list(answer.context["formset"].errors[0]) == ["mode_days"]


def _prices(text: str, since: str = "2030-01-01") -> dict[str, str]:
    return {"text": text, "valid_from": since}


def test_new_prices_are_reviewed_first_and_count_from_their_day(console: Client, lane: Lane) -> None:
    today = timezone.now().date().isoformat()
    text = "zone\tup_to_g\tamount\n*\t30000\t9\nFR\t30000\t4.5\n"
    review = console.post("/en/console/lanes/gb-de/prices/", _prices(text, today))
    assertContains(review, "£4.50")
    assert lane.grids.count() == 1
    grid = re.search(r'name="grid" value="([^"]+)"', review.content.decode())
    assert grid is not None
    assert console.post("/en/console/lanes/gb-de/prices/confirm/", {"grid": grid[1]}).status_code == 302
    (offered,) = lane_book(timezone.now().date()).lanes
    assert freight(offered, "FR", Load(500)).lines[0].amount.amount == Decimal("4.50")


def test_faulty_cells_are_named_and_nothing_is_stored(console: Client, lane: Lane) -> None:
    page = console.post("/en/console/lanes/gb-de/prices/", _prices("zone,up_to_g,amount\nES,500,4\nDE,x,1\n"))
    assert page.status_code == 422
    assert [each["fault"].cell for each in page.context["faults"]] == ["A2", "B3"]
    assertContains(page, "There is no zone “ES”. Use one of: *, DE, FR.", status_code=422)
    assert lane.grids.count() == 1


def test_a_workbook_that_was_downloaded_may_be_uploaded(console: Client, lane: Lane) -> None:
    download = console.get("/en/console/lanes/gb-de/prices/xlsx/")
    upload = SimpleUploadedFile("prices.xlsx", download.content)
    review = console.post("/en/console/lanes/gb-de/prices/", {"file": upload, "valid_from": "2030-01-01"})
    assertContains(review, "Nothing would change.")


def test_a_file_that_is_no_workbook_is_told_beside_the_field(console: Client, lane: Lane) -> None:
    upload = SimpleUploadedFile("prices.xlsx", BytesIO(b"PK nothing").read())
    page = console.post("/en/console/lanes/gb-de/prices/", {"file": upload, "valid_from": "2030-01-01"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])


def test_a_review_cannot_be_forged_nor_moved_to_another_lane(console: Client, lane: Lane) -> None:
    a_lane("gb-fr", "GB", ("DE", "FR"))
    review = console.post("/en/console/lanes/gb-de/prices/", _prices("zone,up_to_g,amount\nDE,500,1\n"))
    grid = review.context["grid"]
    console.post("/en/console/lanes/gb-fr/prices/confirm/", {"grid": grid})
    console.post("/en/console/lanes/gb-de/prices/confirm/", {"grid": grid[:-2] + "xx"})
    assert [lane.grids.count() for lane in Lane.objects.all()] == [1, 1]


def test_a_new_lane_is_not_offered_before_it_has_prices(console: Client, lane: Lane) -> None:
    basics = {
        "code": "gb-it", "name_en": "To Italy", "mode": lane.mode_id, "origin_country": "gb",
        "destinations": "it", "carrier": "simcarrier", "service": "standard", "channel": "post",
        "incoterm": "DDP", "currency": "GBP", "valid_from": "2026-01-01", "min_days": 2, "max_days": 4,
    }  # fmt: skip
    assert console.post("/en/console/lanes/new/", basics).status_code == 302
    answer = console.post("/en/console/lanes/gb-it/switch/", follow=True)
    assertContains(answer, "The lane has no prices yet. Give it a price grid first.")
    assert console.post("/en/console/lanes/new/", basics).context["form"].errors["code"]


def test_a_copy_has_everything_and_is_not_active(console: Client, lane: Lane) -> None:
    console.post("/en/console/lanes/gb-de/copy/", {"code": "GB DE two"})
    copy = Lane.objects.get(code="gb-de-two")
    assert (copy.is_active, copy.legs, copy.surcharges) == (False, lane.legs, lane.surcharges)
    assert copy.grids.get().bands.count() == 2
    assertContains(
        console.post("/en/console/lanes/gb-de/copy/", {"code": "gb-de-two"}, follow=True), "already"
    )


def test_switching_is_tried_on_open_quotes_before_it_is_done(console: Client) -> None:
    a_world()
    cheap = a_lane("gb-de-post", "GB", ("DE",), bands=((30_000, "3.00"),))
    a_lane("gb-de-express", "GB", ("DE",), bands=((30_000, "8.00"),))
    quote = make_quote(cart=a_cart({an_article("TEA"): 1}), address=BERLIN)
    page = console.get("/en/console/lanes/gb-de-post/switch/")
    (change,) = page.context["effects"].quotes
    assert change.quote == quote
    assert (change.lanes_before, change.lanes_after) == (["gb-de-post"], ["gb-de-express"])
    assert change.after is not None
    assert change.after > change.before
    assert {each.destination for each in page.context["effects"].destinations} == {"DE"}
    cheap.refresh_from_db()
    assert cheap.is_active
    console.post("/en/console/lanes/gb-de-post/switch/")
    assert [lane.code for lane in lane_book(timezone.now().date()).lanes] == ["gb-de-express"]


def test_a_quote_that_can_no_longer_be_sent_is_told(console: Client) -> None:
    a_world()
    a_lane("gb-de-post", "GB", ("DE",))
    quote = make_quote(cart=a_cart({an_article("TEA"): 1}), address=BERLIN)
    assertContains(console.get("/en/console/lanes/gb-de-post/switch/"), "cannot be sent")
    quote.expires_at = timezone.now() - timedelta(seconds=1)
    quote.save()
    assert console.get("/en/console/lanes/gb-de-post/switch/").context["effects"].quotes == []
