"""A rule file with its versions, what a version or a proposal changes, and where its faults stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from django.utils.translation import gettext

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import PackagedRuleFile, RuleFile
from entrepot.apps.taxation.queries import packaged_before, packaged_changes, texts_in_force
from entrepot.domain.duties.fault_lines import line_of
from entrepot.domain.three_way import merged

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


@dataclass(frozen=True)
class FaultPlace:
    """A fault with its line in the file, from 1, and what that line says; ``None`` for the whole file."""

    message: str
    line: int | None
    text: str


@dataclass(frozen=True)
class PackagedReview:
    """``base`` is the packaged text that ours started from; ``both`` holds our change and the packaged one,
    ``None`` when they touch the same lines."""

    packaged: PackagedRuleFile
    base: str
    ours: str
    both: str | None

    def text_of(self, choice: str) -> str:
        """What the file becomes when the operator chose ``take``, ``keep`` or ``both``."""
        return {"take": self.packaged.content, "both": self.both or ""}.get(choice, self.ours)


def packaged_review(name: str) -> PackagedReview | None:
    """The packaged file that waits for a review, beside ours; ``None`` when nothing waits."""
    waiting = next((row for row in packaged_changes() if row.name == name), None)
    if waiting is None:
        return None
    base, ours = packaged_before(waiting), texts_in_force().get(name, "")
    both = merged(base, ours, waiting.content) if ours and waiting.content else None
    return PackagedReview(waiting, base, ours, both)


def fault_places(content: str, messages: Iterable[str]) -> list[FaultPlace]:
    """Each fault of a rule file as it was typed, with its place."""
    lines = content.splitlines()
    numbers = [(message, line_of(content, message)) for message in messages]
    return [
        FaultPlace(message, number, lines[number - 1].strip() if number and number <= len(lines) else "")
        for message, number in numbers
    ]


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
    """The names of people written down as ``operator:7``, and of the machine, ``system``."""
    numbers = {int(found[1]) for one in loaded_by if (found := re.fullmatch(r"operator:(\d{1,18})", one))}
    people = {f"operator:{user.pk}": str(user) for user in User.objects.filter(pk__in=numbers)}
    return {**people, "system": gettext("Automatic")}


def diff_of(old: str, new: str) -> list[DiffLine]:
    """The unified differences of two texts, with three lines around each."""
    kinds = {"+": "added", "-": "removed", "@": "place"}
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm=""))[2:]
    return [DiffLine(kinds.get(line[:1], ""), line) for line in lines]
