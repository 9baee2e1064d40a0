"""From what somebody typed to what the index is asked: known words, mended typos, synonyms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from entrepot.apps.catalog.models import SearchSynonym
from entrepot.apps.catalog.words import edit_distance, is_han, search_words
from entrepot.kit.recent import Recent

MOST_WORDS = 12
LONGEST_PHRASE = 4
SHORTEST_MENDED = 4
Lexemes = tuple[str, ...]

LEXEMES = """
select word, coalesce((tsvector_to_array(to_tsvector('english', word)))[1], '')
from unnest(%s::text[]) as given (word)
"""
LOOK_UP = """
select word, lexeme, exists (select from catalog_searchword as known where known.stem = lexeme)
from (
    select word, n, coalesce((tsvector_to_array(to_tsvector('english', word)))[1], '') as lexeme
    from unnest(%s::text[]) with ordinality as given (word, n)
) as cut order by n
"""
NEIGHBOURS = """
select given.word, near.word, near.stem, near.products from unnest(%s::text[]) as given (word),
lateral (
    select word, stem, products from catalog_searchword where word %% given.word
    order by similarity(word, given.word) desc, products desc limit 8
) as near
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A word searched for: as typed, as the index holds it, and whether any product has it."""

    word: str
    lexeme: str
    is_known: bool
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be there, or one of the phrases that mean the same.

    ``is_spelled_out``: a Chinese word no product has, as its characters, which may then stand anywhere.
    """

    own: Lexemes
    synonyms: tuple[Lexemes, ...] = ()
    is_spelled_out: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the index. ``corrected`` is the text as mended, or ``None``."""

    groups: list[Group]
    corrected: str | None

    @property
    def every_word(self) -> str:
        """Every group: the question asked first, as a tsquery."""
        return " & ".join(_any_of(group) for group in self.groups)

    @property
    def any_word(self) -> str:
        """At least one group: asked when nothing has them all."""
        return " | ".join(_any_of(group) for group in self.groups)

    @property
    def name_has_own_words(self) -> str:
        """The searcher's own words, all in a product's name."""
        return " & ".join(f"'{lexeme}':A" for group in self.groups for lexeme in group.own)

    @property
    def kind_has_a_word(self) -> str:
        """Any of the words or of their synonyms in a product's category or brand."""
        phrases = (phrase for group in self.groups for phrase in (group.own, *group.synonyms))
        return " | ".join(f"'{lexeme}':B" for phrase in phrases for lexeme in phrase)


def understand(text: str) -> Search:
    """Cut ``text``, mend words no product has, and gather synonyms. One statement, two for unknown words."""
    typed = search_words(text)[:MOST_WORDS]
    if not typed:
        return Search([], None)
    synonyms = _synonyms["all"]
    terms = _look_up(typed)
    if any(_is_grown_together(term) for term in terms):
        terms = _look_up([part for term in terms for part in _parts(term)])
    mended = _mend(terms, synonyms)
    corrected = " ".join(term.word for term in mended) if any(term.is_mended for term in mended) else None
    return Search(_grouped([term for term in mended if term.lexeme], synonyms), corrected)


def _look_up(words: Sequence[str]) -> list[Term]:
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(words)])
        return [Term(*row) for row in cursor.fetchall()]


def _is_grown_together(term: Term) -> bool:
    """``spf50`` where the products say ``SPF 50``."""
    return len(_parts(term)) > 1


def _parts(term: Term) -> list[str]:
    if term.is_known or is_han(term.word):
        return [term.word]
    return re.findall(r"[a-z]+|[0-9]+", term.word)


def _mend(terms: list[Term], synonyms: "Synonyms") -> list[Term]:
    unknown = [
        term.word
        for term in terms
        if term.lexeme
        and not term.is_known
        and not is_han(term.word)
        and len(term.word) >= SHORTEST_MENDED
        and (term.lexeme,) not in synonyms
    ]
    if not unknown:
        return terms
    with connection.cursor() as cursor:
        cursor.execute(NEIGHBOURS, [unknown])
        near = cursor.fetchall()
    best: dict[str, tuple[tuple[int, int], Term]] = {}
    for typed, word, stem, products in near:
        distance = 0 if word.startswith(typed) else edit_distance(typed, word)
        rank = (distance, -products)
        if distance <= (1 if len(typed) < 6 else 2) and (typed not in best or rank < best[typed][0]):
            best[typed] = (rank, Term(word, stem, is_known=True, is_mended=True))
    return [best[term.word][1] if term.word in best else term for term in terms]


def _grouped(terms: list[Term], synonyms: "Synonyms") -> list[Group]:
    """Longest phrases with synonyms first; Chinese words no product has are asked for by their characters."""
    groups: list[Group] = []
    start = 0
    while start < len(terms):
        for end in range(min(len(terms), start + LONGEST_PHRASE), start, -1):
            own = tuple(term.lexeme for term in terms[start:end])
            if own in synonyms or end == start + 1:
                groups.append(_group(terms[start:end], synonyms.get(own, ())))
                start = end
                break
    return groups


def _group(terms: list[Term], synonyms: tuple[Lexemes, ...]) -> Group:
    if all(is_han(term.word) and not term.is_known for term in terms):
        return Group(tuple("".join(term.lexeme for term in terms)), synonyms, is_spelled_out=True)
    return Group(tuple(term.lexeme for term in terms), synonyms)


def _any_of(group: Group) -> str:
    own = " & ".join(f"'{lexeme}'" if group.is_spelled_out else _atom(lexeme) for lexeme in group.own)
    phrases = [" <-> ".join(_atom(lexeme) for lexeme in phrase) for phrase in group.synonyms]
    return "(" + " | ".join(f"({alternative})" for alternative in (own, *phrases)) + ")"


def _atom(lexeme: str) -> str:
    """A single Chinese character must be a word of the name, brand or category, not just part of one."""
    return f"'{lexeme}':AB" if len(lexeme) == 1 and is_han(lexeme) else f"'{lexeme}'"


Synonyms = dict[Lexemes, tuple[Lexemes, ...]]


def _load_synonyms(_key: str) -> Synonyms:
    pairs = [
        (search_words(word), search_words(means))
        for word, means in SearchSynonym.objects.values_list("word", "means").order_by("id")
    ]
    words = sorted({word for pair in pairs for phrase in pair for word in phrase})
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [words])
        lexeme = dict(cursor.fetchall())
    found: dict[Lexemes, tuple[Lexemes, ...]] = {}
    for word, means in pairs:
        key = tuple(lexeme[part] for part in word if lexeme[part])
        value = tuple(lexeme[part] for part in means if lexeme[part])
        if key != value and key and value and value not in found.get(key, ()):
            found[key] = (*found.get(key, ()), value)
    return found


_synonyms: Recent[str, Synonyms] = Recent(_load_synonyms)


def forget() -> None:
    """Read the synonyms anew at the next search (used after loading)."""
    _synonyms.forget()
