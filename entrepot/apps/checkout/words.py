"""Why a line is not sold, in words for the buyer."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def why_blocked(reason: str, facts: Mapping[str, str]) -> str:
    """One sentence with the remedy, in the active language."""
    available = int(facts.get("available") or 0)
    if reason == "no_stock" and available:
        return _("Only %(available)s can be sent there at present. Reduce the quantity.") % {
            "available": available
        }
    if reason == "prohibited":
        return _("The law of the destination forbids this: %(name)s. %(reason)s") % {
            "name": facts.get("name", ""),
            "reason": facts.get("reason", ""),
        }
    return {
        "no_stock": _("Sold out at present. Remove it or come back later."),
        "no_lane": _("We have no way of delivery for this from where it is to your country."),
        "restricted": _("No carrier takes this kind of goods there (%(flags)s).")
        % {"flags": facts.get("flags", "")},
        "unclassified_across_border": _(
            "This article has no customs code yet, so it cannot cross a border. It can be sold within the "
            "country where it is stored."
        ),
        "charges_unknown": _("We do not know the import charges there yet, so we do not send it there."),
        "off_sale": _("This article is no longer for sale. Remove it."),
    }[reason]
