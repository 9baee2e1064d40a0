"""Rule files: TOML text in, typed rules out. Every fault of a file is reported at once.

Three kinds of file, told by ``kind``: ``rules`` (a jurisdiction), ``tariff`` (rates by code prefix)
and ``codes`` (a named list of commodity codes).
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.duties.rates import UnreadableRate, parse_rate
from entrepot.domain.duties.rule_reading import read_day, read_rule
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.rules import Jurisdiction, Rule, extended
from entrepot.domain.duties.tariff import TariffEntry, TariffTable

IMPORTED: Final = "imported/"


class FaultyRules(ValueError):
    """``faults`` lists everything wrong with a rule file, each with where it stands."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def parse_rulebook(texts: Mapping[str, str], imported: Mapping[str, TariffTable] | None = None) -> RuleBook:
    """Build a ``RuleBook`` from rule files given as ``{name: text}``.

    ``imported`` holds, by name, tariffs that are not written in their file's text: that only identifies
    them. For equal codes they go before those of the files. Lists of codes in a file whose name begins
    with ``IMPORTED`` replace lists of the same name.
    Raises ``FaultyRules`` naming every fault of every file.
    """
    known = imported or {}
    jurisdictions, tariffs, lists, faults = [], list(known.values()), {}, []
    digest = hashlib.sha256()
    for name in sorted(texts, key=lambda name: (name.startswith(IMPORTED), name)):
        digest.update(f"{name}\0{texts[name]}\0".encode())
        if name in known:
            continue
        try:
            part = parse_rules(texts[name])
        except FaultyRules as error:
            faults += [f"{name}: {fault}" for fault in error.faults]
            continue
        if isinstance(part, Jurisdiction):
            jurisdictions.append(part)
        elif isinstance(part, TariffTable):
            tariffs.append(part)
        else:
            lists.update(part)
    try:
        whole = extended(jurisdictions)
    except ValueError as error:
        faults.append(str(error))
    if faults:
        raise FaultyRules(faults)
    return RuleBook.build(whole, tariffs, lists, digest.hexdigest()[:16])


def parse_rules(text: str) -> Jurisdiction | TariffTable | dict[str, frozenset[str]]:
    """Read one rule file. Raises ``FaultyRules``."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise FaultyRules([str(error)]) from error
    except RecursionError as error:
        raise FaultyRules(["lists and tables stand too deep in one another"]) from error
    match content.get("kind"):
        case "rules":
            return _jurisdiction(content)
        case "tariff":
            return _tariff(content)
        case "codes":
            return {
                str(name): frozenset(str(codes).split()) for name, codes in content.get("lists", {}).items()
            }
        case other:
            raise FaultyRules([f"kind: must be rules, tariff or codes, not {other!r}"])


def _jurisdiction(content: Mapping[str, Any]) -> Jurisdiction:
    """A whole jurisdiction, or with ``extends`` more rules for one that another file describes."""
    needed = () if content.get("extends") else ("code", "name", "countries", "currency")
    faults = [f"{name}: missing" for name in needed if not content.get(name)]
    if not isinstance(content.get("countries", []), list):
        faults.append('countries: must be a list, like ["DE", "FR"]')
    rules: list[Rule] = []
    for index, raw in enumerate(content.get("rule", ())):
        try:
            rules.append(read_rule(raw))
        except ValueError as error:
            name = raw.get("id", "") if isinstance(raw, Mapping) else ""
            faults.append(f"rule[{index}] {name}: {error}")
    repeated = [rule_id for rule_id, count in Counter(rule.id for rule in rules).items() if count > 1]
    faults += [f"rule {rule_id}: exists twice" for rule_id in repeated]
    if faults:
        raise FaultyRules(faults)
    if content.get("extends"):
        return Jurisdiction(content["extends"], "", frozenset(), "", tuple(rules))
    countries = frozenset(content["countries"])
    return Jurisdiction(content["code"], content["name"], countries, content["currency"], tuple(rules))


def _tariff(content: Mapping[str, Any]) -> TariffTable:
    faults, entries = [], []
    for block in content.get("block", ()):
        for prefix, text in block.get("rates", {}).items():
            try:
                rate = parse_rate(str(text))
            except UnreadableRate as error:
                faults.append(f"{prefix}: {error}")
                continue
            source, confidence = block.get("source", ""), block.get("confidence", "")
            if not source or confidence not in ("H", "M", "L"):
                faults.append(f"{prefix}: its block needs source and confidence")
            code = prefix.replace(".", "")
            entries.append(
                TariffEntry(
                    code,
                    rate,
                    source,
                    confidence,
                    read_day(block, "from"),
                    read_day(block, "to"),
                    program=block.get("program", ""),
                )
            )
    if not content.get("jurisdiction"):
        faults.append("jurisdiction: missing")
    if faults:
        raise FaultyRules(faults)
    return TariffTable(content["jurisdiction"], tuple(entries), content.get("date", "acceptance"))
