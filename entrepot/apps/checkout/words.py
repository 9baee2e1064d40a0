"""Why a line is not sold, in words for the buyer."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def why_blocked(reason: str, facts: Mapping[str, str]) -> str:
    """Why, with the remedy, in the active language."""
    available = int(facts.get("available") or 0)
    if reason == "no_stock" and available:
        return _("Only %(available)s can be sent there at present. Reduce the quantity.") % {
            "available": available
        }
    if reason == "prohibited":
        return _forbidden(facts)
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


def _forbidden(facts: Mapping[str, str]) -> str:
    """What the law says, by its effect. Names and reasons are texts of rules, translated where known."""
    effect = facts.get("effect", "prohibited")
    if effect == "mode_not_available":
        sentence = _(
            "The order is above %(currency)s %(limit)s, the limit there for private imports. Order less."
        )
        return sentence % {"currency": facts.get("currency", ""), "limit": facts.get("limit", "")}
    sentences = {
        "prohibited": _("The law of the destination forbids this: %(name)s. %(reason)s"),
        "licence": _(
            "This needs a licence there that private buyers cannot give us, so we do not send it: %(name)s. "
            "%(reason)s Remove it or choose another country."
        ),
        "quantity_cap": _(
            "At most %(cap)s of these may be sent there at once: %(name)s. %(reason)s Reduce the quantity."
        ),
    }
    return sentences[effect] % {
        "name": _of_law(facts.get("name", "")),
        "reason": _of_law(facts.get("reason", "")),
        "cap": facts.get("cap", ""),
    }


def _of_law(text: str) -> str:
    return _(text) if text else ""
