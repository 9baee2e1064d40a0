"""Why a line is not sold, and why a number is asked for, in words for the buyer."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entrepot.apps.lanes.words import goods_named
from entrepot.apps.taxation.queries import ImporterNumber


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
        "too_late": _("It cannot be there before %(day)s. Choose that day or a later one, or remove it.")
        % {"day": _day(facts.get("earliest", ""))},
        "no_lane": _("We have no way of delivery for this from where it is to your country."),
        "restricted": _("No carrier takes this kind of goods there (%(flags)s).")
        % {"flags": ", ".join(goods_named(facts.get("flags", "").split()))},
        "unclassified_across_border": _(
            "This article has no customs code yet, so it cannot cross a border. It can be sold within the "
            "country where it is stored."
        ),
        "charges_unknown": _("We do not know the import charges there yet, so we do not send it there."),
        "off_sale": _("This article is no longer for sale. Remove it."),
    }[reason]


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else ""


def _forbidden(facts: Mapping[str, str]) -> str:
    """What the law says, by its effect. Names and reasons are texts of rules, translated where known."""
    sentences = {
        "prohibited": _("The law of the destination forbids this: %(name)s. %(reason)s"),
        "positive_list": _(
            "Private buyers there may import only what stands on a list, and code %(hs)s does not. Remove it."
        ),
        "mode_not_available": _(
            "Above %(currency)s %(limit)s, the limit of private imports there. Order less at once."
        )
        if facts.get("limit")
        else _("%(name)s may not be sent there this way. %(reason)s"),
        "licence": _(
            "Customs there asks for a licence that we do not have: %(name)s. %(reason)s Remove it or choose "
            "another country."
        ),
        "quantity_cap": _(
            "At most %(cap)s of these may be sent there at once: %(name)s. %(reason)s Reduce the quantity."
        ),
    }
    texts = {"name": _of_law(facts.get("name", "")), "reason": _of_law(facts.get("reason", ""))}
    told = {name: facts.get(name, "") for name in ("hs", "currency", "limit", "cap")}
    return sentences[facts.get("effect", "prohibited")] % (told | texts)


def _of_law(text: str) -> str:
    return _(text) if text else ""


def why_importer_number(asked: ImporterNumber) -> str:
    """Why customs asks for it, where to get it, and that nobody else is told."""
    why = {
        "cn_resident": _(
            "Customs of China counts retail imports against the yearly allowance of the person who buys."
        ),
        "kr_pccc": _(
            "Customs of Korea clears parcels by this code: P and twelve digits. You get it at "
            "unipass.customs.go.kr."
        ),
        "cn_credit_code": _("Customs of China knows the company that imports by this code."),
        "us_ein": _("US customs knows the importer of record by the number that the tax service gave it."),
        "br_taxpayer": _("Customs of Brazil holds parcels without the tax number of who receives them."),
    }.get(asked.kinds[0], _("Customs there declares goods from abroad under it."))
    use = (
        _("Needed when goods come from abroad, and used for the declaration only.")
        if asked.is_required
        else _("You may leave it empty; with it goods from abroad are cleared sooner.")
    )
    return f"{why} {use}"
