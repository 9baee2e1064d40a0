"""Writes the component preview: ``python -m entrepot.web.design.preview DIRECTORY``.

One HTML file a surface and language, with the static files linked from the source tree, so that a browser
pointed at DIRECTORY (any file server) shows them. Sample data only.
"""

import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"


def main(directory: Path) -> None:
    """Write every preview page into ``directory``."""
    from django.conf import settings
    from django.template import engines
    from django.test import RequestFactory
    from django.utils import translation

    settings.configure(**_settings())
    django.setup()
    directory.mkdir(parents=True, exist_ok=True)
    link = directory / "static"
    if not link.exists():
        link.symlink_to(STATIC)
    for language in ("en", "zh-hans"):
        for surface in ("storefront", "backoffice", "portal"):
            with translation.override(language):
                source = (HERE / f"preview_{surface}.html").read_text(encoding="utf-8")
                request = RequestFactory().get(f"/{surface}/orders/?page=4")
                page = engines["django"].from_string(source).render(_context(), request)
            (directory / f"{surface}.{language}.html").write_text(page, encoding="utf-8")


def _settings() -> dict[str, Any]:
    """Just enough of Django for templates, so that the preview needs neither database nor partners."""
    processors = ("django.template.context_processors.request", "entrepot.web.context.site")
    return {
        "INSTALLED_APPS": ["django.contrib.staticfiles", "entrepot.web"],
        "ROOT_URLCONF": "entrepot.web.design.preview_urls",
        "STATIC_URL": "static/",
        "ALLOWED_HOSTS": ["testserver"],
        "DEMO": True,
        "SECRET_KEY": "preview",
        "USE_TZ": True,
        "REFERENCE_CACHE_SECONDS": 0,
        "LANGUAGES": [("en", "English"), ("zh-hans", "简体中文")],
        "LOCALE_PATHS": [HERE.parent.parent / "locale"],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE.parent / "templates"],
                "OPTIONS": {"context_processors": processors},
            }
        ],
    }


def _context() -> dict[str, Any]:
    from django.core.paginator import Paginator

    from entrepot.domain.money import Money

    return {
        "crumbs": [
            {"label": "Home", "url": "#"},
            {"label": "Mother and baby", "url": "#"},
            {"label": "Milk powder"},
        ],
        "nav_categories": [
            {"name": name, "url": "#", "is_current": name == "Mother and baby"} for name in _CATEGORIES
        ],
        "cart_count": 3,
        "is_demo": True,
        "shop": {
            "name": "Entrepot",
            "operator_name": "Harbour Lane Trading Ltd",
            "contact_email": "care@shop.example",
        },
        "ship_to": _SHIP_TO,
        "nav_counts": {"orders": 12, "exceptions": 3, "declarations": 2},
        "supplier": {"name": "Ningbo Lanterns Co."},
        "products": _products(),
        "page_obj": Paginator(range(300), 24).page(4),
        "quote": _quote(Money.of),
        "stages": _STAGES,
        "entries": _entries(),
        "price": Money.of("1234.5", "GBP"),
        "was": Money.of("1400", "GBP"),
        "form": _form(),
        "grams": 1250,
        "share": Decimal("0.0925"),
    }


_CATEGORIES = ("Mother and baby", "Beauty", "Wine and food", "Gifts", "Home", "Garden", "Clothing", "Phones")
_SHIP_TO = {
    "country_code": "GB",
    "country_name": "United Kingdom",
    "currency": "GBP",
    "country_choices": [("GB", "United Kingdom"), ("CN", "中国大陆"), ("AU", "Australia")],
    "currency_choices": [("GBP", "GBP · British pound"), ("CNY", "CNY · 人民币")],
}
_STAGES = [
    {"label": "Placed", "state": "done", "note": "3 Nov"},
    {"label": "Paid", "state": "done", "note": "3 Nov"},
    {"label": "Packed", "state": "done", "note": "4 Nov"},
    {"label": "Customs", "state": "now", "note": "since 6 Nov"},
    {"label": "On its way", "state": "todo"},
    {"label": "Delivered", "state": "todo"},
]


def _products() -> list[dict[str, Any]]:
    names = (
        (
            "Stage 1 infant milk powder, 900 g 婴儿配方奶粉一段",
            "milk-powder",
            "£24.90",
            "Ships from Melbourne, Australia",
        ),
        ("Hydrating sheet mask, box of 10", "sheet-mask", "£12.00", "Ships from Shanghai, China"),
        ("Shiraz 2021, Barossa Valley, 750 ml", "wine", "£18.50", "Ships from Adelaide, Australia"),
        ("White hanging heart T-light holder", "candle", "£2.55", "Ships from Felixstowe, UK"),
    )
    badges = [{"label": "Tracked", "kind": "info"}]
    return [
        {
            "name": n,
            "url": "#",
            "image_url": f"static/art/{art}.svg",
            "price_text": price,
            "ships_from_text": origin,
            "badges": badges if art == "wine" else [],
        }
        for n, art, price, origin in names
    ]


def _quote(of: Any) -> dict[str, Any]:
    rows = [
        {"label": "Goods", "amount": of("160.00", "GBP"), "base_text": "2 articles"},
        {"label": "Shipping, tracked air mail", "amount": of("14.20", "GBP"), "base_text": "1.25 kg, zone 2"},
        {
            "label": "Import duty",
            "amount": of("19.20", "GBP"),
            "rate_text": "12%",
            "base_text": "£160.00 (customs value)",
            "rule": "UK Global Tariff 6109 10 00, T-shirts of cotton",
            "source": "HMRC trade tariff, 1 Nov 2026",
            "source_url": "https://www.trade-tariff.service.gov.uk/",
            "due": "with the order",
            "payer": "You pay",
        },
        {
            "label": "Import VAT",
            "amount": of("38.68", "GBP"),
            "rate_text": "20%",
            "base_text": "£193.40 (goods, shipping and duty)",
            "rule": "VAT Act 1994, section 21",
            "source": "HMRC notice 702",
            "due": "with the order",
            "payer": "You pay",
        },
        {"label": "Carrier clearance fee", "amount": None, "base_text": "set by the carrier"},
    ]
    totals = [
        {"label": "Duties and taxes", "amount": of("57.88", "GBP")},
        {
            "label": "Total",
            "amount": of("232.08", "GBP"),
            "is_grand": True,
            "note": "Delivered duty paid to GB",
        },
    ]
    return {
        "rows": rows,
        "totals": totals,
        "status": "estimate",
        "warnings": ["The carrier sets its clearance fee at the border; it is not known today."],
        "not_included": [
            "Storage, if customs holds the parcel for your papers",
            "Your bank's exchange margin",
        ],
    }


def _entries() -> list[dict[str, Any]]:
    at = datetime(2026, 11, 6, 9, 12, tzinfo=UTC)
    return [
        {"state": "done", "title": "Order placed and paid", "at": at, "actor": "You"},
        {
            "state": "done",
            "title": "Packed, label printed",
            "at": at,
            "place": "Shanghai",
            "text": "1 parcel, 1.25 kg",
        },
        {
            "state": "problem",
            "title": "Customs asks for a paper",
            "at": at,
            "place": "Heathrow",
            "text": "The declared material is missing from the invoice.",
        },
        {
            "state": "now",
            "title": "Waiting for your answer",
            "at": at,
            "move": "Your move",
            "move_is_yours": True,
            "url": "#",
            "url_label": "Answer customs",
        },
        {"state": "next", "title": "Released by customs"},
        {"state": "next", "title": "Delivered", "text": "Expected 12 to 16 November"},
    ]


def _form() -> Any:
    from django import forms

    class Address(forms.Form):
        name = forms.CharField(label="Full name")
        postcode = forms.CharField(label="Postcode", help_text="As written on letters to you.")
        country = forms.ChoiceField(label="Country", choices=[("GB", "United Kingdom"), ("CN", "中国大陆")])
        note = forms.CharField(label="Note for the carrier", required=False, widget=forms.Textarea)
        terms = forms.BooleanField(label="I have read what customs may ask of me")

    return Address({"name": "李 Mei Clarke", "postcode": "", "country": "GB"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
