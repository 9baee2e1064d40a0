"""Names of papers."""

from typing import Final

from django.utils.translation import gettext_noop as _

DOCUMENTS: Final = {
    "packing_slip": _("Packing slip"),
    "label": _("Label"),
    "cn22": _("CN 22"),
    "cn23": _("CN 23"),
    "commercial_invoice": _("Commercial invoice"),
    "packing_list": _("Packing list"),
    "dangerous_goods_note": _("Dangerous goods note"),
    "bonded_release_list": _("Bonded release list"),
    "pick_up_note": _("Pick-up note"),
}
