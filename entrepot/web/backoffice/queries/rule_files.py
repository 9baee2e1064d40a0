"""A rule file with its versions, and what a version or a proposal changes, line by line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleFile

VERSIONS_SHOWN = 30


@dataclass(frozen=True)
class DiffLine:
    """``kind``: ``added``, ``removed``, ``place`` (which lines follow) or nothing for a line as it was."""

    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    """One loading of a file: ``who`` loaded it; ``proposed_by`` when it was proposed; ``diff`` against the
    version before, empty for the first."""

    row: RuleFile
    who: str
    proposed_by: str
    diff: list[DiffLine]


def versions_of(name: str) -> list[Version]:
    """The versions of a file, newest first (at most thirty)."""
    rows = list(
        RuleFile.objects.filter(name=name)
        .select_related("proposal__proposed_by")
        .order_by("-pk")[: VERSIONS_SHOWN + 1]
    )
    names = names_of(row.loaded_by for row in rows)
    before: Sequence[RuleFile | None] = [*rows[1:], None]
    pairs = list(zip(rows, before, strict=False))[:VERSIONS_SHOWN]
    return [
        Version(
            row,
            names.get(row.loaded_by, row.loaded_by),
            str(row.proposal.proposed_by) if hasattr(row, "proposal") else "",
            diff_of(old.content, row.content) if old else [],
        )
        for row, old in pairs
    ]


def names_of(loaded_by: Iterable[str]) -> dict[str, str]:
    """The names of people written down as ``operator:7``."""
    numbers = {int(found[1]) for one in loaded_by if (found := re.fullmatch(r"operator:(\d{1,18})", one))}
    return {f"operator:{user.pk}": str(user) for user in User.objects.filter(pk__in=numbers)}


def diff_of(old: str, new: str) -> list[DiffLine]:
    """The unified differences of two texts, with three lines around each."""
    kinds = {"+": "added", "-": "removed", "@": "place"}
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm=""))[2:]
    return [DiffLine(kinds.get(line[:1], ""), line) for line in lines]
