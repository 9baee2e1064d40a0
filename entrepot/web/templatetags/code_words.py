"""Names and words in the reader's language for the codes that rows of the console carry."""

from collections.abc import Mapping

from babel.dates import get_timezone_location
from django import template
from django.utils.translation import get_language, gettext, to_locale

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.words.carriers import partner_name, service_name
from entrepot.apps.orders.words.codes import CODES
from entrepot.kit.recent import Recent
from entrepot.kit.texts import options_text, text_in
from entrepot.kit.towns import town_name
from entrepot.web.law_texts import law_text
from entrepot.web.source_texts import source_text

register = template.Library()
register.filter("partner_name", partner_name)
register.filter("service_name", service_name)
register.filter("options_text", options_text)
register.filter("source_text", source_text)
register.filter("law_text", law_text)
register.filter("town_name", town_name)

Names = dict[str, Mapping[str, str]]
_lanes: Recent[str, Names] = Recent(lambda _key: dict(Lane.objects.values_list("code", "name")))
_warehouses: Recent[str, Names] = Recent(lambda _key: dict(Warehouse.objects.values_list("code", "name")))


@register.filter
def lane_name(code: str) -> str:
    """A lane by its name; its code when it is gone."""
    return text_in(_lanes["all"].get(code)) or code


@register.filter
def warehouse_name(code: str) -> str:
    """A warehouse by its name; its code when it is gone."""
    return text_in(_warehouses["all"].get(code)) or code


@register.filter
def reason_words(code: str) -> str:
    """Why something was given back or failed; what a person wrote, as it is."""
    known = CODES["reason"]
    return gettext(known[code]) if code in known else code


@register.filter
def timezone_place(name: str) -> str:
    """``Asia/Shanghai`` as the place whose time it is: "Shanghai", "上海"."""
    locale = to_locale(get_language() or "en")
    return get_timezone_location(name, locale=locale, return_city=True)
