"""Items as XML (RSS 2.0 with Google's namespace), CSV or JSON Lines, in pieces."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from entrepot.web.csv_lines import csv_lines

Attributes = Mapping[str, Any]
GOOGLE: Final = "http://base.google.com/ns/1.0"
LANDED: Final = "urn:entrepot:landed-price"
COLUMNS: Final = (
    "id", "title", "description", "image_link", "brand", "mpn", "condition", "link", "availability", "price",
    "shipping", "shipping_weight", "ships_from_country", "shopping_ads_excluded_country", "landed_price",
    "landed_goods", "landed_duty", "landed_tax", "landed_fees", "landed_due_on_delivery", "landed_status",
)  # fmt: skip
# XML 1.0 has no way to write these.
_NO_XML: Final = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Format:
    """``write(title, link, items)`` gives the file in pieces."""

    content_type: str
    write: Callable[[str, str, Iterable[Attributes]], Iterator[str]]


def _xml(title: str, link: str, items: Iterable[Attributes]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" xmlns:g="{GOOGLE}" xmlns:l="{LANDED}"><channel>\n'
        f"<title>{_text(title)}</title><link>{_text(link)}</link><description>{_text(title)}</description>\n"
    )
    for item in items:
        yield f"<item>{''.join(_elements(item))}</item>\n"
    yield "</channel></rss>\n"


def _elements(item: Attributes) -> Iterator[str]:
    for name, value in item.items():
        prefix = "l" if name.startswith("landed_") else "g"
        for each in value if isinstance(value, list) else [value]:
            inner = "".join(_elements(each)) if isinstance(each, Mapping) else _text(str(each))
            yield f"<{prefix}:{name}>{inner}</{prefix}:{name}>"


def _text(value: str) -> str:
    return escape(value.translate(_NO_XML))


def _csv(_title: str, _link: str, items: Iterable[Attributes]) -> Iterator[str]:
    return csv_lines(COLUMNS, ([_cell(item[name]) for name in COLUMNS] for item in items))


def _cell(value: Any) -> Any:
    """``shipping`` as ``country:region:service:price:handling:handling:transit:transit``, lists by comma."""
    if isinstance(value, Mapping):
        parts = list(value.values())
        return ":".join(str(part) for part in (parts[0], "", *parts[1:]))
    return ",".join(value) if isinstance(value, list) else value


def _jsonl(_title: str, _link: str, items: Iterable[Attributes]) -> Iterator[str]:
    for item in items:
        yield json.dumps(item, ensure_ascii=False) + "\n"


FORMATS: Final = {
    "xml": Format("application/rss+xml; charset=utf-8", _xml),
    "csv": Format("text/csv; charset=utf-8", _csv),
    "jsonl": Format("application/jsonl; charset=utf-8", _jsonl),
}
