"""English sentences for every reason the engine gives.

Callers translate by key: the templates are the source strings, ``{placeholders}`` the parameters.
"""

from collections.abc import Mapping
from typing import Final

TEMPLATES: Final[Mapping[str, str]] = {
    "duty.tariff": "Import duty under tariff code {hs}: {tariff} on {currency} {base}.",
    "duty.flat_per_class": "{count} different kinds of goods at {currency} {each} each, whatever their "
    "quantity.",
    "duty.flat_per_class.one": "One kind of goods at {currency} {each}, whatever its quantity.",
    "duty.flat_rate": "A flat {rate}% of {currency} {base} replaces the tariff for parcels like this one.",
    "duty.flat_rate_less": "{rate}% of {currency} {base}, less {currency} {less}.",
    "duty.classes": "Import duty by class of goods, rounded once: {currency} {amount}.",
    "duty.by_measure": "{rate}% of {currency} {base}, at least {currency} {minimum} per kilogram.",
    "duty.excess": "{rate}% of the value above {currency} {free}, at least {currency} {minimum} per kilogram "
    "above.",
    "duty.surcharge": "Additional duty of {rate}% on {currency} {base}: {name}.",
    "duty.per_piece": "{currency} {each} for each of {count} items.",
    "duty.per_piece.one": "{currency} {each} for one item.",
    "tax.supply": "{tax} of {rate}% on price and delivery, charged by the seller at the time of sale.",
    "tax.import": "{tax} of {rate}% on {currency} {base}, the goods with everything paid to import them.",
    "tax.domestic": "{tax} of {rate}%: goods and buyer are in the same customs territory.",
    "tax.inside": "{tax} of {rate}%, calculated inside its own base of {currency} {base}.",
    "tax.provincial": "{tax} of {rate}% on {currency} {base}.",
    "tax.reduced": "{tax}: {share}% of the statutory {rate}% on {currency} {base}.",
    "tax.consumption": "Consumption tax on {currency} {base}.",
    "tax.consumption_reduced": "Consumption tax: {share}% of the statutory amount on {currency} {base}.",
    "tax.articles": "Tax on personal postal articles: {rate}% of the dutiable price {currency} {base}.",
    "fee.fixed": "{name}: {currency} {amount}.",
    "fee.rate": "{name}: {rate}% of {currency} {base}.",
    "gap.regime": "The rules of {country} are not loaded, so its duties and taxes are unknown.",
    "gap.no_rule": "No rule of {jurisdiction} for {key} fits these goods.",
    "gap.tariff": "No rate of duty is loaded for commodity code {hs}.",
    "gap.tariff_unread": "The duty for commodity code {hs} depends on more than is known: {tariff}",
    "gap.excise": "The excise duty on {hs} is not loaded.",
    "gap.fee": "The amount of this charge is not loaded: {name}.",
    "gap.unclassified": "The goods have no commodity code, so their duty is unknown.",
    "gap.measure": "The duty is charged per {unit}, which is not stated for these goods.",
    "gap.vat_rate": "No rate of {tax} is loaded for {country}.",
    "gap.local_tax": "The local tax of {territory} is not loaded.",
    "gap.local_duty": "The duty of {territory} is not loaded: it is not that of the country around it.",
    "gap.domestic_tax": "Sales tax inside {country} is not loaded.",
    "gap.fx": "No exchange rate between {base} and {quote} was given.",
    "gap.rate_of_origin": "The additional duty on goods of {origin} ({name}) is not loaded.",
    "warn.low_confidence": "The rule {rule} is not confirmed: {source}.",
    "warn.override": "The value of {rule} was set to {value} for this calculation.",
    "warn.unknown_override": "{rule} names no value of a rule in force, or one of another kind; "
    "nothing was replaced.",
    "warn.tariff_override": "The rate of duty {tariff} was given with the goods and not taken from the "
    "tariff.",
    "warn.ambiguous_code": "Code {hs} is too short to tell between several rates; the highest, {tariff}, was "
    "used.",
    "warn.list_ambiguous": "Code {hs} is too short to tell whether {name} applies; it was charged.",
    "warn.tariff_low_confidence": "The rate of duty for {hs} is not confirmed: {source}.",
    "warn.seller_must_register": "The seller must be registered ({scheme}) to charge this tax and has given "
    "no number.",
    "warn.not_registered": "The seller is not registered ({scheme}), so the tax is settled at the border.",
    "warn.importer_id": "{number} is not a {name}; it should look like {example} ({path}).",
    "warn.importer_id_missing": "The destination asks for the {name} of the recipient, like {example} "
    "({path}).",
    "warn.registration_number": "{number} is no number of this registration; it should look like {example} "
    "({path}).",
    "warn.hs_length": "{hs} has a number of digits that {place} does not use: declare {digits} digits "
    "({path}).",
    "warn.hs_chapter": "{hs} is in a chapter that does not exist: look the code up again ({path}).",
    "warn.unknown_registration": "No rule knows the registration {scheme}, so it changed nothing.",
    "warn.old_rate": "The newest exchange rate between {base} and {quote} is of {on}.",
    "warn.content_assumed": "The content of {hs} is not stated; its net weight was taken for it.",
    "warn.content_unknown": "The content of {hs} is not stated, so the price test for cosmetics "
    "cannot be made.",
    "warn.positive_list": "Whether {hs} is on the list of goods allowed by this channel was not checked.",
    "warn.reverse_charge": "The buyer is a business and accounts for {tax} itself (reverse charge).",
    "warn.insurance_assumed": "Insurance is not stated; customs assume {rate}% for it.",
    "warn.preference_possible": "With proof of {origin} origin the duty would be {tariff} ({agreement}).",
    "warn.preference_unproven": "The preference claimed ({agreement}, {tariff}) needs proof of {origin} "
    "origin, so the ordinary duty was taken.",
    "warn.preference_not_covered": "No rate of duty of {agreement} is loaded for these goods of {origin}, so "
    "the ordinary duty was taken.",
    "warn.exempt_small": "Tax of {currency} {amount} is at most {currency} {limit} and is not collected.",
    "warn.advice": "{text}",
    "note.not_included": "{text}",
    "restriction.prohibited": "{name} may not be sent to {country}. {reason}",
    "restriction.licence": "{name} need a licence in {country}. {reason}",
    "restriction.mode_not_available": "{name} may not be sent to {country} this way. {reason}",
    "restriction.positive_list": "Goods of code {hs} are not on the list of goods allowed by this channel.",
    "restriction.quantity_cap": "At most {cap} of {name} may be sent to {country} at once. {reason}",
    "restriction.single_limit": "The order is above {currency} {limit}, the limit of this channel for one "
    "order.",
    "restriction.year_limit": "This buyer would pass the yearly limit of {currency} {limit} "
    "({currency} {used} used).",
    "restriction.parcel_limit": "The parcel is above {currency} {limit}: send it back or as general trade.",
}


def template_of(key: str, params: Mapping[str, str]) -> str:
    """The template of ``key``: that for one where ``count`` is 1. Raises ``KeyError`` for an unknown key."""
    one = f"{key}.one"
    return TEMPLATES[one if params.get("count") == "1" and one in TEMPLATES else key]


def sentence(key: str, params: Mapping[str, str]) -> str:
    """The English sentence of ``key``. Raises ``KeyError`` for a key or parameter that does not exist."""
    return template_of(key, params).format_map(params)
