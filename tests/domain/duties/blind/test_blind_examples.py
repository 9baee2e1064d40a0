"""Answers worked out on paper from the law notes, for destinations beyond the second engine."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from entrepot.domain.duties import quote_document
from entrepot.rules import packaged_rulebook
from tests.domain.duties.blind.test_blind_differential import assessed, no_rates

EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_the_product_answers_as_worked_out_on_paper(example: dict[str, Any]) -> None:
    answer = quote_document(example["document"], packaged_rulebook(), no_rates)
    owed = assessed(answer)
    told = {"duty": owed.duty, "tax": owed.tax, "fees": owed.fees, "levies": owed.duty + owed.tax}
    wanted = dict(example["expected"])
    statuses = (wanted.pop("status"),) if "status" in wanted else ("complete", "estimate")
    assert {name: told[name] for name in wanted} == {name: Decimal(amount) for name, amount in wanted.items()}
    assert answer["status"] in statuses, answer["gaps"]
