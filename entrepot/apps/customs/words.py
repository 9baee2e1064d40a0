"""Sentences for what a declaration lacks."""

from django.utils.translation import gettext as _

from entrepot.domain.customs.completeness import Gap


def gap_sentence(gap: Gap) -> str:
    """What is missing and what to do about it, in the active language."""
    sentences = {
        "no_goods": _("The shipment has no lines to declare."),
        "description_missing": _(
            "Describe the goods of %(sku)s for customs: what they are and of which material."
        ),
        "hs_code_missing": _("Classify %(sku)s: customs needs a commodity code of at least six digits."),
        "hs_code_too_short": _(
            "Classify %(sku)s further: this destination asks for a longer commodity code."
        ),
        "origin_missing": _("Say in which country %(sku)s was made."),
        "quantity_missing": _("The quantity of %(sku)s is missing."),
        "weight_missing": _("Weigh %(sku)s: customs needs its net weight."),
        "value_missing": _("State the value of %(sku)s; customs refuses goods without one."),
        "importer_id_missing": _(
            "Ask the buyer for the identity number that customs of this destination requires."
        ),
        "our_number_missing": _(
            "We are the importer here and have no number: enter ours under Registrations, or below."
        ),
        "recipient_phone_missing": _(
            "Ask the buyer for a phone number; customs of this destination requires it."
        ),
    }
    return sentences[gap.key] % {"sku": gap.sku}
