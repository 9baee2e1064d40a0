"""How places read on the shop's pages."""

from django import template

from entrepot.web.places import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The country's name in the reader's language; ``EU`` is the European Union."""
    return country_name(code)
