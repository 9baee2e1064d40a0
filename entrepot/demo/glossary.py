"""Chinese shop names for retail articles, put together term by term from glossary_zh.csv.

An English till name is a pile of modifiers around one product noun, the noun now first, now last. Chinese
wants theme, colour, style, pattern, material, manner and motif before the noun, and size and number after it.
A name is translated only when the glossary covers every word and exactly one product noun is found; otherwise
it stays empty and the shop shows English.
"""

import csv
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ("theme", "colour", "style", "pattern", "material", "manner", "motif", "head", "suffix", "drop")
_BEFORE_NOUN = KINDS[: KINDS.index("head") + 1]
_LONGEST_PHRASE = 8
_COUNT = re.compile(
    r"^(?:(?:set|pack|box|bundle) of (\d+)"
    r"|(\d+)(?! (?:hook|tier|piece|drawer|colour|wick|strand|point|picture|hearts)))(?= )"
    r"|\b(?:set|pack|box|bundle) of (\d+)\b",
    re.I,
)
# Chinese counts sheets, sticks and cups with different words.
_MEASURES = (
    (re.compile("(纸巾|餐巾纸|纸垫|贺卡|生日卡|布贴|贴纸|包装纸)$"), "张"),
    (re.compile("(铅笔|圆珠笔|粉笔|蜡笔|蜡烛|筷子|吸管)$"), "支"),
    (re.compile("(纸杯|纸托|纸盘|气球|茶蜡|小纸伞|碗|杯子|马克杯)$"), "只"),
    (re.compile("(夹|吊牌|徽章|布贴|冰箱贴|水气球|陀螺|球玩具|盒|罐|模)$"), "个"),
)
_BAG_WEIGHT = re.compile(r"\bbag (\d+)g\b", re.I)


def name_in_chinese(name: str) -> str:
    """The Chinese name of a cleaned English name, or an empty string when it is not sure."""
    weight, count = _BAG_WEIGHT.search(name), _COUNT.search(name)
    terms = _terms(_COUNT.sub(" ", _BAG_WEIGHT.sub(" ", name), count=1))
    heads = [chinese for kind, chinese in terms if kind == "head"]
    if len(heads) != 1:
        return ""
    ordered = [chinese for wanted in _BEFORE_NOUN for kind, chinese in terms if kind == wanted]
    extras = [chinese for kind, chinese in terms if kind == "suffix"]
    if weight:
        extras.append(f"{weight[1]}克袋装")
    if count:
        extras.append(f"{count[1] or count[2] or count[3]}{_measure(heads[0])}装")
    return _joined(ordered) + (f"（{'，'.join(extras)}）" if extras else "")


def _measure(noun: str) -> str:
    return next((measure for pattern, measure in _MEASURES if pattern.search(noun)), "件")


def _terms(text: str) -> list[tuple[str, str]]:
    """Kind and Chinese of each phrase, longest phrase first; empty when a word is not in the glossary."""
    words = [word.strip('",.') for word in text.lower().split()]
    words = [word for word in words if word]
    terms: list[tuple[str, str]] = []
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - position), 0, -1):
            found = _glossary().get(" ".join(words[position : position + length]))
            if found:
                terms.append(found)
                position += length
                break
        else:
            return []
    return terms


def _joined(parts: list[str]) -> str:
    """The parts in one string, saying nothing twice: "red" next to "red retrospot" is dropped."""
    kept: list[str] = []
    for index, part in enumerate(parts):
        rest = "".join(parts[index + 1 :])
        if part and part not in rest and part.removesuffix("色") not in rest:
            kept.append(part)
    return "".join(kept)


@cache
def _glossary() -> dict[str, tuple[str, str]]:
    with (HERE / "glossary_zh.csv").open(encoding="utf-8", newline="") as file:
        return {row["en"]: (row["kind"], row["zh"]) for row in csv.DictReader(file)}
