"""The same consignment otherwise: fields replaced, other origin, or split into several."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.duties.document import consignment_from_document
from entrepot.domain.duties.reading import FaultyDocument, unkeepable
from entrepot.domain.money import Money

Faults = list[tuple[str, str]]
MOST: Final = 50
_SHARED: Final = ("freight", "insurance", "discount")


def read_variations(
    document: object, variations: object, faults: Faults
) -> Iterator[tuple[str, Mapping[str, Any], list[dict[str, Any]]]]:
    """Each variation's name, its change and the documents it makes; faults are added to ``faults``.

    ``document`` must be a readable consignment.
    """
    base = dict(document) if isinstance(document, Mapping) else {}
    if not isinstance(variations, Sequence) or isinstance(variations, str) or not variations:
        faults.append(("variations", "must be a list of at least one variation"))
        return
    if len(variations) > MOST:
        faults.append(("variations", f"must not be more than {MOST}"))
        return
    for index, raw in enumerate(variations):
        path = f"variations[{index}]"
        if not isinstance(raw, Mapping):
            faults.append((path, "must be an object with the fields to replace"))
            continue
        if odd := unkeepable(raw, path):
            faults += odd
            continue
        change = {key: value for key, value in raw.items() if key != "name"}
        if not change:
            faults.append((path, "changes nothing: name at least one field to replace"))
            continue
        groups = change.get("split")
        whole = _replaced(base, change)
        if not _readable(whole, path, faults):
            continue
        parts = [whole] if groups is None else _split(whole, groups, f"{path}.split", faults)
        yield str(raw.get("name") or f"variation {index + 1}"), change, parts


def _replaced(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    made = {**base, **{key: value for key, value in change.items() if key not in ("split", "origin")}}
    if "as_of" in change and "dates" not in change:
        made.pop("dates", None)
    if "origin" in change and isinstance(made["lines"], list):
        made["lines"] = [
            {**line, "origin": change["origin"]} if isinstance(line, Mapping) else line
            for line in made["lines"]
        ]
    return made


def _readable(document: dict[str, Any], path: str, faults: Faults) -> bool:
    try:
        consignment_from_document(document)
    except FaultyDocument as error:
        faults += [(f"{path}.{inner}", text) for inner, text in error.faults]
        return False
    return True


def _split(whole: dict[str, Any], groups: object, path: str, faults: Faults) -> list[dict[str, Any]]:
    lines = {line["id"]: line for line in whole["lines"]}
    named = _partition(groups, set(lines))
    if not named:
        faults.append((path, "must be lists of line ids in which every line stands exactly once"))
        return []
    weights = [sum((_value(lines[name]) for name in group), Decimal(0)) for group in named]
    parts = [{**whole, "lines": [lines[name] for name in group]} for group in named]
    for name in _SHARED:
        if whole.get(name) is None:
            continue
        shares = Money.of(str(whole[name]), whole["currency"]).allocate(weights)
        for part, share in zip(parts, shares, strict=True):
            part[name] = f"{share.amount:f}"
    return parts


def _value(line: Mapping[str, Any]) -> Decimal:
    return Decimal(line["quantity"]) * Decimal(line["unit_value"])


def _partition(groups: object, ids: set[str]) -> list[list[str]]:
    """``groups`` when every id stands in them exactly once, else nothing."""
    if not isinstance(groups, list) or not all(isinstance(group, list) and group for group in groups):
        return []
    named = [str(name) for group in groups for name in group]
    fits = len(named) == len(ids) and set(named) == ids
    return [[str(name) for name in group] for group in groups] if fits else []
