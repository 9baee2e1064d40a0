"""Words of the domain as the choices of a column."""

from enum import StrEnum


def choices_of(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Each word with its name as a label: ``("not_needed", "Not Needed")``."""
    return [(word.value, word.name.replace("_", " ").title()) for word in words]
