"""A guard against becoming slow by accident; the real figures come from ``make bench``."""

import time

import pytest

from entrepot.domain.duties import landed_cost
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import consignment, line

AT_LEAST_PER_SECOND = 1_000
ROUNDS = 300


@pytest.mark.parametrize("to", ["DE", "GB", "US", "AU", "CN"])
def test_quotes_three_line_consignments_fast(to: str) -> None:
    goods = (line("61091000", "30", 2, "VN"), line("691110", "40"), line("950300", "4.99", 3))
    sent = consignment(to, *goods, freight="9.90")
    book = packaged_rulebook()
    landed_cost(sent, book)

    start = time.process_time()
    for _ in range(ROUNDS):
        landed_cost(sent, book)
    spent = time.process_time() - start

    assert ROUNDS / spent > AT_LEAST_PER_SECOND
