"""The report of ``entrepot policy-impact`` in words."""

from collections.abc import Iterator
from typing import Any


def words(report: dict[str, Any]) -> Iterator[str]:
    """The report of ``entrepot policy-impact --json``, line by line for people."""
    sides = [
        f"{side['on'] or 'own day'} (rules {side['rules']})" for side in (report["before"], report["after"])
    ]
    yield f"{sides[0]} -> {sides[1]}" + (f", as if all went to {report['as_if']}" if report["as_if"] else "")
    for market in report["markets"]:
        yield from _market(market)
    yield "\n* a part of it is unknown and not in the figure"
    if report["left_out"]:
        yield f"\nLeft out: {len(report['left_out'])} consignments, first {report['left_out'][0]}"


def _market(market: dict[str, Any]) -> Iterator[str]:
    outcomes = ", ".join(f"{number} {name}" for name, number in market["outcomes"].items())
    yield f"\n{market['market']}: {market['consignments']} consignments: {outcomes}"
    affected = market["affected"]
    if not affected["orders"]:
        return
    yield f"  affected          {affected['orders']} orders, {affected['buyers']} buyers"
    yield from _levies("compared", market["compared"], market["currency"])
    if market["compared"]["partly_unknown"]:
        yield f"    of these {market['compared']['partly_unknown']} with parts unknown before and after"
    if market["now_partial"]["consignments"]:
        yield from _levies("now partial", market["now_partial"], market["currency"])
    for sentence, number in market["reasons"].items():
        yield f"  why               {number} x {sentence}"
    if market["largest_increases"]:
        yield f"  largest increases ({market['currency']})"
    for article in market["largest_increases"]:
        star = "*" if article["partly_unknown"] else " "
        yield f"    {article['increase']:>10}{star} {article['pieces']:>6} pcs  {article['article']}"
    for article in market["losing_money"]:
        yield f"  loses money       {article['article']}: +{article['increase']}, margin {article['margin']}"
    yield (
        f"  margin            {len(market['losing_money'])} articles lose money; "
        f"unknown for {market['margin_unknown']} that became dearer"
    )


def _levies(name: str, sums: dict[str, Any], currency: str) -> Iterator[str]:
    before, after = sums["before"], sums["after"]
    parts = "; ".join(f"{kind} {before[kind]} -> {after[kind]}" for kind in ("duty", "tax", "fees"))
    yield f"  {name:17} {sums['consignments']}: {currency} {before['all']} -> {after['all']} ({parts})"
