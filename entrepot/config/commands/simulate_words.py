"""The report of ``entrepot simulate`` in tables, in the active language."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from entrepot.demo.simulation.lane_values import mode_names
from entrepot.domain.simulation.tally import COSTS

NOTHING = "-"


def words(report: Mapping[str, Any], language: str) -> Iterator[str]:
    """The report of ``entrepot simulate --json``, line by line for people."""
    names = {code: name.get(language) or name["en"] for code, name in mode_names().items()}
    names["chosen"] = _("Chosen for each order")
    yield _("%(days)s days from %(from)s, seed %(seed)s, rules %(rules)s") % report
    if report["ways_played"] < report["ways"]:
        yield _("Stopped: %(ways_played)s of %(ways)s ways were played.") % report
    for market in report["markets"]:
        yield ""
        yield f"{market['name'].get(language) or market['name']['en']} ({market['currency']})"
        yield from _table(_outcome_heads(), [_outcome(way, names) for way in market["ways"]])
        yield ""
        yield from _table(_cost_heads(), [_costs(way, names) for way in market["ways"]])
        yield from _day(market, names)
        yield from _batch(market)
    yield ""
    yield _("%(events)s events, trace %(trace)s") % report


def _outcome_heads() -> list[str]:
    return [
        _("way"), _("orders"), _("delivered"), _("lost"), _("unsold"), _("refused"), _("called off"),
        _("days p50"), _("p90"), _("on time (95 %)"), _("lines short"), _("missed sales"), _("ETA kept"),
    ]  # fmt: skip


def _outcome(way: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    on_time, short, eta = way["on_time"], way["stock_outs"], way["eta_windows"]
    return [
        names.get(way["mode"], way["mode"]),
        *(str(way[key]) for key in ("orders", "delivered", "lost", "unsold", "refused", "called_off")),
        way["days_p50"] or NOTHING,
        way["days_p90"] or NOTHING,
        f"{_percent(on_time['value'])} ({_percent(on_time['low'])}-{_percent(on_time['high'])})"
        if on_time
        else NOTHING,
        _percent(short["value"]) if short else NOTHING,
        way["missed_sales"],
        f"{_percent(eta['value'])} / {eta['of']}" if eta else NOTHING,
    ]


def _cost_heads() -> list[str]:
    parts = {
        "goods": _("goods"), "freight": _("freight"), "charges": _("duty and tax"),
        "storage": _("storage"), "capital": _("capital"), "handling": _("handling"),
        "losses": _("losses"),
    }  # fmt: skip
    return [
        _("way"), _("cost an order"), *(parts[part] for part in COSTS), _("of price"),
        _("buyers' days"), _("law changed under way"), _("stock left"),
    ]  # fmt: skip


def _costs(way: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    return [
        names.get(way["mode"], way["mode"]),
        way["cost_each"] or NOTHING,
        *(way["each"][part] or NOTHING for part in COSTS),
        _percent(way["cost_of_sales"]) if way["cost_of_sales"] else NOTHING,
        way["waiting_each"] or NOTHING,
        way["law_surprise"],
        way["stock_left"],
    ]


def _day(market: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    if not market["sooner"]:
        return
    yield ""
    told = {"worth": _percent(market["day_is_worth"])}
    yield (
        _("What a day sooner costs, in percent of the goods' price (to buyers it is worth %(worth)s):") % told
    )
    for one in market["sooner"]:
        named = {key: names.get(one[key], one[key]) for key in ("mode", "than")}
        yield "  " + _("%(mode)s: %(a_day)s a day, for %(days)s days sooner than %(than)s") % {
            **named, "days": one["days"], "a_day": _percent(one["a_day"]),
        }  # fmt: skip


def _batch(market: Mapping[str, Any]) -> Iterator[str]:
    batches = market["batches"]
    if not batches:
        return
    best = min(batches, key=lambda one: Decimal(one["with_waiting"]))
    yield ""
    yield _("Freight of an order sent alone, or in bulk by air with others:")
    heads = [_("orders together"), _("freight each"), _("days waited"), _("with waiting"), ""]
    rows = [
        [*(str(one[key]) for key in ("size", "freight", "wait_days", "with_waiting")),
         _("best") if one is best else ""]
        for one in batches
    ]  # fmt: skip
    yield from _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, figures to the right; a Chinese character is two columns wide."""
    widths = [max(_width(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        first, *others = row
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _percent(share: str) -> str:
    return f"{Decimal(share) * 100:.1f} %"
