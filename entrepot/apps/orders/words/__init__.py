"""An order's facts, cases and moves put into words, for each reader in the active language.

Sentences are English sources for gettext; ``%(name)s`` takes a fact. Facts that are codes (a tracking
status, a reason) and amounts are put into words before they are filled in. A kind without a sentence shows
its name, never an error: history must stay readable.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, to_locale

from entrepot.apps.orders.words.carriers import country_in_words, partner_name, place_in_words
from entrepot.apps.orders.words.cases import CASES, CASES_FOR_BUYER
from entrepot.apps.orders.words.codes import ACTORS, CODES
from entrepot.apps.orders.words.moves import MOVES, MOVES_FOR_BUYER
from entrepot.apps.orders.words.parcels import BORDERS, CUSTOMS
from entrepot.apps.orders.words.partner_texts import partner_text
from entrepot.apps.orders.words.timeline import FACTS
from entrepot.kit.amounts import amount_text, weight_text
from entrepot.kit.moments import moment_text
from entrepot.kit.texts import text_in

PROBLEMS = frozenset(
    {
        "payment_failed", "payment_amount_mismatch", "order_expired", "order_cancelled", "case_opened",
        "dropship_refused", "declaration_rejected", "declaration_query", "declaration_inspection",
        "consignment_cancelled", "promise_will_break", "promise_broken", "customs_asks_buyer",
        "purchase_not_found", "purchase_expired", "purchase_declined", "purchase_price_raised",
        "deposit_forfeited", "balance_not_paid",
    }
)  # fmt: skip


def fact_sentence(kind: str, facts: Mapping[str, Any], reader: str) -> str:
    """What happened, for ``reader`` ("buyer", "operator" or "supplier")."""
    readings = FACTS.get(kind)
    if readings is None:
        return kind.replace("_", " ").capitalize()
    sentence = _filled(readings.get(reader) or readings["all"], facts)
    border = BORDERS.get(str(facts.get("direction", "")), "")
    if kind not in CUSTOMS or reader != "buyer" or not border:
        return sentence
    return gettext(border) % {
        "country": country_in_words(str(facts.get("country", ""))),
        "sentence": sentence,
    }


def case_sentence(kind: str, facts: Mapping[str, Any], reader: str = "operator") -> str:
    """What stops the order and what is to be done about it. The buyer is told without inner details."""
    if reader == "buyer":
        return _filled(CASES_FOR_BUYER.get(kind, CASES_FOR_BUYER[""]), facts)
    return _filled(CASES[kind], facts) if kind in CASES else kind.replace("_", " ").capitalize()


def move_sentence(what_key: str, reader: str = "operator") -> str:
    """Whose move it is and what it is, for the keys of ``domain.whose_move``."""
    if what_key.startswith("case."):
        return case_sentence(what_key.removeprefix("case."), {}, reader) if reader == "buyer" else gettext(
            MOVES["case"]
        )  # fmt: skip
    chosen = MOVES_FOR_BUYER if reader == "buyer" and what_key in MOVES_FOR_BUYER else MOVES
    return gettext(chosen[what_key]) if what_key in chosen else what_key.replace("_", " ").capitalize()


def actor_name(by: str) -> str:
    """Who did it: ``operator:7`` is "Shop", ``supplier:silk`` "Supplier silk"."""
    role, _colon, code = by.partition(":")
    template = ACTORS.get(role)
    return gettext(template) % {"code": partner_name(code)} if template else by


def amount_in_words(amount: str, currency: str) -> str:
    """``"21.8000", "EUR"`` as the active language writes it: €21.80."""
    try:
        return amount_text(Decimal(amount), currency, _locale())
    except (InvalidOperation, ValueError):
        return f"{amount} {currency}"


class _Facts(dict[str, Any]):
    """A fact that was not recorded shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _filled(template: str, facts: Mapping[str, Any]) -> str:
    told = _Facts((name, _in_words(name, value)) for name, value in facts.items())
    if "amount" in facts and "currency" in facts:
        told["money"] = amount_in_words(str(facts["amount"]), str(facts["currency"]))
    if "expected" in facts and "expected_currency" in facts:
        told["expected_money"] = amount_in_words(str(facts["expected"]), str(facts["expected_currency"]))
    if "location" in facts:
        place = place_in_words(str(facts.get("carrier", "")), str(facts["location"]))
        told["at_place"] = f" · {place}" if place else ""
    if "%(because)s" in template:
        told["because"] = gettext(": %(reason)s") % told if facts.get("reason") else ""
    if "%(case_words)s" in template:
        told["case_words"] = case_sentence(str(facts.get("case", "")), facts)
    if "%(cost_words)s" in template and "amount" in facts:
        told["cost_words"] = _cost_words(str(facts["amount"]), str(facts["currency"]))
    return gettext(template) % told


def _cost_words(amount: str, currency: str) -> str:
    """``"-2.34", "EUR"`` is "Saves €2.34."."""
    dearer = Decimal(amount)
    if not dearer:
        return gettext("It costs the same.")
    template = gettext("More cost: %(money)s.") if dearer > 0 else gettext("Saves %(money)s.")
    return template % {"money": amount_in_words(str(abs(dearer)), currency)}


def _in_words(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return text_in(value)
    if name.endswith("_g") and isinstance(value, int):
        return weight_text(value, _locale())
    if isinstance(value, list):
        return ", ".join(_item(item, CODES.get(name, {})) for item in value)
    if name.endswith(("_by", "_at")) and isinstance(value, str):
        return _moment(value)
    if name.endswith("_on") and isinstance(value, str):
        return _day(value)
    if name == "ships_from":
        return country_in_words(str(value))
    if name == "reason":  # somebody's own words, in the middle of a sentence of ours
        value = str(value).rstrip(" .。")
    known = CODES.get(name, {})
    if isinstance(value, str):
        return gettext(known[value]) if value in known else partner_text(value)
    return value


def _item(item: Any, known: Mapping[str, str]) -> str:
    if isinstance(item, str) and item in known:
        return gettext(known[item])
    return partner_text(str(item.get("message") or item) if isinstance(item, Mapping) else str(item))


def _moment(text: str) -> str:
    """An ISO moment as the active language writes it, in the active time zone, which it names."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    words = moment_text(moment, _locale())
    return f"{words} {localtime(moment).tzname()}" if is_aware(moment) else words


def _day(text: str) -> str:
    """An ISO date as the active language writes it."""
    try:
        return moment_text(date.fromisoformat(text), _locale())
    except ValueError:
        return text


def _locale() -> Locale:
    return Locale.parse(to_locale(get_language() or "en"))
