"""Parts of pages that are the same for everybody, rendered once in a while."""

from collections.abc import Hashable
from typing import Final

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entrepot.kit.recent import Kept

register = template.Library()
MOST: Final = 1_000
_parts: Kept[tuple[Hashable, ...], SafeString] = Kept(limit=MOST)


class KeptNode(template.Node):
    def __init__(self, name: str, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.keys, self.nodelist = name, keys, nodelist

    def render(self, context: Context) -> SafeString:
        values = (key.resolve(context) for key in self.keys)
        return _parts.get((self.name, get_language(), *values), lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept menu key ... %} ... {% endkept %}``: rendered once per language and keys, kept for
    ``REFERENCE_CACHE_SECONDS`` in the process.

    All that the part shows must follow from its keys and from reference data: never a buyer's own data, a
    form's token, the stock or an address of the present page.
    """
    name, *keys = token.split_contents()[1:]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, [parser.compile_filter(key) for key in keys], nodelist)
