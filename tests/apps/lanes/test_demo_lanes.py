"""The demo's lanes: every market of the retail history is served, and no grid is upside down."""

import csv
import json
from datetime import date
from importlib.resources import files

import pytest

from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand
from entrepot.apps.lanes.queries import lane_book, mode
from entrepot.demo.load_lanes import load_lanes
from entrepot.demo.load_places import load_customs
from entrepot.domain.customs.procedures import Direction, procedure_for
from entrepot.domain.geography import EU_COUNTRIES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
MODES = {
    "direct_mail", "consolidated", "bonded", "overseas_warehouse", "virtual_overseas_warehouse", "dropship",
    "buyer", "general_trade", "local_stock", "store_pickup",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_customs()
    load_lanes()


def test_all_ten_modes_are_configuration() -> None:
    assert set(FulfilmentMode.objects.values_list("code", flat=True)) == MODES
    assert mode("buyer").config["deposit_share"] == "0.30"


def test_every_country_of_the_retail_history_is_served_from_britain() -> None:
    text = (files("entrepot.demo") / "retail_countries.csv").read_text(encoding="utf-8")
    wanted = {row["iso"] for row in csv.DictReader(text.splitlines()) if row["iso"]}
    served = {
        country
        for country in wanted
        if lane_book(TODAY).serving(origin="GB", stock_kind="own", destination=country)
    }
    assert served == wanted
    assert len(wanted) >= 35


@pytest.mark.parametrize(
    ("origin", "kind", "destinations"),
    [
        ("CN", "own", {"CN", "GB", "US", "AU", *EU_COUNTRIES}),
        ("CN", "supplier", {"CN", "GB", "US", "AU", *EU_COUNTRIES}),
        ("AU", "overseas", {"AU", "CN"}),
        ("AU", "supplier", {"AU", "CN"}),
        ("FR", "overseas", {"CN", *EU_COUNTRIES}),
        ("FR", "supplier", {"CN", "GB", *EU_COUNTRIES}),
        ("US", "overseas", {"US"}),
        ("GB", "own", {"CN"}),
    ],
)
def test_trade_goes_in_both_directions(origin: str, kind: str, destinations: set[str]) -> None:
    book = lane_book(TODAY)
    missing = {
        country
        for country in destinations
        if not book.serving(origin=origin, stock_kind=kind, destination=country)
    }
    assert missing == set()


def test_a_heavier_parcel_is_never_cheaper() -> None:
    for lane in lane_book(TODAY).lanes:
        for bands in lane.bands.values():
            amounts = [band.amount for band in bands]
            assert amounts == sorted(amounts), lane.code
            assert bands[-1].up_to_g >= lane.max_weight_g, lane.code


def test_a_lane_that_crosses_a_border_names_its_customs_port() -> None:
    known = set(CustomsPort.objects.values_list("code", flat=True))
    for lane in lane_book(TODAY).lanes:
        crosses = any(lane.crosses_border_to(country) for country in lane.destinations)
        assert (lane.customs_port in known) if crosses else not lane.customs_port, lane.code


def test_loading_again_changes_nothing() -> None:
    before = list(PriceBand.objects.values_list("grid__lane__code", "zone", "up_to_g", "amount"))
    assert load_lanes() == Lane.objects.count()
    after = list(PriceBand.objects.values_list("grid__lane__code", "zone", "up_to_g", "amount"))
    assert sorted(before) == sorted(after)


def test_lanes_outside_their_dates_or_of_modes_not_in_use_are_not_offered() -> None:
    assert lane_book(date(2025, 12, 31)).lanes == ()
    FulfilmentMode.objects.filter(code="direct_mail").update(config={"stock": ["own"], "in_use": False})
    assert "direct_mail" not in {lane.mode for lane in lane_book(TODAY).lanes}


@pytest.mark.parametrize(
    ("direction", "country", "procedure"),
    [("export", "CN", "9610"), ("export", "GB", "low_value_export"), ("import", "DE", "H7"),
     ("import", "CN", "9610")],
)  # fmt: skip
def test_direct_mail_is_declared_as_the_country_of_declaration_wants(
    direction: Direction, country: str, procedure: str
) -> None:
    declarations = mode("direct_mail").config["declarations"]
    assert procedure_for(declarations, direction, country) == procedure


def test_every_name_is_in_both_languages() -> None:
    content = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))
    rows = [*content["modes"], *content["lanes"]]
    assert [row["code"] for row in rows if set(row["name"]) != {"en", "zh-hans"}] == []
