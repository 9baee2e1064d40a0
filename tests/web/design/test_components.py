"""The shared components: what a screen reader and a strict content policy need of them."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from entrepot.domain.money import Money

WEB = Path(__file__).parents[3] / "entrepot" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
ART = WEB / "static" / "art"


class Postcode(forms.Form):
    postcode = forms.CharField(help_text="As written on letters to you.")


def test_ties_hint_and_error_to_the_field_they_speak_of() -> None:
    html = render_to_string("components/field.html", {"field": Postcode({"postcode": ""})["postcode"]})
    assert 'aria-describedby="id_postcode_helptext id_postcode_error"' in html
    assert 'id="id_postcode_helptext"' in html
    assert 'id="id_postcode_error"' in html
    assert 'for="id_postcode"' in html


def test_says_not_known_instead_of_zero_for_a_cost_nobody_knows_yet() -> None:
    rows = [{"label": "Fee", "amount": None}, {"label": "Duty", "amount": Money.of("0", "GBP")}]
    html = render_to_string("components/landed_cost.html", {"quote": {"rows": rows, "status": "estimate"}})
    amounts = [text.strip() for text in re.findall(r'class="cost-amount[^"]*">([^<]*)<', html)]
    assert amounts == ["not known", "£0.00"]


def test_escapes_what_came_from_outside() -> None:
    entry = {"title": "<script>", "state": "done", "text": "<b>"}
    html = render_to_string("components/timeline.html", {"entries": [entry]})
    assert "<script>" not in html
    assert "<b>" not in html


def test_pagination_keeps_the_search_and_marks_the_current_page() -> None:
    request = RequestFactory().get("/search/?q=tea&page=4")
    html = render_to_string(
        "components/pagination.html", {"page_obj": Paginator(range(300), 24).page(4)}, request
    )
    assert '<span aria-current="page">4</span>' in html
    assert "?q=tea&amp;page=5" in html


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_template_holds_inline_script_style_or_handler(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"""\s(?:style|on[a-z]+)=["']""", text) == []
    assert re.findall(r"<style\b|<script(?![^>]*\b(?:src=|type=\"application/))", text) == []


def test_every_keyword_leads_to_a_small_drawing() -> None:
    index = json.loads((ART / "index.json").read_text(encoding="utf-8"))
    assert len(set(index.values())) == 47
    assert {name for name in index.values() if not (ART / name).is_file()} == set()
    assert max(path.stat().st_size for path in ART.glob("*.svg")) < 3000


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(
        re.findall(r'symbol id="([^"]+)"', (WEB / "static/img/icons.svg").read_text(encoding="utf-8"))
    )
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    assert named - drawn == set()
