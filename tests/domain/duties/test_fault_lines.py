"""A fault of a rule file leads to its line."""

import pytest

from entrepot.domain.duties import FaultyRules
from entrepot.domain.duties.fault_lines import line_of
from entrepot.domain.duties.parsing import parse_rulebook

HEAD = 'kind = "rules"\ncode = "XX"\nname = "X"\ncountries = ["XX"]\ncurrency = "XXX"\n'
RULE = '\n[[rule]]\nid = "{id}"\nkey = "vat"\nsource = "{source}"\nconfidence = "H"\n'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (HEAD + RULE.format(id="one", source="x") + RULE.format(id="two", source=""), [13]),
        (HEAD + RULE.format(id="one", source="x") * 2, [14]),
        (HEAD + "x = = 1\n", [6]),
        ('kind = "rulez"\n', [1]),
        (HEAD.replace('code = "XX"\n', ""), [None]),
        ('kind = "tariff"\n[[block]]\nsource = "s"\nconfidence = "H"\n[block.rates]\n"6109.10" = "dear"\n',
         [6, None]),
    ],
)  # fmt: skip
def test_every_fault_names_its_line(text: str, lines: list[int | None]) -> None:
    with pytest.raises(FaultyRules) as error:
        parse_rulebook({"xx.toml": text})
    assert [line_of(text, fault) for fault in error.value.faults] == lines
