"""The product's engine against the second engine: thousands of random parcels, compared to the cent."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from entrepot.domain.duties import RuleBook, parse_rulebook, quote_document
from entrepot.rules import packaged_rulebook, packaged_texts
from tests.domain.duties.blind.parcels import CURRENCIES, MAKERS, document
from tests.domain.duties.blind.second_engine import Due, Parcel, due

D = Decimal
PARCELS = 250
CENT = D("0.01")
# Groups of lines that bear one tax are taxed as a whole by the product, line by line by the second engine.
# The notes recommend lines and prescribe neither, so each further line may move each tax by a cent.
GROUPED = {"US": 4 * CENT, "CN": 2 * CENT}  # as many taxes as a line may bear


def no_rates(*_asked: Any) -> Any:
    raise LookupError("The document brings every exchange rate.")


def assessed(answer: dict[str, Any]) -> Due:
    """What the authorities charge, in the currency of the destination."""
    sums = {"duty": D(0), "tax": D(0), "fee": D(0)}
    for charge in answer["charges"]:
        sums[charge["kind"]] += D(charge["assessed"]["amount"])
    return Due(sums["duty"], sums["tax"], sums["fee"], refused=answer["status"] == "refused")


def agree(parcel: Parcel, mine: Due, theirs: Due) -> bool:
    if mine.refused or theirs.refused:
        return mine.refused == theirs.refused
    slack = GROUPED.get(parcel.to, D(0)) * (len(parcel.items) - 1)
    return (
        abs(mine.duty - theirs.duty) <= slack
        and abs(mine.tax - theirs.tax) <= slack
        and mine.fees == theirs.fees
    )


def hangs_on_a_cent(parcel: Parcel) -> bool:
    """Personal articles of several lines whose tax is CNY 50 or 50.01 as one groups them."""
    small = D(50) <= due(parcel).tax <= D("50.02")
    return parcel.mode == "personal_articles" and len(parcel.items) > 1 and small


def disagreements(name: str, book: RuleBook, parcels: int = PARCELS) -> Iterator[str]:
    rng = Random(name)
    for _ in range(parcels):
        parcel = MAKERS[name](rng)
        if hangs_on_a_cent(parcel):
            continue
        mine = due(parcel)
        theirs = assessed(quote_document(document(parcel), book, no_rates))
        if not agree(parcel, mine, theirs):
            yield f"{parcel}\n  second engine {mine}\n  product {theirs}"


@pytest.mark.parametrize("name", MAKERS)
def test_both_engines_agree(name: str) -> None:
    assert list(disagreements(name, packaged_rulebook())) == []


@pytest.mark.parametrize("name", MAKERS)
def test_both_engines_agree_on_documents_in_another_currency(name: str) -> None:
    rng = Random(f"{name} abroad")
    for _ in range(PARCELS // 4):
        parcel, rate = MAKERS[name](rng), rng.choice((D("0.5"), D("1.25"), D("0.8"), D(2), D("0.016")))
        if hangs_on_a_cent(parcel):
            continue
        answer = quote_document(document(parcel, "HKD", rate), packaged_rulebook(), no_rates)
        assert agree(parcel, due(parcel), assessed(answer)), parcel
        for charge in answer["charges"]:  # each charge is also told in the document's currency
            told, owed = D(charge["amount"]["amount"]), D(charge["assessed"]["amount"])
            assert abs(told - owed / rate) <= CENT / 2


@pytest.mark.parametrize("name", MAKERS)
def test_every_regime_meets_free_charged_and_refused_parcels(name: str) -> None:
    rng = Random(name)
    met = [due(MAKERS[name](rng)) for _ in range(PARCELS)]
    assert sum(one.total > 0 for one in met) >= PARCELS // 5
    assert len({one.total for one in met}) >= PARCELS // 10
    if name.startswith("china"):
        assert sum(one.refused for one in met) >= PARCELS // 20


PLANTED = [
    ("china retail", "cn.toml", "order_limit = 5000\n", "order_limit = 4999.99\n"),
    ("china retail", "cn.toml", "order_limit = 5000\n", "order_limit = 5000.01\n"),
    ("china personal articles", "cn.toml", "exempt_up_to = 50\n", "exempt_up_to = 49.99\n"),
    ("european union", "eu.toml", "amount = 3\n", "amount = 2.99\n"),
    ("united kingdom", "gb.toml", "limit = 135,", "limit = 134.99,"),
    ("canada", "ca.toml", "limit = 150,", "limit = 150.01,"),
    ("australia", "au.toml", "amount = 152\n", "amount = 151\n"),
]


@pytest.mark.parametrize(("name", "file", "right", "wrong"), PLANTED)
def test_a_fault_planted_in_the_rules_is_found(name: str, file: str, right: str, wrong: str) -> None:
    texts = {key: text for key, text in packaged_texts().items() if key.split(".")[0] == file.split(".")[0]}
    assert right in texts[file]
    texts[file] = texts[file].replace(right, wrong)
    assert next(disagreements(name, parse_rulebook(texts), 4 * PARCELS), None) is not None


def test_the_codes_of_currencies_cover_every_destination_outside_the_euro() -> None:
    assert set(CURRENCIES) == {MAKERS[name](Random(name)).to for name in MAKERS if name != "european union"}
