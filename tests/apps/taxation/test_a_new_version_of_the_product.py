"""A new version of the product brings new rule files; what operators changed stays theirs."""

import pytest

from entrepot.apps.taxation.models import PackagedRuleFile, RuleFile, RuleProposal
from entrepot.apps.taxation.queries import packaged_before, packaged_changes, texts_in_force
from entrepot.apps.taxation.services.approve_rule_change import approve_rule_change
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.rules import packaged_texts
from tests.apps.taxation.test_four_eyes import someone
from tests.factories.taxation import the_packaged_rules

pytestmark = pytest.mark.django_db
OURS = packaged_texts()["eu.toml"] + "# ours\n"
THEIRS = packaged_texts()["eu.toml"] + "# the product's\n"


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_packaged_rules()


def changed(content: str, name: str = "eu.toml", answers: PackagedRuleFile | None = None) -> RuleFile:
    """``content`` proposed by one person and approved by another."""
    number = RuleProposal.objects.count()
    pia, quinn = someone(f"pia{number}"), someone(f"quinn{number}")
    proposal = propose_rule_change(name=name, content=content, why="OJ L 1", by=pia, answers=answers)
    return approve_rule_change(proposal=proposal, by=quinn)


def a_new_version(**files: str) -> list[str]:
    """The product with ``eu=...`` for ``eu.toml``; returns what came in force."""
    texts = {**packaged_texts(), **{f"{name}.toml": text for name, text in files.items()}}
    return load_rules(by="system", why="a new version", texts={n: t for n, t in texts.items() if t})


def test_a_file_that_nobody_changed_follows_the_product() -> None:
    assert a_new_version(eu=THEIRS) == ["eu.toml"]
    assert texts_in_force()["eu.toml"] == THEIRS
    assert packaged_changes() == []


def test_an_approved_change_survives_and_the_packaged_file_waits_for_review() -> None:
    changed(OURS)
    assert packaged_changes() == []
    assert a_new_version(eu=THEIRS, us=packaged_texts()["us.toml"] + "# new\n") == ["us.toml"]
    assert texts_in_force()["eu.toml"] == OURS
    (waiting,) = packaged_changes()
    assert (waiting.name, waiting.content) == ("eu.toml", THEIRS)
    assert packaged_before(waiting) == packaged_texts()["eu.toml"]


def test_loading_the_same_version_again_asks_nothing_new() -> None:
    changed(OURS)
    a_new_version(eu=THEIRS)
    assert a_new_version(eu=THEIRS) == []
    assert PackagedRuleFile.objects.filter(name="eu.toml").count() == 2
    assert len(packaged_changes()) == 1


def test_a_taken_packaged_file_follows_the_product_again() -> None:
    changed(OURS)
    a_new_version(eu=THEIRS)
    changed(THEIRS, answers=packaged_changes()[0])
    assert packaged_changes() == []
    assert a_new_version(eu=THEIRS + "# and more\n") == ["eu.toml"]


def test_a_kept_file_is_asked_about_again_only_at_the_next_change() -> None:
    changed(OURS)
    a_new_version(eu=THEIRS)
    kept = changed(OURS, answers=packaged_changes()[0])
    assert (kept.content, texts_in_force()["eu.toml"]) == (OURS, OURS)
    assert packaged_changes() == []
    assert a_new_version(eu=THEIRS + "# and more\n") == []
    (waiting,) = packaged_changes()
    assert packaged_before(waiting) == THEIRS


def test_another_edit_of_ours_does_not_answer_the_waiting_review() -> None:
    changed(OURS)
    a_new_version(eu=THEIRS)
    changed(OURS + "# ours again\n")
    assert [row.name for row in packaged_changes()] == ["eu.toml"]


def test_a_rejected_answer_leaves_the_review_waiting() -> None:
    changed(OURS)
    a_new_version(eu=THEIRS)
    propose_rule_change(
        name="eu.toml", content=THEIRS, why="x", by=someone("pia"), answers=packaged_changes()[0]
    )
    assert len(packaged_changes()) == 1


def test_files_that_operators_added_or_withdrew_stay_so() -> None:
    changed('kind = "codes"\n[lists]\n"ours.fragile" = "6912"\n', name="ours.toml")
    changed("", name="hk.toml")
    assert a_new_version(hk=packaged_texts()["hk.toml"] + "# new\n") == []
    assert "ours.toml" in texts_in_force()
    assert "hk.toml" not in texts_in_force()
    assert [row.name for row in packaged_changes()] == ["hk.toml"]


def test_a_file_that_is_no_longer_packaged_is_withdrawn_unless_it_was_changed() -> None:
    changed(OURS)
    assert a_new_version(hk="", eu="", **{"eu.vat": ""}) == ["eu.vat.toml", "hk.toml"]
    assert texts_in_force()["eu.toml"] == OURS
    (waiting,) = packaged_changes()
    assert (waiting.name, waiting.content) == ("eu.toml", "")


def test_packaged_files_that_do_not_go_with_ours_all_wait() -> None:
    """Ours speaks for Macao already, which a new file of the product does too."""
    ours = packaged_texts()["hk.toml"].replace('["HK"]', '["HK", "MO"]')
    assert ours != packaged_texts()["hk.toml"]
    changed(ours, name="hk.toml")
    before = texts_in_force()
    macao = packaged_texts()["hk.toml"].replace("HK", "MO").replace("hk.", "mo.")
    assert a_new_version(mo=macao) == []
    assert texts_in_force() == before
    assert [row.name for row in packaged_changes()] == ["mo.toml"]
