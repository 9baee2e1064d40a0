"""Names of the numbers that authorities know us by, and of what a change of law does."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from entrepot.domain.duties.explanations import template_of

IDENTIFIER_WORDS: Final = {
    word: word
    for word in (
        _("resident identity number"),
        _("unified social credit code"),
        _("EORI number"),
        _("IOSS number"),
        _("personal customs clearance code"),
        _("CPF or CNPJ number"),
        _("CPF number"),
        _("CNPJ number"),
        _("VAT number"),
        _("AEO number"),
        _("Australian GST number"),
        _("Australian business number"),
        _("employer identification number"),
        _("RUT number"),
        _("RFC or CURP"),
        _("NIK or NPWP"),
        _("T.C. identity number"),
        _("identity number"),
        _("INN"),
        _("IIN"),
        _("citizen identity number"),
    )
}

OUTCOME_WORDS: Final = {
    "forbidden": _("forbidden"),
    "forbidden before and after": _("forbidden before and after"),
    "allowed again": _("allowed again"),
    "now partial": _("now incomplete"),
    "no longer partial": _("no longer incomplete"),
    "dearer": _("dearer"),
    "cheaper": _("cheaper"),
    "same": _("same"),
}

# A gap of many consignments at once, so without the goods and places of each.
GAP_WORDS: Final = {
    "gap.regime": _("The rules of the country are not loaded."),
    "gap.no_rule": _("No rule fits the goods."),
    "gap.tariff": _("No rate of duty is loaded for the code."),
    "gap.tariff_unread": _("The duty depends on more than is known."),
    "gap.excise": _("The excise duty is not loaded."),
    "gap.fee": _("The amount of a fee is not loaded."),
    "gap.unclassified": _("The goods have no commodity code."),
    "gap.measure": _("A measure that the duty needs is not stated."),
    "gap.vat_rate": _("The rate of tax is not loaded."),
    "gap.local_tax": _("The local tax is not loaded."),
    "gap.local_duty": _("The local duty is not loaded."),
    "gap.domestic_tax": _("The domestic sales tax is not loaded."),
    "gap.fx": _("There is no exchange rate."),
    "gap.rate_of_origin": _("The additional duty on goods of the origin is not loaded."),
}


def reason_words(key: str, params: Mapping[str, str]) -> str:
    """Why consignments are newly forbidden or incomplete, in the active language; see ``impact.reasons``."""
    if key in GAP_WORDS:
        return gettext(GAP_WORDS[key])
    translated = {name: gettext(value) if value else "" for name, value in params.items()}
    return gettext(template_of(key, params)).format_map(translated)
