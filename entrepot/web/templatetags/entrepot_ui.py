"""How values look on a page: money, weights, times, states and icons, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent
from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timeuntil
from django.utils.translation import get_language

from entrepot.apps.orders.words.carriers import carrier_name
from entrepot.domain.identifiers import masked
from entrepot.domain.money import Money
from entrepot.kit.amounts import amount_text, weight_text, with_minus
from entrepot.kit.moments import moment_text
from entrepot.kit.texts import text_in
from entrepot.web.places import country_name
from entrepot.web.templatetags.status_words import KIND_OF_STATUS, WORD_OF_STATUS

register = template.Library()


@lru_cache(maxsize=32)
def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _locale() -> Locale:
    return _locale_of(get_language() or "en")


@register.filter
def money(value: Money | None) -> str:
    """``Money`` as its reader writes it: ``£1,234.50``; an empty string for ``None``."""
    if value is None:
        return ""
    exact = value.rounded()
    return amount_text(exact.amount, exact.currency, _locale())


@register.filter
def money_with_code(value: Money | None) -> str:
    """Like ``money``, with the ISO code behind a sign that several currencies bear: ``£5.00 GBP``, but
    ``A$107.10``, which tells it already."""
    text = money(value)
    return text if value is None or any(sign.isalpha() for sign in text) else f"{text} {value.currency}"


register.filter("text_in", text_in)


@register.filter
def weight(grams: int | None) -> str:
    """Integer grams as ``450 g`` or ``1.25 kg``; an empty string for ``None``."""
    return "" if grams is None else weight_text(grams, _locale())


register.filter("masked", masked)
register.filter("carrier_name", carrier_name)


@register.filter
def number(value: int | Decimal | None) -> str:
    """With the reader's digit grouping."""
    return "" if value is None else with_minus(format_decimal(value, locale=_locale()))


@register.filter
def exchange_rate(value: Decimal | str) -> str:
    """Six digits that count: ``0.1121814708`` is ``0.112181``, ``157.20041`` is ``157.2``."""
    return format_decimal(Decimal(value), format="@@####", locale=_locale())


@register.filter
def percent(fraction: Decimal | None) -> str:
    """A decimal fraction as a percentage: ``0.0925`` is ``9.25%``."""
    if fraction is None:
        return ""
    return with_minus(format_percent(fraction, format="#,##0.###%", locale=_locale()))


@register.filter
def dt(value: datetime | date | None) -> str:
    """A date, or a moment in the active time zone, in the reader's order."""
    return "" if value is None else moment_text(value, _locale())


@register.filter
def time_left(value: datetime) -> str:
    """How long until ``value``, in its largest unit: ``23 hours``; an empty string once it has passed."""
    now = timezone.now()
    return timeuntil(value, now, depth=1) if value > now else ""


register.filter("country", country_name)


@register.simple_tag
@cache
def icon(name: str, extra: str = "") -> SafeString:
    """One drawing of ``img/icons.svg``; decoration only, so say the same in words beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/badge.html")
def status_badge(status: str, label: str = "", kind: str = "") -> dict[str, Any]:
    """A state as a badge. ``label`` and ``kind`` win over the common words for ``status``."""
    return {
        "label": label or WORD_OF_STATUS.get(status) or status.replace("_", " ").capitalize(),
        "kind": kind or KIND_OF_STATUS.get(status, "neutral"),
    }


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(
    context: Mapping[str, Any],
    view_name: str,
    label: str,
    icon_name: str = "",
    count: int = 0,
    exact: bool = False,
) -> dict[str, Any]:
    """A menu entry; nothing at all when ``view_name`` does not exist in this deployment."""
    try:
        url = reverse(view_name)
    except NoReverseMatch:
        return {"url": ""}
    path = getattr(context.get("request"), "path", "")
    here = path == url if exact else path.startswith(url)
    return {"url": url, "label": label, "icon_name": icon_name, "count": count, "is_current": here}


@register.simple_tag
def page_numbers(page: Page[Any], around: int = 1) -> list[int | None]:
    """Page numbers to write under a list: the ends and ``around`` on both sides; ``None`` is a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=around, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.inclusion_tag("components/alert.html")
def alert(text: str, kind: str = "info", title: str = "") -> dict[str, Any]:
    """An alert in one line; ``components/alert.html`` says the kinds."""
    return {"text": text, "kind": kind, "title": title}
