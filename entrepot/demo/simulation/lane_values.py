"""The demo's lanes as values, straight from ``lanes.json``, whether their mode is in use or not."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from entrepot.domain.packing.hazards import Carriage, barred
from entrepot.domain.sourcing.lane_documents import legs_of, schedule_of, steps_of, surcharges_of, zones_of
from entrepot.domain.sourcing.lanes import Band, Lane
from entrepot.domain.sourcing.weights import WeightRule
from entrepot.rules.dangerous_goods import packaged_hazard_rules


@cache
def lanes_on(on: date) -> tuple[Lane, ...]:
    """All lanes with the surcharges in force on a day."""
    return tuple(
        replace(lane, surcharges=tuple(one for one in lane.surcharges if one.is_valid_on(on)))
        for lane in _lanes().values()
    )


def lane(code: str) -> Lane:
    """Raises ``KeyError`` for an unknown one."""
    return _lanes()[code]


@cache
def _lanes() -> dict[str, Lane]:
    content = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))
    modes = {row["code"]: row["config"] for row in content["modes"]}
    return {row["code"]: _lane(row, modes[row["mode"]]) for row in content["lanes"]}


def _lane(row: Mapping[str, Any], config: Mapping[str, Any]) -> Lane:
    legs = legs_of(row.get("legs", ()))
    carriage = Carriage(
        frozenset(leg.transport for leg in legs), row["channel"],
        row["origin_country"] not in row["destinations"],
    )  # fmt: skip
    plain = (
        "code", "mode", "currency", "min_days", "max_days", "handling_days", "max_weight_g", "incoterm",
        "channel", "carrier", "service", "name", "max_side_mm", "max_girth_mm",
    )  # fmt: skip
    return Lane(
        **{name: row[name] for name in plain if name in row},
        stock_kinds=frozenset(config["stock"]),
        origin=row["origin_country"],
        destinations=frozenset(row["destinations"]),
        bands=_bands(row),
        zones=zones_of(row.get("zones", ())),
        schedule=schedule_of(row.get("schedule", {})),
        legs=legs,
        surcharges=surcharges_of(row.get("surcharges", ())),
        min_value=_decimal(row, "min_value"),
        max_value=_decimal(row, "max_value"),
        weight_rule=WeightRule(
            row.get("volumetric_divisor"),
            Decimal(row.get("volumetric_share", 1)),
            Decimal(row.get("volumetric_waiver", 1)),
            steps_of(row.get("weight_steps", ())),
        ),
        refuses=frozenset(row["refuses"]) | barred(packaged_hazard_rules(), carriage),
        leaves_bond=bool(config.get("leaves_bond")),
    )


def _bands(row: Mapping[str, Any]) -> dict[str, tuple[Band, ...]]:
    """A band is ``[up_to_g, amount]``, with ``above_g, step_g, step_amount`` behind where steps count."""
    return {
        zone: tuple(
            Band(up_to_g, Decimal(amount), *steps[:2], *(Decimal(one) for one in steps[2:]))
            for up_to_g, amount, *steps in prices["bands"]
        )
        for prices in row["prices"]
        for zone in prices["zones"] or [""]
    }


def _decimal(row: Mapping[str, Any], name: str) -> Decimal | None:
    return None if row.get(name) is None else Decimal(row[name])


def mode_names() -> dict[str, Mapping[str, str]]:
    """The names of the modes by code, in each language."""
    content = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in content["modes"]}
