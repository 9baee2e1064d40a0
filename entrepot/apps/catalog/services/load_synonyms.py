"""Bring the search's synonyms in line with the file that comes with the catalogue."""

from itertools import permutations
from pathlib import Path

from django.db import transaction

from entrepot.apps.catalog.models import SearchSynonym
from entrepot.apps.catalog.queries import search_terms

PACKAGED = Path(__file__).parent.parent / "synonyms.txt"


@transaction.atomic
def load_synonyms(*, path: Path = PACKAGED) -> int:
    """Add the pairs of ``path`` that are missing, in both directions; returns how many were new.

    Pairs added by hand stay. A line of the file is a group of phrases separated by "|".
    """
    known = set(SearchSynonym.objects.values_list("word", "means"))
    new: dict[tuple[str, str], None] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            phrases = [phrase.strip().lower() for phrase in line.split("|")]
            new.update(dict.fromkeys(pair for pair in permutations(phrases, 2) if pair not in known))
    SearchSynonym.objects.bulk_create(SearchSynonym(word=word, means=means) for word, means in new)
    search_terms.forget()
    return len(new)
