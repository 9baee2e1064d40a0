"""Otto reads what Pia proposed and decides; his own change he cannot approve."""

import pytest
from django.test import Client

from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.rules import packaged_texts
from tests.factories.taxation import a_rule_proposal, the_packaged_rules

pytestmark = pytest.mark.django_db
RULES = "/en/console/rules"


def test_a_colleagues_change_is_read_and_approved(console: Client) -> None:
    proposal = a_rule_proposal()
    assert f"{RULES}/proposals/{proposal.pk}/" in console.get(f"{RULES}/").content.decode()
    shown = console.get(f"{RULES}/proposals/{proposal.pk}/").content.decode()
    assert '<ins class="text-ok">+# looked at</ins>' in shown
    assert "Approve and put in force" in shown
    answer = console.post(f"{RULES}/proposals/{proposal.pk}/approve/", follow=True)
    assert "The change is in force." in answer.content.decode()
    history = console.get(f"{RULES}/files/eu.toml/").content.decode()
    assert "proposed by Pia, approved by Otto" in history
    assert RuleFile.objects.filter(name="eu.toml").latest("pk").content.endswith("# looked at\n")


def test_a_change_of_ones_own_waits_for_a_colleague(console: Client) -> None:
    the_packaged_rules()
    content = packaged_texts()["eu.toml"].replace("\n", "\r\n") + "# mine\r\n"
    answer = console.post(f"{RULES}/propose/eu.toml/", {"content": content, "why": "a remark"}, follow=True)
    proposal = RuleProposal.objects.get()
    shown = answer.content.decode()
    assert "A colleague must approve it" in shown
    assert "Approve and put in force" not in shown
    refused = console.post(f"{RULES}/proposals/{proposal.pk}/approve/", follow=True)
    assert "You proposed this change, so somebody else must approve it." in refused.content.decode()
    console.post(f"{RULES}/proposals/{proposal.pk}/reject/", {"reason": "no need"})
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    assert RuleFile.objects.filter(name="eu.toml").count() == 1


def test_faults_of_a_file_stand_beside_it_and_what_was_typed_stays(console: Client) -> None:
    the_packaged_rules()
    answer = console.post(f"{RULES}/propose/eu.toml/", {"content": "kind = 'rules'  # typed", "why": "x"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "eu.toml: code: missing" in shown
    assert "# typed" in shown
    assert RuleProposal.objects.count() == 0


def test_a_rejection_needs_a_reason(console: Client) -> None:
    proposal = a_rule_proposal()
    assert console.post(f"{RULES}/proposals/{proposal.pk}/reject/", {"reason": " "}).status_code == 422
    console.post(f"{RULES}/proposals/{proposal.pk}/reject/", {"reason": "not published"})
    assert "not published" in console.get(f"{RULES}/proposals/{proposal.pk}/").content.decode()


def test_a_file_that_does_not_exist_is_not_found(console: Client) -> None:
    for address in ("files/xx.toml/", "propose/xx.toml/", "proposals/7/"):
        assert console.get(f"{RULES}/{address}").status_code == 404
