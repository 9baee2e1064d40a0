"""Every word that a page can show exists in Simplified Chinese."""

import csv
import re
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from entrepot import demo, rules
from entrepot.apps.orders.words import fact_sentence
from entrepot.apps.orders.words.partner_texts import CARRIER_TEXTS, CUSTOMS_TEXTS, partner_text
from entrepot.web.law_texts import LAW_TEXTS
from entrepot.web.source_texts import SOURCES
from simulators.carrier import journey
from simulators.customs import decisions

FOLDER = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
RULES = Path(rules.__path__[0])
DEMO = Path(demo.__path__[0])
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?\w[^>]*>")
FILLED_IN = re.compile(r"%\(\w+\)[a-z]")


def catalogue() -> Catalog:
    return read_po(BytesIO((FOLDER / "django.po").read_bytes()))


def sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def chinese(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def known() -> frozenset[str]:
    return frozenset(source for message in messages() for source in sources(message))


def test_every_text_has_a_chinese_translation() -> None:
    assert [m.id for m in messages() if not all(chinese(m))] == []


def test_no_translation_is_marked_as_a_guess() -> None:
    assert [m.id for m in messages() if m.fuzzy] == []


def test_chinese_has_one_form_for_every_number() -> None:
    found = catalogue()
    assert (found.num_plurals, found.plural_expr) == (1, "0")


def test_translations_keep_the_placeholders_and_tags() -> None:
    changed = [
        message.id
        for message in messages()
        for text in chinese(message)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(sources(message)[-1]))
    ]
    assert changed == []


def test_a_per_cent_sign_beside_a_placeholder_is_doubled() -> None:
    """A single one breaks the page as the figures are filled in."""
    broken = [
        text
        for message in messages()
        for text in (*sources(message), *chinese(message))
        if FILLED_IN.search(text) and "%" in FILLED_IN.sub("", text.replace("%%", ""))
    ]
    assert broken == []


def test_the_compiled_catalogue_says_what_the_source_says() -> None:
    compiled = read_mo(BytesIO((FOLDER / "django.mo").read_bytes()))
    told = {sources(m)[0]: chinese(m) for m in compiled if m.id}
    assert told == {sources(m)[0]: chinese(m) for m in messages()}


def test_every_text_of_the_law_is_in_the_catalogue() -> None:
    """That the list of them is whole is held by the tests of the storefront."""
    assert sorted(set(LAW_TEXTS) - known()) == []


def test_every_source_of_chinese_law_and_of_the_demo_pools_is_in_the_catalogue() -> None:
    law = RULES.joinpath("cn.toml").read_text(encoding="utf-8")
    wanted = {rule["source"] for rule in tomllib.loads(law)["rule"]}
    pools = DEMO.joinpath("number_pools.csv").read_text(encoding="utf-8").splitlines()
    wanted |= {row["source"] for row in csv.DictReader(pools)}
    assert sorted(wanted - SOURCES) == []
    assert sorted(SOURCES - known()) == []


def test_every_text_of_the_simulated_carrier_is_known() -> None:
    disturbances = [step for _before, step, _ends in journey.DISTURBANCES.values()]
    steps = [*journey.plan("GB", "CN"), *journey.plan("GB", "GB"), journey.INFO, *disturbances]
    assert {step.description for step in steps} - set(CARRIER_TEXTS) == set()


def test_every_finding_that_can_be_forced_at_customs_is_known() -> None:
    assert {finding.message for finding in decisions.FORCED.values()} - set(CUSTOMS_TEXTS) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Out for delivery", "派送中"), ("Left our depot in Leeds", "Left our depot in Leeds")],
)
def test_a_partner_speaks_chinese_where_its_words_are_known(text: str, expected: str) -> None:
    with override("zh-hans"):
        assert partner_text(text) == expected


def test_what_customs_asks_stands_in_chinese_on_the_timeline() -> None:
    facts = {"reference": "CD-1", "message": "state material and intended use"}
    with override("zh-hans"):
        assert (
            fact_sentence("declaration_query", facts, "operator")
            == "海关就报关单 CD-1 询问：请说明材质和用途"
        )


def test_a_short_password_is_refused_in_chinese() -> None:
    with override("zh-hans"), pytest.raises(ValidationError, match="密码太短，至少需要 10 个字符。"):
        validate_password("short")
