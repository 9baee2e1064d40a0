"""Facilitations: who meets them, how a shop stands to them, and that the packaged ones hang together."""

from datetime import date

import pytest

from entrepot.domain.customs.facilitations import Facilitation, Standing, read_facilitations
from entrepot.domain.duties.coverage import schemes_of
from entrepot.domain.identifiers import OF_SCHEME, TRUSTED_TRADER
from entrepot.rules import packaged_rulebook
from entrepot.rules.facilitations import packaged_facilitations

TODAY = date(2026, 11, 22)
ONE = {
    "code": "x", "territory": "EU", "kind": "tax_scheme", "directions": ["import"], "name": {"en": "X"},
    "who": {"en": "y"}, "changes": {"en": "z"}, "source": "law", "confidence": "H", "registrations": ["ioss"],
}  # fmt: skip


def by_code(code: str) -> Facilitation:
    return next(one for one in packaged_facilitations() if one.code == code)


@pytest.mark.parametrize(
    ("changed", "registered", "used", "standing"),
    [
        ({}, ["ioss"], [], Standing.HELD),
        ({}, ["gb_vat"], [], Standing.AVAILABLE),
        ({"registrations": [], "procedures": ["H7"]}, [], ["H7"], Standing.HELD),
        ({"registrations": [], "procedures": ["H7"]}, [], ["H1"], Standing.AVAILABLE),
        ({"registrations": []}, [], [], Standing.BY_LAW),
        ({"confidence": "L"}, ["ioss"], [], Standing.UNSURE),
        ({"to": TODAY}, ["ioss"], [], Standing.ENDED),
        ({"from": date(2026, 11, 23)}, ["ioss"], [], None),
    ],
)  # fmt: skip
def test_how_a_shop_stands(
    changed: dict[str, object], registered: list[str], used: list[str], standing: Standing | None
) -> None:
    assert Facilitation.of({**ONE, **changed}).standing(TODAY, registered, used) == standing


def test_only_ways_that_cross_the_border_of_the_territory_in_its_direction_meet_it() -> None:
    one = Facilitation.of(ONE)
    assert one.touches("CN", "DE")
    assert not one.touches("DE", "CN")
    assert not one.touches("FR", "DE")
    assert not one.touches("CN", "GB")
    assert Facilitation.of({**ONE, "directions": ["export"]}).touches("DE", "CN")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"directions": ["transit"]}, "x: directions"),
        ({"confidence": "sure"}, "x: confidence"),
        ({"kind": "favour"}, "x: 'favour'"),
        ({"limit": "many", "currency": "EUR"}, "x: "),
        ({"colour": "red"}, "x: .*colour"),
    ],
)
def test_a_faulty_entry_names_itself(changed: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Facilitation.of({**ONE, **changed})


def test_a_code_is_given_once() -> None:
    entry = (
        '[[facilitation]]\ncode = "x"\nterritory = "GB"\nkind = "value_relief"\ndirections = ["import"]\n'
        'name = { en = "X" }\nwho = { en = "y" }\nchanges = { en = "z" }\nsource = "law"\nconfidence = "H"\n'
    )
    assert [one.code for one in read_facilitations(entry)] == ["x"]
    with pytest.raises(ValueError, match="given twice"):
        read_facilitations(entry + entry)


def test_packaged_facilitations_speak_both_languages_and_know_the_engine() -> None:
    book = packaged_rulebook()
    for one in packaged_facilitations():
        for text in (one.name, one.who, one.changes):
            assert set(text) == {"en", "zh-hans"}, one.code
        assert one.source, one.code
        known = book.jurisdiction_of(min(one.countries))
        assert known is not None, one.code
        assert not one.scheme or one.scheme in schemes_of(known, TODAY), one.code
        if one.kind == "trusted_trader":
            assert set(one.registrations) <= TRUSTED_TRADER, one.code
    assert {kind for kind in OF_SCHEME if kind in TRUSTED_TRADER} <= {
        kind for one in packaged_facilitations() for kind in one.registrations
    }


def test_what_is_gone_is_gone() -> None:
    for code, last in (("us.type_86", date(2025, 8, 28)), ("eu.low_value", date(2026, 6, 30))):
        one = by_code(code)
        assert one.standing(last, (), ()) in (Standing.AVAILABLE, Standing.BY_LAW)
        assert one.standing(TODAY, (), ("type_86",)) == Standing.ENDED
