"""The report of ``entrepot policy-impact`` in words, in the active language."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.taxation.words import OUTCOME_WORDS, reason_words


def words(report: dict[str, Any]) -> Iterator[str]:
    """The report of ``entrepot policy-impact --json``, line by line for people."""
    sides = [
        _("%(day)s (rules %(rules)s)") % {"day": side["on"] or _("own day"), "rules": side["rules"]}
        for side in (report["before"], report["after"])
    ]
    as_if = _(", as if all went to %(country)s") % {"country": report["as_if"]} if report["as_if"] else ""
    yield f"{sides[0]} -> {sides[1]}{as_if}"
    for market in report["markets"]:
        yield from _market(market)
    yield "\n" + _("* a part of it is unknown and not in the figure")
    if report["cost_share"]:
        yield _("Articles that no supplier offers are taken to cost %(share)s of their price.") % {
            "share": report["cost_share"]
        }
    if report["left_out"]:
        yield "\n" + _("Left out: %(count)s consignments, first %(first)s") % {
            "count": len(report["left_out"]), "first": "{order}: {why}".format(**report["left_out"][0]),
        }  # fmt: skip


def _market(market: dict[str, Any]) -> Iterator[str]:
    outcomes = ", ".join(f"{number} {_(OUTCOME_WORDS[name])}" for name, number in market["outcomes"].items())
    told = {"market": market["market"], "count": market["consignments"], "outcomes": outcomes}
    yield "\n" + _("%(market)s: %(count)s consignments: %(outcomes)s") % told
    affected = market["affected"]
    if not affected["orders"]:
        return
    yield _row(_("affected"), _("%(orders)s orders, %(buyers)s buyers") % affected)
    yield _levies(_("compared"), market["compared"], market["currency"])
    if count := market["compared"]["partly_unknown"]:
        yield "    " + _("of these %(count)s with parts unknown before and after") % {"count": count}
    if market["now_partial"]["consignments"]:
        yield _levies(_("now incomplete"), market["now_partial"], market["currency"])
    for reason in market["reasons"]:
        told_why = reason_words(reason["key"], reason["params"])
        yield _row(_("why"), f"{reason['consignments']} x {told_why}")
    if market["largest_increases"]:
        yield "  " + _("largest increases (%(currency)s)") % {"currency": market["currency"]}
    for article in market["largest_increases"]:
        star = "*" if article["partly_unknown"] else " "
        pieces = _("%(count)s pcs") % {"count": article["pieces"]}
        yield f"    {article['increase']:>10}{star} {pieces:>10}  {article['article']}"
    for article in market["losing_money"]:
        yield _row(_("loses money"), _("%(article)s: +%(increase)s, margin %(margin)s") % article)
    told = {"losing": len(market["losing_money"]), "unknown": market["margin_unknown"]}
    yield _row(
        _("margin"), _("%(losing)s articles lose money; unknown for %(unknown)s that became dearer") % told
    )


def _levies(name: str, sums: dict[str, Any], currency: str) -> str:
    before, after = sums["before"], sums["after"]
    names = {"duty": _("duty"), "tax": _("tax"), "fees": _("fees")}
    parts = "; ".join(f"{names[kind]} {before[kind]} -> {after[kind]}" for kind in ("duty", "tax", "fees"))
    return _row(name, f"{sums['consignments']}: {currency} {before['all']} -> {after['all']} ({parts})")


def _row(name: str, text: str) -> str:
    return f"  {name:17} {text}"
