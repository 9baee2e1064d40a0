"""Modes in the console: all settings as a form, a new one without code, switching one; pools running low."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.lanes.queries import lane_book
from entrepot.demo.load_lanes import load_lanes

pytestmark = pytest.mark.django_db
RAIL = {
    "code": "rail_consolidated", "name_en": "By rail", "name_zh": "中欧班列", "stock": ["own"],
    "legs": "collect consolidate export_customs line_haul import_customs last_mile", "export": "CN 9610",
    "import_": "EU H7\n* standard", "papers": ["label", "manifest"], "promise": "lane_days", "in_use": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_lanes()


def test_all_ten_modes_are_shown_with_their_legs(console: Client) -> None:
    page = console.get("/en/console/modes/")
    assert len(page.context["modes"]) == 10
    assertContains(page, "Release from bond → Last mile")
    assertContains(page, "China: 9610 · all others: Export of low value (low_value_export)")


def test_a_new_mode_needs_no_code(console: Client) -> None:
    assert console.post("/en/console/modes/new/", RAIL).status_code == 302
    mode = FulfilmentMode.objects.get(code="rail_consolidated")
    assert mode.name == {"en": "By rail", "zh-hans": "中欧班列"}
    assert mode.config == {
        "stock": ["own"],
        "legs": ["collect", "consolidate", "export_customs", "line_haul", "import_customs", "last_mile"],
        "papers": ["label", "manifest"], "promise": "lane_days", "in_use": True,
        "declarations": {"export": {"CN": "9610"}, "import": {"EU": "H7", "*": "standard"}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"legs": "collect teleport"}, "legs"),
        ({"stock": []}, "stock"),
        ({"export": "China 9610"}, "export"),
        ({"import_": "one two three"}, "import_"),
        ({"promise": "soon"}, "promise"),
        ({"deposit_share": "2"}, "deposit_share"),
        ({"personal_limits": "CN CNY 1000"}, "personal_limits"),
        ({"personal_limits": "CN CNY much 7 4 30 law"}, "personal_limits"),
        ({"code": "Rail-1"}, "code"),
        ({"code": "bonded"}, "code"),
    ],
)
def test_a_fault_is_told_beside_its_field(console: Client, change: dict[str, object], field: str) -> None:
    answer = console.post("/en/console/modes/new/", {**RAIL, **change})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert FulfilmentMode.objects.count() == 10


def test_what_one_person_may_receive_is_edited_and_shown(console: Client) -> None:
    limits = "CN CNY 2000 7 6 30 Notice 43"
    console.post("/en/console/modes/new/", {**RAIL, "personal_limits": limits})
    assert FulfilmentMode.objects.get(code="rail_consolidated").config["personal_limits"] == {
        "CN": {"currency": "CNY", "value": "2000", "within_days": 7, "parcels": 6, "parcels_within_days": 30,
               "source": "Notice 43"},
    }  # fmt: skip
    shown = console.get("/en/console/modes/")
    assertContains(shown, "China: CNY 2000 within 7 days, 6 parcels within 30 days (Notice 43)")
    assertContains(shown, "European Union: low value: VAT on import or IOSS")


@pytest.mark.parametrize(
    "code", ["bonded", "buyer", "overseas_warehouse", "virtual_overseas_warehouse", "dropship"]
)
def test_saving_what_is_shown_changes_nothing(console: Client, code: str) -> None:
    before = FulfilmentMode.objects.get(code=code)
    form = console.get(f"/en/console/modes/{code}/").context["form"]
    shown = {field.html_name: field.field.prepare_value(field.value()) for field in form}
    data = {name: value for name, value in shown.items() if value not in (None, False)}
    assert console.post(f"/en/console/modes/{code}/", data).status_code == 302
    after = FulfilmentMode.objects.get(code=code)
    assert (after.name, after.config) == (before.name, before.config)


def test_a_mode_out_of_use_takes_its_lanes_with_it(console: Client) -> None:
    today = timezone.now().date()
    page = console.get("/en/console/modes/overseas_warehouse/switch/")
    assert "overseas_warehouse" in {lane.mode for lane in lane_book(today).lanes}
    assertContains(page, "Open quotes")
    console.post("/en/console/modes/overseas_warehouse/switch/")
    assert "overseas_warehouse" not in {lane.mode for lane in lane_book(today).lanes}


def test_one_word_takes_each_waiting_mode_into_use(console: Client) -> None:
    waiting = [mode.code for mode in FulfilmentMode.objects.all() if not mode.config["in_use"]]
    today = timezone.now().date()
    for code in waiting:
        console.post(f"/en/console/modes/{code}/switch/")
    assert set(waiting) <= {lane.mode for lane in lane_book(today).lanes}
