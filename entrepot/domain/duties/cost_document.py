"""A landed cost as a document and back, so that a stored quote can be shown and compared years later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from entrepot.domain.duties.outcome import (
    OUTCOMES,
    REFUSED,
    Charge,
    ChargeKind,
    Due,
    FxUsed,
    LandedCost,
    Notice,
    Restriction,
    RuleUsed,
    Status,
    ThresholdTest,
    Totals,
)
from entrepot.domain.duties.reading import FaultyDocument
from entrepot.domain.money import Money

_TOTALS = (
    "goods",
    "freight",
    "insurance",
    "discount",
    "duty",
    "tax",
    "fees",
    "landed",
    "due_at_checkout",
    "due_on_delivery",
)


def cost_to_document(cost: LandedCost) -> dict[str, Any]:
    """The answer as JSON-ready values; amounts are ``{"amount": "12.50", "currency": "EUR"}``."""
    return {
        "status": cost.status.value,
        "destination": cost.destination,
        "scheme": cost.scheme,
        "currency": cost.currency,
        "charges": [_charge(charge) for charge in cost.charges],
        "totals": {name: _money(getattr(cost.totals, name)) for name in _TOTALS},
        "thresholds_tested": [
            {
                "rule_id": test.rule_id,
                "subject": test.subject,
                "basis": test.basis,
                "value": _money(test.value),
                "limit": _money(test.limit),
                "outcome": test.outcome,
            }
            for test in cost.thresholds_tested
        ],
        "warnings": [_notice(notice) for notice in cost.warnings],
        "gaps": [_notice(notice) for notice in cost.gaps],
        "not_included": [_notice(notice) for notice in cost.not_included],
        "restrictions": [_restriction(found) for found in cost.restrictions],
        "fx": [
            {
                "base": fx.base,
                "quote": fx.quote,
                "rate": f"{fx.rate:f}",
                "source": fx.source,
                "on": fx.on.isoformat(),
            }
            for fx in cost.fx
        ],
        "rules": [_rule(rule) for rule in cost.rules],
        "rulebook": cost.rulebook,
    }


def _restriction(found: Restriction) -> dict[str, Any]:
    return {
        "effect": found.effect,
        "notice": _notice(found.notice),
        "rule_id": found.rule_id,
        "source": found.source,
        "outcome": found.outcome,
        "licence": found.licence,
        "allowed": None if found.allowed is None else str(found.allowed),
        "unit": found.unit,
    }


def _charge(charge: Charge) -> dict[str, Any]:
    return {
        "kind": charge.kind.value,
        "code": charge.code,
        "base": _money(charge.base),
        "base_formula": charge.base_formula,
        "base_parts": [{"name": name, "value": str(value)} for name, value in charge.base_parts],
        "rate": None if charge.rate is None else str(charge.rate),
        "specific": charge.specific,
        "assessed": _money(charge.assessed),
        "amount": _money(charge.amount),
        "rounding": charge.rounding,
        "rule": _rule(charge.rule),
        "payer": charge.payer,
        "collector": charge.collector,
        "due": charge.due.value,
        "line_ids": list(charge.line_ids),
        "explain_key": charge.explain_key,
        "params": dict(charge.params),
        "sentence": charge.sentence,
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": f"{money.amount:f}", "currency": money.currency}


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "key": notice.key,
        "params": dict(notice.params),
        "line_ids": list(notice.line_ids),
        "sentence": notice.sentence,
    }


def _rule(rule: RuleUsed) -> dict[str, Any]:
    return {
        "id": rule.id,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "selected_by": rule.selected_by,
        "source": rule.source,
        "confidence": rule.confidence,
    }


def cost_from_document(document: Mapping[str, Any]) -> LandedCost:
    """Read what ``cost_to_document`` wrote. Raises ``FaultyDocument`` when it is not that, or when its
    parts do not add up."""
    try:
        return LandedCost(
            status=Status(document["status"]),
            destination=document["destination"],
            scheme=document["scheme"],
            currency=document["currency"],
            charges=tuple(_read_charge(charge) for charge in document["charges"]),
            totals=Totals(*(_read_money(document["totals"][name]) for name in _TOTALS)),
            thresholds_tested=tuple(_read_test(test) for test in document["thresholds_tested"]),
            warnings=tuple(_read_notice(notice) for notice in document["warnings"]),
            gaps=tuple(_read_notice(notice) for notice in document["gaps"]),
            not_included=tuple(_read_notice(notice) for notice in document["not_included"]),
            restrictions=tuple(_read_restriction(found) for found in document["restrictions"]),
            fx=tuple(
                FxUsed(
                    fx["base"], fx["quote"], Decimal(fx["rate"]), fx["source"], date.fromisoformat(fx["on"])
                )
                for fx in document["fx"]
            ),
            rules=tuple(_read_rule(rule) for rule in document["rules"]),
            rulebook=document["rulebook"],
        )
    except (KeyError, TypeError, ArithmeticError, ValueError) as error:
        raise FaultyDocument([("document", f"is not a stored landed cost: {error!r}")]) from error


def _read_charge(raw: Mapping[str, Any]) -> Charge:
    return Charge(
        kind=ChargeKind(raw["kind"]),
        code=raw["code"],
        base=_read_money(raw["base"]),
        base_parts=tuple((part["name"], Decimal(part["value"])) for part in raw["base_parts"]),
        rate=None if raw["rate"] is None else Decimal(raw["rate"]),
        specific=raw["specific"],
        assessed=_read_money(raw["assessed"]),
        amount=_read_money(raw["amount"]),
        rounding=raw["rounding"],
        rule=_read_rule(raw["rule"]),
        payer=raw["payer"],
        collector=raw["collector"],
        due=Due(raw["due"]),
        line_ids=tuple(raw["line_ids"]),
        explain_key=raw["explain_key"],
        params=raw["params"],
    )


def _read_restriction(raw: Mapping[str, Any]) -> Restriction:
    """One stored before outcomes were kept has that of its effect."""
    allowed = raw.get("allowed")
    return Restriction(
        raw["effect"], _read_notice(raw["notice"]), raw["rule_id"], raw["source"],
        raw.get("outcome", OUTCOMES.get(raw["effect"], REFUSED)), raw.get("licence", ""),
        None if allowed is None else Decimal(allowed), raw.get("unit", "item"),
    )  # fmt: skip


def _read_money(raw: Mapping[str, str]) -> Money:
    return Money.of(raw["amount"], raw["currency"])


def _read_notice(raw: Mapping[str, Any]) -> Notice:
    return Notice(raw["key"], raw["params"], tuple(raw["line_ids"]))


def _read_rule(raw: Mapping[str, Any]) -> RuleUsed:
    return RuleUsed(
        raw["id"],
        date.fromisoformat(raw["valid_from"]) if raw["valid_from"] else None,
        date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None,
        raw["selected_by"],
        raw["source"],
        raw["confidence"],
    )


def _read_test(raw: Mapping[str, Any]) -> ThresholdTest:
    value, limit = _read_money(raw["value"]), _read_money(raw["limit"])
    return ThresholdTest(raw["rule_id"], raw["subject"], raw["basis"], value, limit, raw["outcome"])
