"""Law is data with a history; a stored quote gives the same answer by the rules of then."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from entrepot.apps.taxation.models import RuleFile
from entrepot.apps.taxation.queries import rulebook, rules_in_force, tax_position
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.quote_landed_cost import quote_landed_cost
from entrepot.apps.taxation.services.replay_quote import replay_quote
from entrepot.domain.duties import Consignment, Dates, FaultyRules, FxRate, Line, Place
from entrepot.kit.errors import Refused
from entrepot.rules import packaged_rulebook, packaged_texts
from tests.factories.taxation import a_ban, a_registration

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def a_parcel() -> Consignment:
    line = Line("1", "691200", "CN", Decimal(1), Decimal("40"), net_weight_g=300)
    fx = (FxRate("EUR", "GBP", Decimal("0.80"), "TEST", TODAY),)
    return Consignment(
        dates=Dates(as_of=TODAY), ship_from=Place("CN"), destination=Place("DE"), currency="EUR",
        lines=(line,), freight=Decimal("5"), fx=fx,
    )  # fmt: skip


def test_loading_twice_changes_nothing() -> None:
    assert load_rules(by="test", why="first") == sorted(packaged_texts())
    assert load_rules(by="test", why="again") == []
    assert rulebook().fingerprint == packaged_rulebook().fingerprint


def test_a_changed_file_is_a_new_version_and_may_come_back() -> None:
    load_rules(by="test", why="first")
    a_ban("eu.toml", "930700")
    assert rulebook().fingerprint != packaged_rulebook().fingerprint
    assert load_rules(by="test", why="the ban was lifted") == ["eu.toml"]
    assert rulebook().fingerprint == packaged_rulebook().fingerprint
    assert RuleFile.objects.filter(name="eu.toml").count() == 3


def test_a_file_that_is_no_longer_given_is_withdrawn() -> None:
    load_rules(by="test", why="first")
    texts = packaged_texts()
    del texts["us.toml"]
    assert load_rules(by="test", why="leave the US", texts=texts) == ["us.toml"]
    assert rulebook().jurisdiction_of("US") is None


def test_a_faulty_file_loads_nothing() -> None:
    with pytest.raises(FaultyRules):
        load_rules(by="test", why="typo", texts={**packaged_texts(), "xx.toml": "kind = 'rulez'"})
    assert RuleFile.objects.count() == 0


def test_a_quote_replays_identically_after_the_law_has_changed() -> None:
    load_rules(by="test", why="first")
    stored = quote_landed_cost(consignment=a_parcel())
    assert stored.landed_cost.status == "complete"
    a_ban("eu.toml", "691200", "Cups")
    assert quote_landed_cost(consignment=a_parcel()).landed_cost.status == "refused"

    replay = replay_quote(stored.id)
    assert replay.is_identical
    assert replay.landed_cost == stored.landed_cost


def test_an_unknown_quote_is_not_replayed() -> None:
    with pytest.raises(Refused):
        replay_quote(uuid4())


def test_only_registrations_valid_that_day_count() -> None:
    load_rules(by="test", why="first")
    a_registration("ioss")
    assert tax_position(TODAY).registrations == {"ioss": "IM0000000000"}
    assert tax_position(date(2021, 6, 30)).registrations == {}


def test_rules_in_force_are_those_of_the_day() -> None:
    load_rules(by="test", why="first")
    june = {found.rule.id for found in rules_in_force(date(2026, 6, 30), "EU")}
    july = {found.rule.id for found in rules_in_force(date(2026, 7, 1), "EU")}
    assert "eu.duty.flat-3" not in june
    assert "eu.duty.flat-3" in july
    assert {found.jurisdiction for found in rules_in_force(TODAY)} >= {"GB", "EU", "US", "AU", "CN"}
