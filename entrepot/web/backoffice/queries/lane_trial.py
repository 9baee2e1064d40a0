"""What a lane says to a parcel: may it travel, what does it cost line by line, when does it arrive."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.queries import lane_on
from entrepot.apps.lanes.words import goods_named
from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import Freight, FreightLine, TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane as LaneValue
from entrepot.domain.sourcing.lanes import Promise
from entrepot.domain.sourcing.weights import Load
from entrepot.kit.texts import text_in
from entrepot.web.backoffice.forms.lane_trial import LaneTrialForm


@dataclass(frozen=True)
class LineShown:
    """A line of the freight: what it is, how it was worked out, what it comes to."""

    name: str
    working: str
    amount: Money


@dataclass(frozen=True)
class Trial:
    """``refusals`` say why the lane does not take the parcel; the price is told all the same."""

    refusals: list[str]
    volumetric_g: int
    freight: Freight | None
    lines: list[LineShown]
    promise: Promise


def try_lane(lane: Lane, form: LaneTrialForm) -> Trial:
    """Ask ``lane`` as it stands (active or not) about the parcel of a valid ``form``."""
    cleaned = form.cleaned_data
    schedule_zone = lane.schedule.get("timezone") or "UTC"
    asked_at: datetime = cleaned["ordered_at"].replace(tzinfo=ZoneInfo(schedule_zone))
    value, load = lane_on(lane, asked_at.date()), form.load
    refusals = _refusals(value, form, load)
    found = None
    try:
        found = freight(value, cleaned["country"], load, postcode=cleaned["postcode"])
    except TooHeavy:
        refusals.append(_("There is no price to this country. Give one in the price grid."))
    return Trial(
        refusals=refusals,
        volumetric_g=value.weight_rule.volumetric_grams(load),
        freight=found,
        lines=[_line(line) for line in found.lines] if found else [],
        promise=value.promise(asked_at),
    )


def _refusals(lane: LaneValue, form: LaneTrialForm, load: Load) -> list[str]:
    cleaned: dict[str, Any] = form.cleaned_data
    found = []
    flags = sorted(load.flags & lane.refuses)
    if flags:
        found.append(_("The lane does not carry %(flags)s.") % {"flags": ", ".join(goods_named(flags))})
    if form.dimensions and not lane.fits(form.dimensions):
        found.append(_("A piece is too large for the lane."))
    limit = lane.heaviest_parcel_g(cleaned["country"], cleaned["postcode"])
    piece = Load.of(1, cleaned["weight_g"], form.dimensions)
    if limit and lane.weight_rule.chargeable_grams(piece) > limit:
        found.append(_("A piece is heavier than the heaviest parcel."))
    if cleaned["value"] is not None and not lane.takes_value(Money(cleaned["value"], lane.currency)):
        found.append(_("Goods of this value do not go by this lane."))
    return found


def _line(line: FreightLine) -> LineShown:
    if line.surcharge is not None:
        return LineShown(text_in(line.surcharge.name) or line.surcharge.code, _surcharge(line), line.amount)
    band = line.band
    if band is None:
        raise ValueError("a line of freight is a band or a surcharge")
    each = _plain(band.amount)
    if band.step_g:
        steps = -(-max(line.grams - band.above_g, 0) // band.step_g)
        each = f"{each} + {steps} × {_plain(band.step_amount)}"
    facts = {"pieces": line.pieces, "grams": line.grams, "each": each, "up_to": band.up_to_g}
    working = _("%(pieces)s × %(grams)s g: %(each)s (band up to %(up_to)s g)") % facts
    return LineShown(_("Freight"), working, line.amount)


def _surcharge(line: FreightLine) -> str:
    one, base = line.surcharge, line.base
    if one is None or base is None:
        raise ValueError("no surcharge")
    if one.basis == "parcel":
        return f"{line.pieces} × {_plain(one.rate)}"
    if one.basis == "kg":
        return f"{_plain(Decimal(line.grams) / 1000)} kg × {_plain(one.rate)}"
    return f"{_plain(one.rate * 100)} % × {_plain(base.amount)}"


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
