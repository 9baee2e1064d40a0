"""Shop names from till texts: "SET/4 WHITE  T-LIGHT HOLDERS" becomes "Set of 4 White Tealight Holders"."""

import csv
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_SMALL_WORDS = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "de",
        "des",
        "du",
        "for",
        "in",
        "la",
        "le",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    }
)
_UPPER_WORDS = frozenset({"LED", "TV", "CD", "USB", "VIP", "WC", "US", "I", "A4", "A5", "A6", "A7", "ABC"})

# Names of licensed characters, living brands or matters unfit for a family shop; the articles are left out.
_LEFT_OUT = re.compile(
    r"DOTCOMGIFTSHOP|CHARLIE ?(\+|AND|&) ?LOLA|\bELVIS\b|\bIPOD\b|VOUCHER|CARRIAGE$|PACKING CHARGE"
    r"|CANNABIS|SPLIFF|SEX BOMB|AROUZER|STICKY GORDON|HARDMAN"
)


def is_left_out(text: str) -> bool:
    """Whether an article of this till text is not shown in the demonstration shop."""
    return _LEFT_OUT.search(text.upper()) is not None


def clean_name(text: str) -> str:
    """The till text with abbreviations written out, misspellings mended, in title case."""
    name = " ".join(text.upper().split())
    for pattern, replacement in _fixes():
        name = pattern.sub(replacement, name)
    name = _tealights(name).strip()
    return " ".join(_cased(word, first=index == 0) for index, word in enumerate(name.split()))


@cache
def _fixes() -> tuple[tuple[re.Pattern[str], str], ...]:
    with (HERE / "name_fixes.csv").open(encoding="utf-8", newline="") as file:
        return tuple((re.compile(row["pattern"]), row["replacement"]) for row in csv.DictReader(file))


def _tealights(name: str) -> str:
    """Tealights are plural when they are the goods, singular when they describe a holder, candle or glass."""
    name = re.sub(r"\b(T-|TEA ?)LIGHTS?(?= (HOLDER|CANDLE|GLASS|SETTING))", "TEALIGHT", name)
    return re.sub(r"\b(T-|TEA ?)LIGHTS?\b(?! (HOLDER|CANDLE|GLASS|SETTING))", "TEALIGHTS", name)


def _cased(word: str, *, first: bool) -> str:
    bare = word.strip('",.()')
    if bare in _UPPER_WORDS or (re.fullmatch(r"[A-Z]", bare) and bare != "A"):
        return word
    if word.lower() in _SMALL_WORDS and not first:
        return word.lower()
    if re.fullmatch(r"\d+(CM|G|M)(X\d+(CM)?)*|\d+X\d+(X\d+)?CM|\d+(CM)?X\d+CM|\d+\.\d+G", bare):
        return word.lower()
    return re.sub(r"(^|[-/\"(])([a-z])", lambda match: match[1] + match[2].upper(), word.lower())
