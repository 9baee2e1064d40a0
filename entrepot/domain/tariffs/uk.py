"""Commodities of the UK Trade Tariff API, version 2: JSON:API as served, or with its parts nested."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from entrepot.domain.tariffs.duty_texts import british_duty
from entrepot.domain.tariffs.model import Extract, TariffLine, Unread, digits, read_with

ALL_COUNTRIES: Final = "1011"
_THIRD_COUNTRY: Final = ("103", "105")
_PREFERENCES: Final = ("106", "142", "145")
_SIGNIFICANT: Final = 4


def from_json(text: str) -> Extract:
    """The third-country duty and the preferences of a commodity, or of a list of them.

    Raises ``ValueError`` for another file.
    """
    content = json.loads(text)
    made = Extract()
    for commodity in content if isinstance(content, list) else [content]:
        _read(commodity, made)
    return made


def _read(content: Any, made: Extract) -> None:
    nested = _nested(content) if isinstance(content, dict) and "data" in content else content
    if not isinstance(nested, dict) or not nested.get("goods_nomenclature_item_id"):
        raise ValueError("this is not a commodity of the UK Trade Tariff API")
    code = _code(str(nested["goods_nomenclature_item_id"]))
    description = str(nested.get("description_plain") or nested.get("description") or "")
    for measure in nested.get("import_measures", ()):
        kind = str(measure["measure_type"]["id"])
        if kind not in (*_THIRD_COUNTRY, *_PREFERENCES):
            continue
        made.rows += 1
        wording = str((measure.get("duty_expression") or {}).get("base") or "")
        if not wording:
            made.unread.append(Unread(f"measure {measure.get('id', '')}", "", "a condition without a duty"))
            continue
        area = str(measure["geographical_area"]["id"])
        rate, why = read_with(british_duty, wording)
        begins, ends = _day(measure.get("effective_start_date")), _day(measure.get("effective_end_date"))
        made.lines.append(
            TariffLine(
                code, wording, rate, why, _program(kind, area), description,
                valid_from=begins, valid_to=ends + timedelta(days=1) if ends else None,
            )
        )  # fmt: skip


def _program(kind: str, area: str) -> str:
    """Empty for the third-country duty; 105 is the duty of an authorised use, the rest are preferences."""
    if kind == "103" and area == ALL_COUNTRIES:
        return ""
    return f"{kind}:{area}"


def _code(item: str) -> str:
    """Ten digits without the pairs of zeros that only fill up, but at least a heading."""
    code = digits(item)
    while len(code) > _SIGNIFICANT and code.endswith("00"):
        code = code[:-2]
    return code


def _day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)[:10]) if raw else None


def _nested(content: Mapping[str, Any]) -> dict[str, Any]:
    """JSON:API with its ``included`` parts put where they are referred to."""
    parts = {(part["type"], part["id"]): part for part in content.get("included", ())}
    top = content["data"]
    references = (top.get("relationships", {}).get("import_measures") or {}).get("data", ())
    return {**top["attributes"], "import_measures": list(_measures(references, parts))}


def _measures(
    references: Any, parts: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for reference in references:
        part = parts.get((reference["type"], reference["id"]))
        if part is None:
            continue
        measure = {"id": part["id"], **part.get("attributes", {})}
        for name, related in part.get("relationships", {}).items():
            target = related.get("data") if isinstance(related, dict) else None
            if isinstance(target, dict):
                attributes = parts.get((target["type"], target["id"]), {}).get("attributes", {})
                measure[name] = {**attributes, "id": target["id"]}
        yield measure
