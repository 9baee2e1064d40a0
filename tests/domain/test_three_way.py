"""Two people's changes of one text."""

import pytest

from entrepot.domain.three_way import merged

BASE = "a\nb\nc\nd\ne\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "a\nB\nc\nd\nE\n"),
        ("x\na\nb\nc\nd\ne\n", "a\nb\nc\n", "x\na\nb\nc\n"),
        ("a\nB\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nB\nc\nd\ne\n"),
        (BASE, "a\nb\n", "a\nb\n"),
    ],
)
def test_changes_of_different_lines_go_together(ours: str, theirs: str, both: str) -> None:
    assert merged(BASE, ours, theirs) == both
    assert merged(BASE, theirs, ours) == both


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("a\nB\nc\nd\ne\n", "a\nX\nc\nd\ne\n"),
        ("a\nB\nc\nd\ne\n", "a\nb\nX\nd\ne\n"),
        (BASE + "ours\n", BASE + "theirs\n"),
        ("", "a\nb\nX\nd\ne\n"),
    ],
)
def test_changes_of_the_same_or_neighbouring_lines_are_left_to_a_person(ours: str, theirs: str) -> None:
    assert merged(BASE, ours, theirs) is None
