"""Which drawing of ``static/art`` stands for a product or a category."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

ART = Path(__file__).parent / "static" / "art"


@cache
def art_url(name: str) -> str:
    """The address of the drawing called ``name`` or known by that keyword; a parcel when there is none."""
    known: dict[str, str] = json.loads((ART / "index.json").read_text(encoding="utf-8"))
    file = f"{name}.svg" if name and (ART / f"{name}.svg").is_file() else known.get(name, "parcel.svg")
    return static(f"art/{file}")
