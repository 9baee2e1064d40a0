"""How cases end without anybody's words: by what happened."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

RESOLUTIONS: Final = (
    _("accepted"),
    _("amended and sent again"),
    _("booked again"),
    _("cancelled and refunded"),
    _("claimed"),
    _("declared"),
    _("delivered"),
    _("found at the hub"),
    _("no answer: it goes as agreed"),
    _("on time again, arrived or cancelled"),
    _("refunded"),
    _("refused"),
    _("rejected"),
    _("released"),
    _("rerouted"),
    _("scanned by mistake"),
    _("sent"),
    _("the book agrees with the shelf again"),
    _("the buyer keeps what was agreed"),
    _("the lane goes on, or is out of use"),
    _("the order was cancelled"),
    _("the pool has enough numbers again"),
    _("the right amount was received"),
    _("told"),
    _("tried again"),
    _("withdrawn"),
)


def resolution_text(text: str) -> str:
    """``text`` in the active language where the shop itself said it, else as it was written."""
    return gettext(text) if text in RESOLUTIONS else text
