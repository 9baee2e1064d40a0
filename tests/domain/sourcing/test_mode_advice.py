"""Advice on modes: the worked example of the manual page, and what must hold for any merchant."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.inventory.storage_fees import AgeTier, StorageTariff
from entrepot.domain.sourcing.mode_advice import COVERS, Kind, Merchant, Way, advise, costs_of, curve

D = Decimal
PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "mode-advice.md"
POST = Way("direct_mail", Kind.SELL_FIRST, D("9.00"), D("4.00"), D(10))
STOCK = Way(
    "overseas_warehouse", Kind.STOCK, D("3.50"), D("4.20"), D(3), handling=D("0.80"), batch_fixed=D("150.00"),
    batch_piece=D("0.60"), batch_days=D(35), volume_mm3=2_000_000,
    storage=StorageTariff("EUR", 0, (AgeTier(0, D("2.00")),)),
)  # fmt: skip
COLLECTED = Way("consolidated", Kind.COLLECT, D("4.00"), D("4.00"), D(6), batch_fixed=D("90.00"),
                batch_piece=D("1.20"), batch_days=D(4))  # fmt: skip


def merchant(monthly: int = 100, capital: str = "20000", risk: str = "0.40") -> Merchant:
    return Merchant(monthly, D("20.00"), D("30.00"), D(capital), D(risk))


def test_the_worked_example_is_that_of_the_page() -> None:
    told = PAGE.read_text(encoding="utf-8")
    advice = advise(merchant(), [POST, STOCK])
    best, other = advice.options
    assert (best.way.code, best.cover, other.way.code) == ("overseas_warehouse", 30, "direct_mail")
    figures = {
        "freight": best.freight, "storage": best.storage, "capital": best.capital, "risk": best.risk,
        "waiting": best.waiting, "total": best.total, "needed": best.capital_needed,
        "exposure": best.exposure, "by post": other.total,
    }  # fmt: skip
    for name, figure in figures.items():
        assert f"| {name} | {figure:.2f} |" in told
    assert f"**{advice.break_even} pieces a month**" in told


def test_small_capital_is_advised_to_sell_first_and_told_why() -> None:
    advice = advise(merchant(capital="500"), [POST, STOCK])
    assert advice.recommended is not None
    assert advice.recommended.way.code == "direct_mail"
    assert advice.options[1].obstacles == ("capital", "risk")


def test_who_may_not_lose_anything_is_not_sent_into_stock() -> None:
    advice = advise(merchant(risk="0"), [POST, STOCK])
    assert advice.options[0].way.code == "direct_mail"
    assert advice.options[1].obstacles == ("risk",)


def test_the_break_even_is_where_the_cheaper_way_changes() -> None:
    advice = advise(merchant(), [POST, STOCK])
    assert advice.break_even is not None
    at = advice.break_even
    post, stock = (curve(merchant(), way, [at, at + 1]) for way in (POST, STOCK))
    assert (stock[0] > post[0], stock[1] <= post[1]) == (True, True)


def test_collecting_waits_longer_for_a_fuller_batch_and_carries_cheaper() -> None:
    week, month = costs_of(merchant(), COLLECTED, 7), costs_of(merchant(), COLLECTED, 30)
    assert (week.days, month.days) == (D("13.35"), D("24.85"))
    assert month.freight < week.freight
    assert (week.capital_needed, week.exposure) == (0, 0)


def test_a_deposit_ties_up_what_it_does_not_pay_until_the_goods_leave() -> None:
    bought = Way("buyer", Kind.SELL_FIRST, D(14), D(10), D(15), deposit_share=D("0.30"), bought_days=D(3))
    found = costs_of(merchant(), bought, 0)
    # 30 % of 30.00 pay 9.00 of the 20.00; 10 pieces are waiting at a time.
    assert found.capital_needed == D("110.00")
    assert found.capital == D("11.00") * D("0.12") * 3 / 365


def test_what_lies_there_ties_up_what_bringing_it_cost_too() -> None:
    plain = costs_of(merchant(), STOCK, 30)
    dutiable = costs_of(merchant(), replace(STOCK, batch_charges=D("2.00")), 30)
    assert dutiable.charges - plain.charges == D("2.00")
    # Landed at 22.10 of freight and price: a piece more of 2.00 ties up so much more.
    assert dutiable.capital / plain.capital == D("24.10") / D("22.10")


def test_no_way_gives_no_advice_and_less_than_a_piece_a_month_is_refused() -> None:
    assert advise(merchant(), []).recommended is None
    with pytest.raises(ValueError, match="a piece a month"):
        merchant(monthly=0)


@given(st.integers(1, 5_000), st.integers(0, 100_000), st.sampled_from(["0", "0.1", "1"]))
def test_what_is_recommended_is_affordable_and_nothing_affordable_is_cheaper(
    monthly: int, capital: int, risk: str
) -> None:
    who = merchant(monthly, str(capital), risk)
    advice = advise(who, [POST, STOCK, COLLECTED])
    best = advice.recommended
    assert best is not None
    assert best.capital_needed <= who.capital
    assert best.exposure <= who.capital * who.risk_share or not best.exposure
    affordable = [
        costs_of(who, way, cover)
        for way in (STOCK, COLLECTED)
        for cover in COVERS
        if not costs_of(who, way, cover).obstacles
    ]
    assert all(best.total <= each.total for each in affordable)
