"""Say under which HS code customs will find a variant."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.domain.characters import has_unprintable, one_line
from entrepot.domain.geography import COUNTRIES
from entrepot.kit.errors import invalid

HS6 = re.compile(r"[0-9]{6}")


@transaction.atomic
def classify_variant(
    *, variant: Variant, hs6: str, confidence: str, basis: str, origin_country: str, description: str
) -> Variant:
    """Write the customs data of ``variant``; an empty ``hs6`` makes it unclassified again.

    National codes that do not begin with the new ``hs6`` are dropped. Raises ``Refused`` naming the field for
    a code that is not six digits, an origin that is no country code, a missing description or text that
    cannot be printed.
    """
    if hs6 and not HS6.fullmatch(hs6):
        raise invalid("hs6", _("An HS code has six digits, such as 190110."))
    if origin_country not in COUNTRIES:
        message = _("“%(code)s” is no country code. Use two letters, for example DE or CN.")
        raise invalid("origin_country", message % {"code": origin_country})
    basis, description = one_line(basis), one_line(description)
    for field, text in (("basis", basis), ("customs_description", description)):
        if has_unprintable(text):
            raise invalid(field, _("Remove the characters that cannot be printed."))
    if not description:
        raise invalid("customs_description", _("Describe the goods for customs in plain words."))
    variant.hs6 = hs6
    variant.hs_confidence = confidence if hs6 else Variant.Confidence.NONE
    variant.hs_basis = basis
    variant.origin_country = origin_country
    variant.customs_description = description
    kept = {country: code for country, code in variant.national_codes.items() if code.startswith(hs6)}
    variant.national_codes = kept if hs6 else {}
    variant.save(
        update_fields=[
            "hs6", "hs_confidence", "hs_basis", "origin_country", "customs_description", "national_codes",
        ]
    )  # fmt: skip
    return variant
