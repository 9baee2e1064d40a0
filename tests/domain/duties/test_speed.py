"""A guard against becoming slow by accident; the real figures come from ``make bench``.

Calls are counted, not seconds: they are the same on every machine, however busy. 1,600 of them take a
quarter of a millisecond.
"""

import sys
from types import FrameType

import pytest

from entrepot.domain.duties import landed_cost
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import consignment, line

MOST_CALLS = 4_000


@pytest.mark.parametrize("to", ["DE", "GB", "US", "AU", "CN"])
def test_quotes_three_line_consignments_fast(to: str) -> None:
    goods = (line("61091000", "30", 2, "VN"), line("691110", "40"), line("950300", "4.99", 3))
    sent = consignment(to, *goods, freight="9.90")
    book = packaged_rulebook()
    landed_cost(sent, book)
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    watching = sys.getprofile()
    sys.setprofile(count)
    try:
        landed_cost(sent, book)
    finally:
        sys.setprofile(watching)
    assert 100 < calls < MOST_CALLS
