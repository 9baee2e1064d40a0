"""A charge with its working: base, rate, rule, validity and source, ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext, ngettext

from entrepot.apps.orders.models import OrderCharge
from entrepot.domain.money import Money
from entrepot.web.backoffice.words import PARTS
from entrepot.web.landed_words import base_text, label_of, sentence_of
from entrepot.web.templatetags.code_words import lane_name
from entrepot.web.templatetags.entrepot_ui import dt, weight


@dataclass(frozen=True, slots=True)
class Working:
    """``sentence`` says how the amount came about; the rest is empty where the charge has none."""

    kind: str
    label: str
    money: Money
    due: str
    sentence: str
    base: str
    rate: Decimal | None
    rule: str
    valid: str
    source: str
    confidence: str
    payer: str


def working_of(charge: OrderCharge) -> Working:
    """The working of ``charge`` in the active language, from the snapshot kept with it."""
    told = charge.explanation or {}
    rule = told.get("rule") or {}
    return Working(
        kind=charge.kind,
        label=_label(charge),
        money=charge.money,
        due=charge.due,
        sentence=_sentence(told),
        base=_base(told),
        rate=_rate(told),
        rule=str(rule.get("id", "")),
        valid=_validity(rule),
        source=str(rule.get("source", "")),
        confidence=str(rule.get("confidence", "")),
        payer=str(told.get("payer", "")),
    )


def told_notices(landed_cost: Mapping[str, Any], kind: str) -> list[str]:
    """The ``warnings``, ``gaps`` or ``not_included`` of a landed cost as sentences."""
    return [sentence_of(notice) for notice in landed_cost.get(kind, [])]


def _label(charge: OrderCharge) -> str:
    told = charge.explanation or {}
    if "code" in told:
        return label_of(told["code"], told.get("params"))
    return gettext(PARTS.get(charge.kind, charge.kind))


def _sentence(told: Mapping[str, Any]) -> str:
    if "explain_key" in told:
        return sentence_of(told)
    if "chargeable_g" in told:
        parcels = told.get("parcels", 1)
        return ngettext(
            "%(weight)s chargeable in %(parcels)s parcel, by %(lane)s",
            "%(weight)s chargeable in %(parcels)s parcels, by %(lane)s", parcels,
        ) % {
            "weight": weight(told["chargeable_g"]),
            "parcels": parcels,
            "lane": lane_name(told.get("lane", "")),
        }  # fmt: skip
    return ""


def _base(told: Mapping[str, Any]) -> str:
    return base_text(told) if told.get("base") else ""


def _rate(told: Mapping[str, Any]) -> Decimal | None:
    try:
        return Decimal(told["rate"]) if told.get("rate") is not None else None
    except InvalidOperation:
        return None


def _validity(rule: Mapping[str, Any]) -> str:
    days = [rule.get("valid_from"), rule.get("valid_to")]
    return " – ".join(dt(date.fromisoformat(day)) if day else "…" for day in days) if any(days) else ""
