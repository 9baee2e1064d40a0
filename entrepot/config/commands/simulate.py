"""``entrepot simulate``: the sales history over every way goods can go, and what each costs, side by side.

Needs no database. Stopped, it has stored nothing: the same command begins anew and comes to the same end.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from entrepot.config.commands.replay import own_home, through_shop

if TYPE_CHECKING:
    from entrepot.domain.simulation.law import Law
    from entrepot.domain.simulation.play import Season
    from entrepot.domain.simulation.trace import Trace
    from entrepot.domain.simulation.world import Market

STOPPED: Final = 130
START: Final = date(2026, 5, 15)
MARKETS: Final = ("gb", "de", "us", "cn")
EXPLANATION = """\
Days are played from --from on by the law in force on each of them: the usual ones have the Union's duty on
low values (2026-07-01) in their middle. The same seed gives the same trace hash; another mode or market
beside the others changes none of their figures. docs/algorithms/simulation.md says what is assumed.

Exit status: 0 played, 1 the proofs of --through-shop fail, 2 wrong usage, 130 stopped.
"""


def main(arguments: list[str]) -> int:
    """0 played, 1 a proof of the shop fails, 2 wrong usage, 130 stopped before the end."""
    options = options_of(arguments)
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    try:
        world = _world(options)
        shop = _through_shop(options)
        return shop if shop == STOPPED else _simulate(options, *world) or shop
    except KeyboardInterrupt:
        print("\nStopped; nothing was stored. The same command begins anew.", file=sys.stderr)
        return STOPPED


def options_of(arguments: list[str]) -> argparse.Namespace:
    """The arguments read. Ends with status 2 when they make no sense."""
    parser = argparse.ArgumentParser(
        prog="entrepot simulate", epilog=EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=_count(200), default=90, help="how many are played (90)")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, default=START, metavar="DAY",
                        help=f"the first of them ({START})")  # fmt: skip
    parser.add_argument("--seed", type=int, default=7, help="of delays, inspections and losses (7)")
    parser.add_argument("--orders", type=_count(10_000), default=400, help="at most, in each market (400)")
    parser.add_argument("--markets", type=_names, default=MARKETS, help=f"of {','.join(MARKETS)} (all)")
    parser.add_argument("--modes", type=_names, default=("all",),
                        help="like direct_mail,bonded; chosen is the planner's choice (all)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    parser.add_argument("--trace", metavar="FILE", help="write every event into it")
    parser.add_argument("--language", choices=["en", "zh-hans"], default="en", help="of the words (en)")
    parser.add_argument("--through-shop", type=_count(1000), default=0, metavar="N",
                        help="first send N of the orders through a real shop of its own")  # fmt: skip
    options = parser.parse_args(arguments)
    if unknown := set(options.markets) - set(MARKETS):
        parser.error(f"--markets: no such market: {', '.join(sorted(unknown))}")
    options.parser = parser
    return options


def _count(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"say how many: 1 to {most}")
        return int(text)

    return read


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _simulate(options: argparse.Namespace, law: "Law", markets: Sequence["Market"]) -> int:
    from entrepot.domain.simulation.play import Season
    from entrepot.domain.simulation.trace import Trace

    season = Season(options.start, options.days, options.seed)
    with ExitStack() as files:
        write = None
        if options.trace:
            try:
                write = files.enter_context(Path(options.trace).open("w", encoding="utf-8")).write
            except OSError as error:
                options.parser.error(f"--trace: {error}")
        trace = Trace(write)
        report = {
            "from": season.start.isoformat(), "days": season.days, "seed": season.seed,
            "rules": law.rulebook.fingerprint,
            "markets": _played(markets, law, season, trace, sys.stderr),
            "events": trace.events, "trace": trace.fingerprint,
        }  # fmt: skip
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return 0
    from django.utils import translation

    from entrepot.config.commands.simulate_words import words

    with translation.override(options.language):
        print(*words(report, options.language), sep="\n")
    return 0


def _world(options: argparse.Namespace) -> tuple["Law", list["Market"]]:
    """The law, and the markets with the ways asked for. Ends with status 2 when there are none."""
    from dataclasses import replace

    from entrepot.demo.simulation.demand import NotInHistory, baskets
    from entrepot.demo.simulation.markets import law, markets
    from entrepot.domain.simulation.world import Hazards
    from entrepot.rules import packaged_rulebook
    from entrepot.rules.ecb_rates import ecb_rate

    rate_on = cache(ecb_rate)
    try:
        found = baskets(options.start, options.days, Hazards().sales_days, options.orders)
    except NotInHistory as error:
        options.parser.error(str(error))
    everywhere = "all" in options.modes
    chosen = [
        replace(one, ways=tuple(way for way in one.ways if everywhere or way.mode in options.modes))
        for one in markets(found, options.start, rate_on)
        if one.code in options.markets
    ]
    known = {way.mode for one in chosen for way in one.ways}
    if unknown := set(options.modes) - known - {"all"}:
        options.parser.error(f"--modes: not played in these markets: {', '.join(sorted(unknown))}")
    return law(packaged_rulebook(), rate_on), chosen


def _played(
    markets: Sequence["Market"], law: "Law", season: "Season", trace: "Trace", out: TextIO
) -> list[dict[str, Any]]:
    from entrepot.domain.simulation.document import market_document
    from entrepot.domain.simulation.play import play
    from entrepot.domain.simulation.world import Hazards

    documents, done, all_ways = [], 0, sum(len(market.ways) for market in markets)
    for market in markets:
        tallies = []
        for way in market.ways:
            _progress(out, f"{done}/{all_ways} {market.code} {way.mode}")
            tallies.append(play(market, way, law, season, Hazards(), trace))
            done += 1
        documents.append(market_document(market, tallies, season.days))
    _progress(out, "")
    return documents


def _progress(out: TextIO, text: str) -> None:
    """One line, rewritten; only where somebody looks."""
    if out.isatty():
        out.write(f"\r\x1b[K{text}")
        out.flush()


def _through_shop(options: argparse.Namespace) -> int:
    """Django is ready afterwards; the shop readies it itself, once it knows its partners' addresses."""
    if not options.through_shop:
        import django

        django.setup()
        return 0
    from entrepot.demo.simulation.invoices import as_invoices

    own_home()
    return through_shop(lambda: as_invoices(options.start, options.days, options.through_shop))
