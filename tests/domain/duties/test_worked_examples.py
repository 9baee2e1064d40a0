"""Examples that others published, to the cent. Each row names its source."""

import json
from pathlib import Path
from typing import Any

import pytest

from entrepot.domain.duties import consignment_from_document, landed_cost
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import amounts

FOLDER = Path(__file__).parent
EXAMPLES = [
    example
    for name in ("worked_examples.json", "worked_examples_world.json")
    for example in json.loads((FOLDER / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_published_example_comes_out_to_the_cent(example: dict[str, Any]) -> None:
    cost = landed_cost(consignment_from_document(example["consignment"]), packaged_rulebook())

    assert amounts(cost) == example["expected"], example["source"]
