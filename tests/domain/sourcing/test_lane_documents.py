"""Legs, surcharges, zones and calendars as JSON; modes checked field by field."""

import json
from decimal import Decimal
from importlib.resources import files

import pytest

from entrepot.domain.sourcing.lane_documents import legs_of, schedule_of, surcharges_of, zones_of
from entrepot.domain.sourcing.legs import TransitTime
from entrepot.domain.sourcing.modes import faults_of

DEMO = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))
GOOD = {
    "stock": ["own"], "legs": ["pick", "last_mile"], "declarations": {"export": {}, "import": {"CN": "1210"}},
    "papers": ["label"], "promise": "lane_days", "in_use": True,
}  # fmt: skip


def test_quantiles_are_read_between_the_measured_points() -> None:
    days = TransitTime(Decimal(2), Decimal(3), Decimal(10), ((Decimal("0.5"), Decimal(4)),))
    assert [days.quantile(Decimal(share)) for share in ("0", "0.25", "0.5", "0.75", "1")] == [2, 3, 4, 7, 10]


def test_without_quantiles_the_distribution_is_a_triangle() -> None:
    days = TransitTime(Decimal(0), Decimal(2), Decimal(4))
    assert [days.quantile(Decimal(share)) for share in ("0", "0.5", "1")] == [0, 2, 4]
    assert round(days.quantile(Decimal("0.125")), 6) == 1
    assert TransitTime(Decimal(3), Decimal(3), Decimal(3)).quantile(Decimal("0.9")) == 3


def test_days_out_of_order_are_refused_with_the_leg_named() -> None:
    legs = [{"kind": "pick", "days": {"min": "1", "mode": "1", "max": "2"}}, {"kind": "pick", "days": {}}]
    with pytest.raises(ValueError, match=r"^2: 'min'"):
        legs_of(legs)
    with pytest.raises(ValueError, match="must rise"):
        TransitTime(Decimal(2), Decimal(1), Decimal(3))


@pytest.mark.parametrize("fault", [{"code": "x", "basis": "ton", "rate": "1"}, {"code": "x", "basis": "kg"}])
def test_a_malformed_surcharge_is_refused(fault: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"ton|rate"):
        surcharges_of([fault])


def test_every_lane_of_the_demo_can_be_read() -> None:
    for lane in DEMO["lanes"]:
        legs = legs_of(lane["legs"])
        assert sum(leg.cost_share or 0 for leg in legs) == 1, lane["code"]
        surcharges_of(lane.get("surcharges", []))
        zones_of(lane.get("zones", []))
        schedule_of(lane.get("schedule", {}))


def test_the_modes_of_the_demo_have_no_fault() -> None:
    assert [(mode["code"], fault) for mode in DEMO["modes"] for fault in faults_of(mode["config"])] == []


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"stock": ["moon"]}, "stock", "unknown_value"),
        ({"stock": []}, "stock", "empty"),
        ({"legs": ["fly"]}, "legs", "unknown_value"),
        ({"legz": []}, "legz", "unknown_field"),
        ({"promise": "soon"}, "promise", "unknown_value"),
        ({"in_use": "yes"}, "in_use", "not_yes_or_no"),
        ({"declarations": {"export": {}}}, "declarations.import", "missing"),
        ({"declarations": {"export": {"China": "9610"}, "import": {}}}, "declarations.export", "not_a_place"),
        ({"declarations": {"export": {"CN": ""}, "import": {}}}, "declarations.export", "not_a_procedure"),
        ({"deposit_share": "1.5"}, "deposit_share", "not_a_share"),
    ],
)
def test_a_fault_in_a_mode_names_its_field(change: dict[str, object], field: str, problem: str) -> None:
    assert [(fault.field, fault.problem) for fault in faults_of({**GOOD, **change})] == [(field, problem)]


def test_a_mode_without_anything_misses_everything() -> None:
    assert {fault.field for fault in faults_of({}) if fault.problem == "missing"} >= set(GOOD)
