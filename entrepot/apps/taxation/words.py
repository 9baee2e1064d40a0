"""Names of the numbers that authorities know us by."""

from typing import Final

from django.utils.translation import gettext_noop as _

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
        _("Australian GST number"),
        _("Australian business number"),
    )
}
