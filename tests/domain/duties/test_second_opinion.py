"""The engine against an independent, plain second implementation, on random consignments."""

from datetime import date
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.duties import plain_second_opinion as plain
from tests.domain.duties.consignments import line, quote
from tests.domain.duties.plain_second_opinion import Goods

CODES = ("610910", "640411", "691110", "871200", "950300")
RATES = ("0", "0.025", "0.045", "0.10", "0.165", "0.32")
Line = tuple[str, str, int, int, str]  # hs6, origin, quantity, value in cents, rate

parcels = st.lists(
    st.tuples(
        st.sampled_from(CODES), st.sampled_from(("VN", "IN", "GB", "MX")), st.integers(1, 5),
        st.one_of(st.integers(1, 20_000), st.sampled_from((5_000, 13_500, 15_000, 100_000, 100_001))),
        st.sampled_from(RATES),
    ),
    min_size=1, max_size=4,
)  # fmt: skip
freights = st.integers(0, 5_000)
often = settings(max_examples=150, deadline=None)


def asked(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        line(hs, str(cents / 100), quantity, origin, tariff={"ad_valorem": rate})
        for hs, origin, quantity, cents, rate in lines
    ]


def told(lines: list[Line]) -> list[Goods]:
    return [
        Goods(hs, origin, quantity, F(cents, 100), F(rate)) for hs, origin, quantity, cents, rate in lines
    ]


def owed(to: str, lines: list[Line], freight: int = 0, **facts: Any) -> plain.Owed | None:
    cost = quote(to, *asked(lines), freight=str(freight / 100), **facts)
    assert cost.status in ("complete", "estimate", "refused"), cost.gaps
    if cost.status == "refused":
        return None
    return F(cost.totals.duty.amount), F(cost.totals.tax.amount), F(cost.totals.fees.amount)


@often
@given(parcels, freights)
def test_britain(lines: list[Line], freight: int) -> None:
    assert owed("GB", lines, freight) == plain.britain(told(lines), F(freight, 100))


@often
@given(parcels, freights, st.booleans(), st.sampled_from(("2026-06-30", "2026-07-01", "2026-11-21")))
def test_germany(lines: list[Line], freight: int, ioss: bool, on: str) -> None:
    seller = {"registrations": {"ioss": "IM2760000742"} if ioss else {}}
    value = plain.total(told(lines))
    second = plain.germany(told(lines), F(freight, 100), date.fromisoformat(on), ioss and value <= 150)

    assert owed("DE", lines, freight, on=on, seller=seller) == second


@often
@given(parcels, freights, st.booleans())
def test_australia(lines: list[Line], freight: int, registered: bool) -> None:
    seller = {"registrations": {"au_gst": "ARN 300012345678"} if registered else {}}
    try:
        second = plain.australia(told(lines), F(freight, 100), registered)
    except NotImplementedError:
        return
    assert owed("AU", lines, freight, seller=seller) == second


@often
@given(parcels, freights, st.sampled_from(("2026-03-01", "2026-07-23", "2026-07-24", "2026-11-21")))
def test_united_states(lines: list[Line], freight: int, on: str) -> None:
    second = plain.united_states(told(lines), date.fromisoformat(on))
    small = [one for one in lines if one[2] * one[3] <= 50_000]
    if small != lines or sum(one[2] * one[3] for one in lines) > 250_000:
        return
    assert owed("US", lines, freight, on=on) == second


@often
@given(parcels, freights, st.booleans(), st.sampled_from(("5", "5.4321")))
def test_brazil(lines: list[Line], freight: int, certified: bool, dollar: str) -> None:
    facts = {
        "currency": "BRL",
        "fx": {"USD/BRL": dollar},
        "seller": {"registrations": {"br_prc": "PRC"} if certified else {}},
    }
    if sum(one[2] * one[3] for one in lines) + freight > 1_000_000:
        return
    second = plain.brazil(told(lines), F(freight, 100), F(dollar), certified)
    assert owed("BR", lines, freight, on="2026-05-01", **facts) == second


@often
@given(st.integers(1, 600_000), st.integers(1, 3), st.sampled_from(("0", "0.10", "0.165")))
def test_japan(value: int, quantity: int, rate: str) -> None:
    one = [("611020", "VN", quantity, value * 100, rate)]
    facts = {"currency": "JPY", "importer": {"kind": "business"}}

    assert owed("JP", one, on="2026-05-01", **facts) == plain.japan(told(one))


@often
@given(parcels, freights, st.sampled_from((0, 20_000, 25_000)))
def test_china_retail(lines: list[Line], freight: int, used: int) -> None:
    facts = {"mode": "bonded", "importer": {"used_this_year": str(used)}}
    second = plain.china_retail(told(lines), F(freight, 100), F(used))

    assert owed("CN", lines, freight, **facts) == second


@pytest.mark.parametrize("edge", plain.CHINA_EDGES)
@pytest.mark.parametrize(
    ("freight", "used", "quantity"), [(0, 0, 1), (1_000, 0, 1), (0, 21_000, 1), (1_001, 0, 2)]
)
def test_china_retail_at_the_edges_of_order_and_year(
    edge: int, freight: int, used: int, quantity: int
) -> None:
    """Value with freight comes to the edge, alone or with what the buyer used before."""
    cents = edge - freight - (used * 100 if edge > 500_001 else 0)
    one = [("640411", "VN", quantity, cents // quantity, "0.10")]
    facts = {"mode": "bonded", "importer": {"used_this_year": str(used)}}
    second = plain.china_retail(told(one), F(freight, 100), F(used))

    assert owed("CN", one, freight, **facts) == second
