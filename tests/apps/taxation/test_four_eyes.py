"""Rules are changed by two people: one proposes, another approves; the past stays as it was."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.apps.taxation.queries import imports_in_force, reference_to, rulebook
from entrepot.apps.taxation.services.approve_rule_change import approve_rule_change
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.apps.taxation.services.quote_landed_cost import quote_landed_cost
from entrepot.apps.taxation.services.reject_rule_change import reject_rule_change
from entrepot.apps.taxation.services.replay_quote import replay_quote
from entrepot.apps.taxation.services.store_tariff import store_tariff
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from entrepot.kit.models import StatusChange
from entrepot.rules import packaged_texts
from tests.apps.taxation.test_rules_and_replay import a_parcel
from tests.factories.taxation import a_ban, the_packaged_rules

pytestmark = pytest.mark.django_db
BAN = (
    '\n[[rule]]\nid = "test.ban"\nkey = "restriction"\nname = "Cups"\neffect = "prohibited"\n{when}'
    'reason = "No."\nwhen = {{ goods = ["691200"] }}\nsource = "test"\nconfidence = "H"\n'
)


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_packaged_rules()


def someone(name: str) -> User:
    return User.objects.create_user(f"{name}@entrepot.example", "harbour-2026", name=name, is_staff=True)


def with_ban(when: str = "") -> str:
    return packaged_texts()["eu.toml"] + BAN.format(when=when)


def a_proposal(by: User, content: str = "") -> RuleProposal:
    return propose_rule_change(name="eu.toml", content=content or with_ban(), why="OJ L 1", by=by)


def test_nobody_approves_a_change_of_their_own() -> None:
    pia = someone("pia")
    proposal = a_proposal(pia)
    before = rulebook().fingerprint
    with pytest.raises(Refused) as refusal:
        approve_rule_change(proposal=proposal, by=pia)
    assert (refusal.value.code, refusal.value.status) == ("four_eyes", 403)
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
    assert rulebook().fingerprint == before


def test_the_database_refuses_an_approval_by_the_proposer_too() -> None:
    pia = someone("pia")
    proposal = a_proposal(pia)
    version = RuleFile.objects.latest("pk")
    with pytest.raises(IntegrityError, match="rule_proposal_four_eyes"), transaction.atomic():
        RuleProposal.objects.filter(pk=proposal.pk).update(status="approved", decided_by=pia, version=version)


def test_a_faulty_file_is_refused_with_the_path_of_every_fault() -> None:
    faulty = with_ban().replace('source = "test"\n', "") + '\n[[rule]]\nid = "second"\n'
    with pytest.raises(Refused) as refusal:
        a_proposal(someone("pia"), faulty)
    messages = [fault.message for fault in refusal.value.faults]
    rules = packaged_texts()["eu.toml"].count("[[rule]]")
    assert messages[0] == f"eu.toml: rule[{rules}] test.ban: source missing"
    assert messages[1] == f"eu.toml: rule[{rules + 1}] second: key, source, confidence missing"
    assert RuleProposal.objects.count() == 0


@pytest.mark.parametrize("content", ["rule = 3\nkind = 'rules'", "= 1", "kind = 'codes'\nlists = 4", "x\x01"])
def test_a_file_of_another_shape_is_refused_naming_the_file(content: str) -> None:
    with pytest.raises(Refused) as refusal:
        a_proposal(someone("pia"), content)
    assert refusal.value.status == 422
    assert refusal.value.faults[0].message.startswith("eu.toml: ")


@pytest.mark.parametrize("amount", ['"three"', "[3]", "true"])
def test_a_word_where_the_law_needs_a_number_is_refused(amount: str) -> None:
    faulty = packaged_texts()["eu.toml"].replace("amount = 3\n", f"amount = {amount}\n")
    with pytest.raises(Refused) as refusal:
        a_proposal(someone("pia"), faulty)
    messages = [fault.message for fault in refusal.value.faults]
    assert "eu.toml: rule eu.duty.flat-3: amount must be a number" in messages


def test_a_rule_for_a_key_that_no_calculation_asks_for_is_refused() -> None:
    misspelt = with_ban().replace('key = "restriction"', 'key = "restrictoin"')
    with pytest.raises(Refused) as refusal:
        a_proposal(someone("pia"), misspelt)
    (fault,) = refusal.value.faults
    assert fault.message.startswith("eu.toml: rule test.ban: key must be one of advice, ")


def test_an_approved_change_takes_effect_and_an_old_quote_replays_identically() -> None:
    pia, quinn = someone("pia"), someone("quinn")
    stored = quote_landed_cost(consignment=a_parcel())
    version = approve_rule_change(proposal=a_proposal(pia), by=quinn)

    proposal = RuleProposal.objects.get()
    assert (proposal.status, proposal.decided_by, proposal.version) == ("approved", quinn, version)
    assert (version.loaded_by, version.why) == (f"operator:{quinn.pk}", "OJ L 1")
    assert quote_landed_cost(consignment=a_parcel()).landed_cost.status == "refused"
    assert replay_quote(stored.id).is_identical
    change = StatusChange.objects.get(lifecycle="rule_proposal")
    assert (change.old, change.new, change.by) == ("proposed", "approved", f"operator:{quinn.pk}")


def test_other_files_stay_as_they_are() -> None:
    a_ban("us.toml", "930700")
    approve_rule_change(proposal=a_proposal(someone("pia")), by=someone("quinn"))
    assert RuleFile.objects.filter(name="us.toml").count() == 2
    assert RuleFile.objects.filter(name="eu.toml").count() == 2


def test_a_dry_run_tells_what_becomes_forbidden() -> None:
    quote_landed_cost(consignment=a_parcel())
    proposal = a_proposal(someone("pia"))
    proposal.refresh_from_db()
    assert proposal.dry_run == {
        "tried": 1, "changed": 1, "newly_partial": 0, "newly_refused": 1, "on": "",
        "effects": [
            {"destination": "DE", "currency": "EUR", "quotes": 1, "changed": 1, "before": "0", "after": "0"}
        ],
    }  # fmt: skip


def test_a_dry_run_tells_what_becomes_dearer() -> None:
    """EUR 40 + 5 freight: duty 3 + VAT 9.12 before, duty 5 + 19 % of 50.00 after."""
    for _ in range(2):
        quote_landed_cost(consignment=a_parcel())
    proposal = a_proposal(someone("pia"), packaged_texts()["eu.toml"].replace("amount = 3\n", "amount = 5\n"))
    (effect,) = proposal.dry_run["effects"]
    assert (effect["quotes"], effect["changed"]) == (2, 2)
    assert (effect["before"], effect["after"]) == ("24.24", "29.00")


def test_a_rule_of_tomorrow_is_tried_for_tomorrow() -> None:
    quote_landed_cost(consignment=a_parcel())
    pia, tomorrow = someone("pia"), timezone.now().date() + timedelta(days=400)
    content = with_ban(f"from = {tomorrow.isoformat()}\n")

    def refused(on: date | None) -> int:
        proposal = propose_rule_change(name="eu.toml", content=content, why="OJ", by=pia, on=on)
        return int(proposal.dry_run["newly_refused"])

    assert refused(None) == 0
    assert refused(tomorrow) == 1


def test_a_decided_change_is_decided_once() -> None:
    pia, quinn = someone("pia"), someone("quinn")
    proposal = a_proposal(pia)
    reject_rule_change(proposal=proposal, by=quinn, why="not yet published")
    with pytest.raises(IllegalTransition):
        approve_rule_change(proposal=proposal, by=quinn)
    assert (proposal.status, proposal.decision) == ("rejected", "not yet published")
    assert RuleFile.objects.filter(name="eu.toml").count() == 1


def test_who_turns_down_a_change_of_their_own_withdraws_it() -> None:
    pia = someone("pia")
    assert reject_rule_change(proposal=a_proposal(pia), by=pia, why="a typo").status == "withdrawn"


def test_a_change_of_an_older_version_is_not_approved() -> None:
    pia, quinn = someone("pia"), someone("quinn")
    proposal = a_proposal(pia)
    a_ban("eu.toml", "930700")
    with pytest.raises(Refused) as refusal:
        approve_rule_change(proposal=proposal, by=quinn)
    assert refusal.value.code == "file_changed"
    assert rulebook().fingerprint != ""


@pytest.mark.parametrize("name", ["imported/us.hts.toml", "EU.toml", "eu", "../eu.toml"])
def test_a_file_must_have_a_name_of_ours(name: str) -> None:
    with pytest.raises(Refused):
        propose_rule_change(name=name, content=with_ban(), why="OJ", by=someone("pia"))


def test_a_file_without_change_is_not_proposed() -> None:
    with pytest.raises(Refused):
        a_proposal(someone("pia"), packaged_texts()["eu.toml"].replace("\n", "\r\n"))


def test_an_empty_text_withdraws_a_file_and_a_new_name_adds_one() -> None:
    pia, quinn = someone("pia"), someone("quinn")
    content = 'kind = "codes"\n[lists]\n"ours.fragile" = "6912 7013"\n'
    added = propose_rule_change(name="ours.toml", content=content, why="ours", by=pia)
    approve_rule_change(proposal=added, by=quinn)
    assert rulebook().is_listed("ours.fragile", "701337") is True

    withdrawn = propose_rule_change(name="ours.toml", content="", why="not needed", by=pia)
    approve_rule_change(proposal=withdrawn, by=quinn)
    assert rulebook().is_listed("ours.fragile", "701337") is False
    with pytest.raises(Refused):
        propose_rule_change(name="ours.toml", content="", why="again", by=pia)
    with pytest.raises(Refused):
        propose_rule_change(name="never.toml", content="", why="never there", by=pia)


def test_a_stored_tariff_comes_in_force_by_two_people() -> None:
    pia, quinn = someone("pia"), someone("quinn")
    kept = store_tariff(
        format_name="plain-csv", text="code,rate\n610910,11%\n", name="ours", source="our broker", by="x",
        why="x", jurisdiction="NZ",
    ).tariff_import  # fmt: skip
    assert kept is not None
    with pytest.raises(Refused):
        propose_rule_change(name="imported/nz.other", content=reference_to(kept), why="x", by=pia)
    proposal = propose_rule_change(name="imported/nz.ours", content=reference_to(kept), why="x", by=pia)
    assert imports_in_force() == frozenset()
    approve_rule_change(proposal=proposal, by=quinn)
    assert imports_in_force() == {kept.pk}
