"""Goods that will soon be too old weigh less: selling them spares what would be written off."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.domain.sourcing.plan import plan
from entrepot.domain.sourcing.policy import Policy
from entrepot.domain.sourcing.routes import Source, WantedLine
from tests.domain.sourcing.world import a_source, book, flat

LANES = book(flat("fr", "FR", "4.00", currency="EUR"), flat("nl", "NL", "5.00", currency="EUR", max_days=3))


def a_shelf(warehouse: str, country: str, *, days: int = 0, pieces: int = 0) -> Source:
    source = replace(a_source(warehouse, country, milk=9), costs={"milk": Decimal(10)})
    return replace(source, ageing={"milk": (days, pieces)}) if pieces else source


def from_where(*sources: Source, pieces: int = 1) -> tuple[str, Decimal]:
    found = plan(
        lines=[WantedLine("milk", pieces, 100)], sources=sources, book=LANES, destination="DE",
        currency="EUR", rates={"EUR": Decimal(1)},
    )  # fmt: skip
    (only,) = found.consignments
    return only.route.source.warehouse, found.cost


def test_what_is_spared_grows_to_its_share_on_the_last_day() -> None:
    policy = Policy(ageing_share=Decimal("0.50"), ageing_days=60)
    assert [policy.spared(Decimal(10), days) for days in (60, 30, 0)] == [0, Decimal("2.5"), 5]
    assert policy.spared(Decimal(10), 400) == 0
    assert Policy.of({"ageing_days": "30"}).ageing_days == 30


@pytest.mark.parametrize(("days", "warehouse"), [(59, "lille"), (40, "breda"), (0, "breda")])
def test_goods_that_age_go_first_where_that_outweighs_dearer_freight(days: int, warehouse: str) -> None:
    """Breda is 1.00 dearer, a day sooner; milk of 10.00 with 40 days left spares 1.67, with 59 days 0.08."""
    assert from_where(a_shelf("lille", "FR"), a_shelf("breda", "NL", days=days, pieces=9))[0] == warehouse


def test_only_the_pieces_that_age_are_spared() -> None:
    _where, fresh = from_where(a_shelf("lille", "FR"), pieces=3)
    _where, ageing = from_where(a_shelf("lille", "FR", days=0, pieces=2), pieces=3)
    assert fresh - ageing == 10
