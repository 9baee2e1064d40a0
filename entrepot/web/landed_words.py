"""Duties and taxes put into words: what a charge is, from what it was worked out, and by which rule.

The duty engine gives keys and parameters; its English templates are the sources of the translations.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.domain.duties.conditions import NO_CURRENCY
from entrepot.domain.duties.explanations import TEMPLATES, template_of
from entrepot.domain.money import Money
from entrepot.web.places import country_name
from entrepot.web.templatetags.entrepot_ui import dt, money, percent

LABELS: Final = {
    "shipping": gettext_noop("Delivery"),
    "duty.tariff": gettext_noop("Import duty"),
    "duty.flat": gettext_noop("Import duty on low values"),
    "duty.simplified": gettext_noop("Import duty, simplified"),
    "duty.piece": gettext_noop("Import duty per piece"),
    "duty.surcharge": gettext_noop("Additional duty"),
    "duty.ieepa": gettext_noop("Additional duty (IEEPA)"),
    "duty.s122": gettext_noop("Additional duty (Section 122)"),
    "duty.s301": gettext_noop("Additional duty (Section 301)"),
    "duty.s301-labour": gettext_noop("Additional duty (Section 301, forced labour)"),
    "tax.supply": gettext_noop("Sales tax"),
    "tax.import": gettext_noop("Import tax"),
    "tax.domestic": gettext_noop("Sales tax"),
    "tax.provincial": gettext_noop("Provincial sales tax"),
    "tax.local": gettext_noop("Local sales tax"),
    "tax.global": gettext_noop("Sales tax"),
    "tax.consumption": gettext_noop("Consumption tax"),
    "tax.articles": gettext_noop("Tax on postal articles"),
    "fee": gettext_noop("Fee at the border"),
    "fee.mpf": gettext_noop("Merchandise processing fee"),
    "fee.hmf": gettext_noop("Harbor maintenance fee"),
    "duty": gettext_noop("Import duty"),
    "tax": gettext_noop("Tax"),
}
BASE_PARTS: Final = {
    "goods": gettext_noop("goods"),
    "freight": gettext_noop("delivery"),
    "insurance": gettext_noop("insurance"),
    "duty": gettext_noop("duty"),
    "excise": gettext_noop("excise"),
    "fee": gettext_noop("fees"),
    "uplift": gettext_noop("uplift"),
    "costs": gettext_noop("costs of delivery"),
    "own_tax": gettext_noop("the tax itself"),
    "dutiable_price": gettext_noop("dutiable price"),
    "national_tax": gettext_noop("national tax"),
    "rounding": gettext_noop("rounding"),
}
COLLECTORS: Final = {
    "seller": gettext_noop("We pay it to the tax office"),
    "withholding agent": gettext_noop("The platform pays it to customs"),
    "customs": gettext_noop("Customs collects it"),
    "carrier": gettext_noop("The carrier collects it"),
}
MEASURED: Final = {
    "goods": gettext_noop("The goods of the parcel"),
    "goods_freight": gettext_noop("The goods of the parcel and their delivery"),
    "cif": gettext_noop("The goods of the parcel, their delivery and insurance"),
    "item": gettext_noop("One piece"),
    "importer, today": gettext_noop("What you get on one day"),
    "importer, this year": gettext_noop("What you get in one year"),
    "importer, this half-year": gettext_noop("The number of your parcels in this half-year"),
}
CONFIDENCE: Final = {
    "M": gettext_noop("Probable: not every detail of the rule is confirmed."),
    "L": gettext_noop("Not confirmed: the rule may read differently."),
}


def label_of(code: str, params: Mapping[str, str] | None = None) -> str:
    """The name of a charge; a tax goes by its own name where that is known ("VAT")."""
    tax = (params or {}).get("tax", "")
    if tax and code in ("tax.supply", "tax.domestic", "tax.global"):
        return _(tax)
    if tax and code == "tax.import":
        return _("Import %(tax)s") % {"tax": _(tax)}
    return _(LABELS.get(code) or LABELS.get(code.partition(".")[0]) or code)


def sentence_of(notice: Mapping[str, Any]) -> str:
    """A notice or explanation (``key`` or ``explain_key``, ``params``, ``sentence``) in the active language.

    A key of an older engine keeps the English sentence that was stored with it.
    """
    key = notice.get("key") or notice.get("explain_key") or ""
    if key not in TEMPLATES:
        return str(notice.get("sentence", ""))
    params = notice.get("params") or {}
    try:
        return _(template_of(key, params)).format_map(_told(params))
    except (KeyError, IndexError, ValueError):
        return str(notice.get("sentence", ""))


def base_text(charge: Mapping[str, Any]) -> str:
    """``£30.10 (goods £24.00 + delivery £6.10)``: what a charge was worked out on."""
    currency = charge["base"]["currency"]
    parts = [
        f"{_(BASE_PARTS.get(part['name'], part['name']))} {money(Money.of(part['value'], currency))}"
        for part in charge["base_parts"]
        if Decimal(part["value"])
    ]
    if len(parts) == 1:
        return parts[0]
    whole = money(Money.of(charge["base"]["amount"], currency))
    return f"{whole} ({' + '.join(parts)})" if parts else whole


def rate_text(charge: Mapping[str, Any]) -> str:
    """``20%``, ``13% × 70%`` where only a share is levied, or the specific duty in the tariff's words."""
    if charge["rate"] is not None and not charge["specific"]:
        share = charge["params"].get("share")
        rate = percent(Decimal(charge["rate"]))
        return f"{rate} × {share}%" if share else rate
    return str(charge["specific"])


def rule_text(charge: Mapping[str, Any]) -> str:
    """The sentence, then the rule's name and since when it is law."""
    rule = charge["rule"]
    words = [sentence_of(charge)]
    if rule["valid_from"]:
        since = dt(date.fromisoformat(rule["valid_from"]))
        words.append(_("Rule %(rule)s, in force since %(since)s.") % {"rule": rule["id"], "since": since})
    else:
        words.append(_("Rule %(rule)s.") % {"rule": rule["id"]})
    if rule["confidence"] in CONFIDENCE:
        words.append(_(CONFIDENCE[rule["confidence"]]))
    return " ".join(words)


def due_text(charge: Mapping[str, Any]) -> str:
    """When it is paid, and who passes it on."""
    when = _("Paid on delivery") if charge["due"] == "delivery" else _("Paid with the order")
    collector = COLLECTORS.get(charge.get("collector", ""))
    return f"{when} · {_(collector)}" if collector else when


def limit_texts(landed_cost: Mapping[str, Any]) -> list[str]:
    """Every limit of law that the consignment was held against, and on which side it is; each once."""
    told: dict[str, list[str]] = {}
    for test in landed_cost.get("thresholds_tested", []):
        told.setdefault(_limit_text(test), []).append(test["rule_id"])
    return [
        _("%(limit)s Decides: %(rules)s.") % {"limit": text, "rules": ", ".join(dict.fromkeys(rules))}
        for text, rules in told.items()
    ]


def _limit_text(test: Mapping[str, Any]) -> str:
    subject = test["subject"]
    measured = test["basis"] if subject == "consignment" else subject
    template = (
        _("%(what)s: %(value)s, within the limit of %(limit)s.")
        if test["outcome"] == "within"
        else _("%(what)s: %(value)s, above the limit of %(limit)s.")
    )
    return template % {
        "what": _(MEASURED.get(measured, MEASURED["item"])),
        "value": _measure(test["value"]),
        "limit": _measure(test["limit"]),
    }


def _measure(value: Mapping[str, str]) -> str:
    """Money; or a plain number, which stands with the currency that means none."""
    amount = Decimal(value["amount"])
    return f"{amount:f}" if value["currency"] == NO_CURRENCY else money(Money.of(amount, value["currency"]))


def _told(params: Mapping[str, str]) -> dict[str, str]:
    """Names of taxes, goods and countries in the reader's language; figures as they are."""
    told = dict(params)
    if told.get("tariff") == "Free":
        told["tariff"] = _("free of duty")
    for name in ("tax", "name", "reason", "text"):
        if told.get(name):
            told[name] = _(told[name])
    for name in ("country", "origin", "territory", "jurisdiction"):
        if name in told:
            told[name] = country_name(told[name]) if len(told[name]) == 2 else told[name]
    return told
