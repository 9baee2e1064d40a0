"""How texts and searches are cut into words: the same way for both, so that they meet.

Latin words are folded to plain lower case letters and digits (``Décor`` becomes ``decor``); runs of Chinese
characters are segmented by ``rjieba``. Everything else separates words.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import rjieba

WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a text to index: ``latin`` in order, ``han`` in order, single Chinese ``characters``."""

    latin: list[str]
    han: list[str]
    characters: list[str]


def is_han(word: str) -> bool:
    return word[0] >= "\u3400"


def search_words(text: str) -> list[str]:
    """The words somebody searches for, in order, Chinese cut into its longest words."""
    words: list[str] = []
    for run in _runs(text):
        words.extend(rjieba.cut(run) if is_han(run) else [run])
    return [word[:LONGEST] for word in words]


def text_words(*texts: str) -> TextWords:
    """The words to index of ``texts``, Chinese cut into its long words and the shorter ones within."""
    latin: list[str] = []
    han: list[str] = []
    characters: list[str] = []
    for run in (run for text in texts for run in _runs(text)):
        if is_han(run):
            han.extend(rjieba.cut_for_search(run))
            characters.extend(run)
        else:
            latin.append(run[:LONGEST])
    return TextWords(latin, han, characters)


def edit_distance(one: str, other: str) -> int:
    """Letters to insert, delete, replace or swap with their neighbour to turn ``one`` into ``other``."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row = row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _runs(text: str) -> Iterable[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
