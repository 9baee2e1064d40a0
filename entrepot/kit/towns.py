"""Towns by the names their readers use."""

from functools import lru_cache
from typing import Final

from babel import Locale
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

# Ports, hubs and factory towns; big cities stand in CLDR, as examples of their time zones.
TOWNS: Final = frozenset(
    (
        _("Bristol"), _("Coventry"), _("Dongguan"), _("Duisburg"), _("Edison"), _("Felixstowe"),
        _("Guangzhou"), _("Hamburg"), _("Hangzhou"), _("Lille"), _("Lyon"), _("Ningbo"),
        _("Qingdao"), _("Shenzhen"), _("Tianjin"), _("Xiamen"), _("Yantian"), _("Yiwu"), _("Zhengzhou"),
    )
)  # fmt: skip


def town_name(name: str) -> str:
    """``Paris`` as "Paris", "巴黎"; a town that is not known, as it was written."""
    return gettext(name) if name in TOWNS else _cities(get_language() or "en").get(name, name)


@lru_cache(maxsize=8)
def _cities(language: str) -> dict[str, str]:
    """By the English name, which ends a time zone's (``America/New_York``)."""
    zones = Locale.parse(language, sep="-").time_zones
    return {
        zone.rpartition("/")[2].replace("_", " "): words["city"]
        for zone, words in zones.items()
        if "city" in words
    }
