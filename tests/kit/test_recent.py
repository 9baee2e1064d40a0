"""Reference data is asked for once in a while, and never longer than was said."""

import pytest
from pytest_django import Settings

from entrepot.kit import recent
from entrepot.kit.recent import Recent


class Shelf:
    """Counts how often it is asked; knows nothing of "nobody"."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def load(self, key: str) -> str:
        self.asked.append(key)
        if key == "nobody":
            raise KeyError(key)
        return key.upper()


def test_a_value_is_loaded_once_and_again_when_its_seconds_are_over(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30
    now = [100.0]
    monkeypatch.setattr(recent.time, "monotonic", lambda: now[0])
    shelf = Shelf()
    long, short = Recent(shelf.load), Recent(shelf.load, seconds=5)
    assert [long["a"], long["a"], short["a"], short["a"]] == ["A"] * 4
    assert shelf.asked == ["a", "a"]
    now[0] = 105.0
    assert (short["a"], long["a"]) == ("A", "A")
    assert shelf.asked == ["a", "a", "a"]
    now[0] = 130.0
    assert long["a"] == "A"
    assert shelf.asked == ["a"] * 4


def test_it_keeps_no_more_than_its_limit_and_nothing_that_failed(settings: Settings) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30
    shelf = Shelf()
    kept = Recent(shelf.load, limit=2)
    for key in ("a", "b", "c", "a"):
        kept[key]
    assert shelf.asked == ["a", "b", "c", "a"]
    for _ in range(2):
        with pytest.raises(KeyError):
            kept["nobody"]
    assert shelf.asked[-2:] == ["nobody"] * 2


def test_nothing_kept_before_is_given_once_keeping_is_off(settings: Settings) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30
    shelf = Shelf()
    kept = Recent(shelf.load)
    assert kept["a"] == "A"
    settings.REFERENCE_CACHE_SECONDS = 0
    assert kept["a"] == "A"
    assert shelf.asked == ["a", "a"]
