"""Simulations as the console shows them: runs in a list, and the report of one, market by market."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.lanes.queries import mode_name
from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.start_simulation import OWN, PACKAGED
from entrepot.domain.money import Money
from entrepot.domain.simulation.tally import COSTS
from entrepot.kit.adapters import scenarios
from entrepot.kit.models import StatusChange
from entrepot.kit.texts import text_in
from entrepot.web.backoffice.plots import DASHES, INKS, Frame, Line, ceiling_of

CHOSEN: Final = "chosen"
HISTORIES: Final = {
    PACKAGED: gettext_noop("Packaged sales history"), OWN: gettext_noop("This shop's own orders"),
}  # fmt: skip
PARTS: Final = {
    "goods": gettext_noop("Goods"), "freight": gettext_noop("Freight"),
    "charges": gettext_noop("Duty and tax"), "storage": gettext_noop("Storage"),
    "capital": gettext_noop("Capital"), "handling": gettext_noop("Handling"),
    "losses": gettext_noop("Losses"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A run with the names of its history and its markets; ``share`` of its ways were played, in percent."""

    run: Simulation
    history: str
    markets: list[str]
    share: int
    is_open: bool
    can_resume: bool


def history_choices() -> list[tuple[str, str]]:
    return [(code, _(name)) for code, name in HISTORIES.items()]


def market_choices() -> list[tuple[str, str]]:
    """Those of the packaged history; every other has the same."""
    return [(code, text_in(name)) for code, name in scenarios[PACKAGED].markets.items()]


def rows_shown(runs: Iterable[Simulation]) -> list[Row]:
    named = dict(market_choices())
    return [
        Row(
            run=run,
            history=_(HISTORIES[run.scenario]),
            markets=[named.get(code, code) for code in run.markets],
            share=100 * run.ways_played // run.ways if run.ways else 0,
            is_open=run.status in ("queued", "running"),
            can_resume=run.status in ("stopped", "failed"),
        )
        for run in runs
    ]


def why_failed(run: Simulation) -> str:
    """The reason, for one that failed."""
    if run.status != "failed":
        return ""
    changes = StatusChange.objects.filter(lifecycle="simulation", row_id=str(run.pk), new="failed")
    return changes.order_by("-pk").values_list("why", flat=True).first() or ""


def markets_shown(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For ``backoffice/_simulated_market.html``: tables and drawings of each market played so far."""
    return [_market(document) for document in report.get("markets", ())]


def _market(document: Mapping[str, Any]) -> dict[str, Any]:
    currency = document["currency"]
    ways = document["ways"]
    worth = Decimal(document["day_is_worth"])
    return {
        "code": document["market"],
        "name": text_in(document["name"]),
        "currency": currency,
        "ways": [
            {"name": _name(way["mode"]), "cells": _outcome(way, currency), "costs": _costs(way, currency)}
            for way in ways
        ],
        "day_is_worth": worth,
        "sooner": [
            {
                "mode": _name(one["mode"]), "than": _name(one["than"]), "days": Decimal(one["days"]),
                "a_day": Decimal(one["a_day"]), "pays": Decimal(one["a_day"]) <= worth,
            }
            for one in document["sooner"]
        ],
        "spread": _spread(ways, currency),
        "batches": _batches(document["batches"], currency),
    }  # fmt: skip


def _name(mode: str) -> str:
    return _("Chosen for each order") if mode == CHOSEN else mode_name(mode)


def _outcome(way: Mapping[str, Any], currency: str) -> list[tuple[str, str, Any]]:
    """(label, how it is written, value)."""
    return [
        (_("Orders"), "number", way["orders"]),
        (_("Delivered"), "number", way["delivered"]),
        (_("Days, half of them"), "number", _decimal(way["days_p50"])),
        (_("Days, nine of ten"), "number", _decimal(way["days_p90"])),
        (_("On time"), "percent", _share(way["on_time"])),
        (_("Lines out of stock"), "percent", _share(way["stock_outs"])),
        (_("Lost"), "number", way["lost"]),
        (_("Called off"), "number", way["called_off"]),
        (_("Cost of an order"), "money", _money(way["cost_each"], currency)),
    ]


def _costs(way: Mapping[str, Any], currency: str) -> list[tuple[str, str, Any]]:
    each = [(_(PARTS[part]), "money", _money(way["each"][part], currency)) for part in COSTS]
    return [*each, (_("Of the price"), "percent", _decimal(way["cost_of_sales"]))]


def _spread(ways: Sequence[Mapping[str, Any]], currency: str) -> dict[str, Any]:
    """Cost of an order against days, a numbered dot for each way."""
    known = [way for way in ways if way["days_p50"] and way["cost_each"]]
    if not known:
        return {}
    places = [(Decimal(way["days_p50"]), Decimal(way["cost_each"])) for way in known]
    longest = max(days for days, _cost in places)
    ceiling = max(cost for _days, cost in places) * Decimal("1.1")
    step = max(1, -(-int(longest) // 6))
    frame = Frame(ceiling, Decimal(0), longest + 1, by_ratio=False)
    return {
        **frame.drawing(currency=currency, ticks=range(0, int(longest) + 2, step)),
        "dots": [
            {
                "number": number, "name": _name(way["mode"]), "x": f"{frame.x(days):.1f}",
                "y": f"{frame.y(cost):.1f}", "ink": ink,
            }
            for number, (way, (days, cost), ink) in enumerate(zip(known, places, INKS, strict=False), 1)
        ],
    }  # fmt: skip


def _batches(batches: Sequence[Mapping[str, Any]], currency: str) -> dict[str, Any]:
    """Freight of an order by how many go together, alone and with the worth of the buyers' waiting."""
    if not batches:
        return {}
    sizes = [one["size"] for one in batches]
    rows = [[Decimal(one[key]) for one in batches] for key in ("freight", "with_waiting")]
    best = min(batches, key=lambda one: Decimal(one["with_waiting"]))["size"]
    frame = Frame(ceiling_of(rows), Decimal(sizes[0]), Decimal(sizes[-1]))
    lines = [
        Line(code, frame.points(list(zip(sizes, row, strict=True))), ink, dash)
        for code, row, ink, dash in zip(
            (_("Freight of each"), _("With waiting")), rows, INKS, DASHES, strict=False
        )
    ]
    return {
        **frame.drawing(currency=currency, ticks=sizes, lines=lines, now=best),
        "best": best,
        "rows": [
            {
                "size": one["size"], "freight": _money(one["freight"], currency),
                "wait_days": Decimal(one["wait_days"]), "total": _money(one["with_waiting"], currency),
            }
            for one in batches
        ],
    }  # fmt: skip


def _money(amount: str | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _decimal(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _share(share: Mapping[str, Any] | None) -> Decimal | None:
    return None if share is None else Decimal(share["value"])
