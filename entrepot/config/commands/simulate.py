"""``entrepot simulate``: the sales history over every way goods can go, and what each costs, side by side.

Needs no database. Stopped, it prints what it has played and stores nothing: the same command begins anew and
comes to the same end.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TextIO

from entrepot.config.commands.replay import own_home, through_shop

if TYPE_CHECKING:
    from entrepot.demo.rows import ReplayInvoice
    from entrepot.domain.simulation.law import Law
    from entrepot.domain.simulation.play import Season
    from entrepot.domain.simulation.report import Played
    from entrepot.domain.simulation.world import Market

STOPPED: Final = 130
AGAIN: Final = "Nothing was stored; the same command begins anew."
START: Final = date(2026, 5, 15)
MARKETS: Final = ("gb", "de", "us", "cn")
EXPLANATION = """\
Days are played from --from on by the law in force on each of them: the usual ones have the Union's duty on
low values (2026-07-01) in their middle. The same seed gives the same trace hash; another mode or market
beside the others changes none of their figures. docs/algorithms/simulation.md says what is assumed.

Stopped with Ctrl-C it prints the ways played until then.

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
        print(f"\nStopped before anything was played. {AGAIN}", file=sys.stderr)
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
    """Stopped, it prints what was played until then."""
    from entrepot.domain.simulation.play import Season
    from entrepot.domain.simulation.report import report

    season = Season(options.start, options.days, options.seed)
    played: list[Played] = []
    status = 0
    try:
        with ExitStack() as files:
            _play(markets, law, season, played, _trace_into(options, files))
    except KeyboardInterrupt:
        status = STOPPED
    _progress(sys.stderr, "")
    if played:
        _tell(options, report(season, law.rulebook.fingerprint, markets, played))
    if status:
        print(f"\nStopped after {len(played)} ways. {AGAIN}", file=sys.stderr)
    return status


def _play(
    markets: Sequence["Market"], law: "Law", season: "Season", played: list["Played"],
    write: Callable[[str], object] | None,
) -> None:  # fmt: skip
    """Add way after way to ``played``."""
    from entrepot.domain.simulation.report import play_way, ways_of

    ways = ways_of(markets)
    for market, way in ways:
        _progress(sys.stderr, f"{len(played)}/{len(ways)} {market.code} {way.mode}")
        played.append(play_way(market, way, law, season, write))


def _trace_into(options: argparse.Namespace, files: ExitStack) -> Callable[[str], object] | None:
    if not options.trace:
        return None
    try:
        return files.enter_context(Path(options.trace).open("w", encoding="utf-8")).write
    except OSError as error:
        _refuse(options, f"--trace: {error}")


def _tell(options: argparse.Namespace, found: Mapping[str, Any]) -> None:
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    from django.utils import translation

    from entrepot.config.commands.simulate_words import words

    with translation.override(options.language):
        print(*words(found, options.language), sep="\n")


def _world(options: argparse.Namespace) -> tuple["Law", list["Market"]]:
    """The law, and the markets with the ways asked for. Ends with status 2 when there are none."""
    from entrepot.demo.simulation.demand import NotInHistory
    from entrepot.demo.simulation.scenario import NotPlayed, scenario

    try:
        return scenario(
            start=options.start, days=options.days, orders=options.orders, codes=options.markets,
            modes=options.modes,
        )  # fmt: skip
    except NotInHistory as error:
        _refuse(options, str(error))
    except NotPlayed as error:
        _refuse(options, f"--modes: {error}")


def _refuse(options: argparse.Namespace, remedy: str) -> NoReturn:
    """Ends with status 2."""
    parser: argparse.ArgumentParser = options.parser
    parser.error(remedy)


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
    own_home()
    return through_shop(lambda: _invoices(options))


def _invoices(options: argparse.Namespace) -> Sequence["ReplayInvoice"]:
    from entrepot.demo.simulation.invoices import as_invoices

    return as_invoices(options.start, options.days, options.through_shop)
