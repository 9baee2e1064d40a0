"""The worked example of docs/algorithms/landed-cost.md is true."""

import json
import re
from decimal import Decimal
from pathlib import Path

from entrepot.domain.duties import Status, consignment_from_document, landed_cost
from entrepot.domain.money import Money
from entrepot.rules import packaged_rulebook

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "landed-cost.md"


def test_the_example_of_the_page_gives_the_figures_of_the_page() -> None:
    block = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    cost = landed_cost(consignment_from_document(json.loads(block[1])), packaged_rulebook())

    assert cost.status is Status.COMPLETE
    assert [(c.line_ids, c.code, c.base.amount, c.rate, c.amount.amount) for c in cost.charges] == [
        (("shirts",), "duty.tariff", Decimal("190.80"), Decimal("0.12"), Decimal("22.90")),
        (("book",), "duty.tariff", Decimal("21.20"), Decimal("0"), Decimal("0.00")),
        (("shirts",), "tax.import", Decimal("213.70"), Decimal("0.20"), Decimal("42.74")),
        (("book",), "tax.import", Decimal("21.20"), Decimal("0.055"), Decimal("1.17")),
    ]
    assert cost.charges[2].base_formula == "goods + freight + duty"
    assert cost.totals.landed == cost.totals.due_at_checkout == Money.of("278.81", "EUR")
    test = next(test for test in cost.thresholds_tested if test.rule_id == "eu.duty.flat-3")
    assert (test.value.amount, test.limit.amount, test.outcome) == (Decimal(200), Decimal(150), "above")


def test_the_variant_the_page_mentions() -> None:
    block = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    document = json.loads(block[1])
    document["lines"][0]["quantity"] = "2"
    document["seller"] = {"registrations": {"ioss": "IM2760000742"}}
    cost = landed_cost(consignment_from_document(document), packaged_rulebook())

    assert cost.totals.duty.amount == Decimal("6.00")
    assert all("duty" not in charge.base_formula for charge in cost.charges if charge.code == "tax.supply")
