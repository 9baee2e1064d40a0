"""The manual exists in both languages, and what it points to exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

MANUAL = Path(settings.BASE_DIR) / "docs" / "manual"
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PAGES = sorted(MANUAL.rglob("*.md"))


def test_every_page_exists_in_both_languages() -> None:
    english, chinese = (
        {page.name for page in (MANUAL / folder).glob("*.md")} for folder in ("en", "zh-hans")
    )
    assert english ^ chinese == {"glossary.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text()) if not target.startswith("http")]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_both_languages_show_the_same_commands() -> None:
    blocks = re.compile(r"```sh\n.*?```", re.DOTALL)
    for page in (MANUAL / "en").glob("*.md"):
        chinese = MANUAL / "zh-hans" / page.name
        assert blocks.findall(page.read_text()) == blocks.findall(chinese.read_text()), page.name
