"""``entrepot policy-impact``: what a change of law does to the orders we really had, market by market.

Every consignment of every order is quoted again before and after the change; nothing is stored.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from entrepot.config.commands.database import embedded, start_or_explain
from entrepot.config.environment import home

if TYPE_CHECKING:
    from entrepot.domain.duties.impact import Law

CASES: Final = {
    name: date.fromisoformat(name[3:]) for name in ("eu-2026-07-01", "us-2025-08-29", "us-2026-07-24")
}
_UNREADY: Final = "the database is empty or of another version; `entrepot run` (or `replay`) prepares it"
EXPLANATION = """\
Without --on each consignment is quoted on its own day, by the rules in force and by the changed ones.
With --on the day before (by the rules in force) is compared with the day. Goods, freight, registrations
and exchange rates stay as they were. --as-if US asks the question for a market that we do not serve yet.

Exit status: 0 reported, 1 faulty rules, 2 wrong usage or unreadable file.
"""


def main(arguments: list[str]) -> int:
    """0 reported, 1 the rules have faults (all are told), 2 wrong usage."""
    options = options_of(arguments)
    if options.replay:
        os.environ["ENTREPOT_HOME"] = str(home() / "replay")
        os.environ.pop("DATABASE_URL", None)
    server = embedded()
    own = server is not None and not server.is_alive()
    start_or_explain()
    try:
        import django

        django.setup()
        from django.db import ProgrammingError

        try:
            return report(options)
        except ProgrammingError as error:
            print(f"entrepot policy-impact: {_UNREADY}\n{error}", file=sys.stderr)
            return 1
    finally:
        if own and server:
            server.stop()


def options_of(arguments: list[str]) -> argparse.Namespace:
    """The arguments read. Ends with status 2 when they do not name a change."""
    parser = argparse.ArgumentParser(
        prog="entrepot policy-impact", epilog=EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--case", choices=CASES, help="a known change: the day before against the day")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="the day of the change")
    parser.add_argument(
        "--before", type=date.fromisoformat, metavar="DAY", help="another day than the one before"
    )
    parser.add_argument(
        "--rules", action="append", default=[], metavar="[NAME=]FILE",
        help="a changed rule file, instead of the one in force of its name; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--as-if",
        type=_capitals(2),
        metavar="COUNTRY",
        help="as if everything went to this country",
    )
    parser.add_argument("--currency", type=_capitals(3), default="EUR", help="of the report (EUR)")
    parser.add_argument(
        "--cost-share", type=_share, metavar="SHARE",
        help="take an article that no supplier offers to cost this share of its price, like 0.6",
    )  # fmt: skip
    parser.add_argument("--language", choices=["en", "zh-hans"], default="en", help="of the words (en)")
    parser.add_argument("--replay", action="store_true", help="the orders of entrepot replay")
    parser.add_argument("--json", action="store_true", help="JSON instead of words")
    options = parser.parse_args(arguments)
    if options.case:
        if options.on or options.before:
            parser.error("--case names its days; leave out --on and --before")
        options.on = CASES[options.case]
    if options.before and not options.on:
        parser.error("--before needs --on")
    if not options.on and not options.rules:
        parser.error("name a change: --case, --on or --rules")
    return options


def _capitals(length: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) != length or not (text.isascii() and text.isalpha() and text.isupper()):
            raise argparse.ArgumentTypeError(f"{text!r} is not {length} capital letters")
        return text

    return read


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal("NaN")
    if not (share.is_finite() and 0 <= share <= 1):
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1")
    return share


def report(options: argparse.Namespace) -> int:
    """Print what the change does; Django and the database are ready. Returns the exit status."""
    from django.utils import translation

    from entrepot.apps.checkout.queries.past_consignments import Gathering
    from entrepot.config.commands.policy_impact_words import words
    from entrepot.domain.duties import FaultyRules
    from entrepot.domain.duties.impact import impact
    from entrepot.domain.duties.impact_document import market_to_document

    try:
        before, after = _laws(options)
    except FaultyRules as error:
        print(*(f"entrepot policy-impact: {fault}" for fault in error.faults), sep="\n", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"entrepot policy-impact: cannot read the rules: {error}", file=sys.stderr)
        return 2
    gathering = Gathering(
        (before, after), options.currency, options.as_if or "", cost_share=options.cost_share
    )
    found = impact(gathering, before, after, options.currency)
    answer = {
        "before": _law(before), "after": _law(after), "as_if": options.as_if,
        "cost_share": None if options.cost_share is None else str(options.cost_share),
        "markets": [market_to_document(market) for _, market in sorted(found.items())],
        "left_out": [{"order": order, "why": why} for order, why in gathering.left_out],
    }  # fmt: skip
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        with translation.override(options.language):
            print(*words(answer), sep="\n")
    return 0


def _laws(options: argparse.Namespace) -> tuple["Law", "Law"]:
    from django.utils import timezone

    from entrepot.apps.taxation.queries import parsed, tax_position, texts_until
    from entrepot.domain.duties.impact import Law

    position = tax_position(timezone.now().date())
    changed = position.rulebook
    if options.rules:
        files = [_named(one) for one in options.rules]
        changed = parsed(tuple(sorted({**texts_until(position.until), **dict(files)}.items())))
    day_before = options.before or (options.on - timedelta(days=1) if options.on else None)
    return Law(position.rulebook, day_before), Law(changed, options.on)


def _named(given: str) -> tuple[str, str]:
    name, _, file = given.rpartition("=")
    return name or Path(file).name, Path(file).read_text(encoding="utf-8")


def _law(law: "Law") -> dict[str, Any]:
    return {"on": law.on.isoformat() if law.on else None, "rules": law.rulebook.fingerprint}
