"""CSV with the columns found by any of their names."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence


class WrongColumns(ValueError):
    """The file does not look like the format it was said to have; the message names what is missing."""


def rows_of(text: str, names: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each row by our own column names; ``names`` maps ours to those a file may use, in any case.

    Raises ``WrongColumns`` when a column of ``needed`` is absent.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    there = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    chosen = {
        ours: there[alias.lower()]
        for ours, aliases in names.items()
        for alias in reversed((ours, *aliases))
        if alias.lower() in there
    }
    missing = [ours for ours in needed if ours not in chosen]
    if missing:
        wanted = ", ".join(f"{ours} ({' or '.join(names[ours])})" for ours in missing)
        raise WrongColumns(f"the file lacks the column {wanted}")
    for row in reader:
        yield {ours: (row.get(theirs) or "").strip() for ours, theirs in chosen.items()}
