"""A code that a counter's scanner or phone reads from the page."""

import io

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """``text`` as an inline SVG of 160 pixels; ``label`` is what it says to who cannot see it."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, light="#fff"
    )
    picture = mark_safe(drawn.getvalue().decode())  # drawn by the library, holds no text of people
    return format_html('<span class="qr-code" role="img" aria-label="{}">{}</span>', label, picture)
