"""Otto looks at the law before selling: tariffs, coverage, registrations, and what a change would do."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entrepot.apps.accounts.models import User
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.inventory.models import Lot
from entrepot.apps.orders.models import Order
from entrepot.apps.taxation.models import RuleFile, RuleProposal, TariffImport
from entrepot.apps.taxation.queries import imports_in_force, packaged_changes, texts_in_force
from entrepot.apps.taxation.services.approve_rule_change import approve_rule_change
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.rules import packaged_texts
from tests.factories.checkout import BERLIN, a_cart, a_world, an_article, the_usual_lanes
from tests.factories.inbound import a_planned_line, an_inbound
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.taxation import a_registration, a_rule_proposal, the_packaged_rules, with_ban

pytestmark = pytest.mark.django_db
RULES = "/en/console/rules"
FILES = Path(__file__).parents[2] / "domain" / "tariffs" / "files"


@pytest.fixture
def quinn(db: None) -> User:
    return User.objects.create_user("quinn@entrepot.example", "harbour-2026", name="Quinn", is_staff=True)


@pytest.fixture
def changed_by_us(quinn: User) -> None:
    """The EU file is ours when the product brings another one."""
    proposal = a_rule_proposal()
    approve_rule_change(proposal=proposal, by=quinn)
    text = "# the product's\n" + packaged_texts()["eu.toml"]
    load_rules(by="system", why="new", texts={**packaged_texts(), "eu.toml": text})


@pytest.mark.usefixtures("changed_by_us")
@pytest.mark.parametrize(
    ("choice", "starts", "ends"),
    [("take", "# the product's\n", None), ("keep", None, "# looked at\n"),
     ("both", "# the product's\n", "# looked at\n")],
)  # fmt: skip
def test_a_packaged_change_is_reviewed_and_decided(
    console: Client, quinn: User, choice: str, starts: str | None, ends: str | None
) -> None:
    assert "The packaged file changed: review" in console.get(f"{RULES}/").content.decode()
    shown = console.get(f"{RULES}/packaged/eu.toml/").content.decode()
    assert '<ins class="text-ok">+# looked at</ins>' in shown
    assert '<ins class="text-ok">+# the product&#x27;s</ins>' in shown
    console.post(f"{RULES}/packaged/eu.toml/", {"choice": choice, "why": "read both"})
    approve_rule_change(proposal=RuleProposal.objects.latest("pk"), by=quinn)
    text = texts_in_force()["eu.toml"]
    assert text.startswith("# the product's\n") is bool(starts)
    assert text.endswith("# looked at\n") is bool(ends)
    assert packaged_changes() == []
    assert console.get(f"{RULES}/packaged/eu.toml/").status_code == 404


@pytest.mark.usefixtures("changed_by_us")
def test_a_packaged_change_needs_a_choice(console: Client) -> None:
    assert console.post(f"{RULES}/packaged/eu.toml/", {"why": "x"}).status_code == 422
    assert RuleProposal.objects.count() == 1


def test_a_new_file_is_proposed_and_a_fault_names_its_line(console: Client) -> None:
    the_packaged_rules()
    told = {
        "name": "eu.ours.toml",
        "content": 'kind = "rules"\nextends = "EU"\n\n[[rule]]\nid = "x"\n',
        "why": "x",
    }
    refused = console.post(f"{RULES}/new/", told)
    assert refused.status_code == 422
    assert "Line 4" in refused.content.decode()
    told["content"] += (
        'key = "restriction"\nname = "X"\neffect = "prohibited"\nsource = "x"\nconfidence = "H"\n'
    )
    answer = console.post(f"{RULES}/new/", told, follow=True)
    assert "The change is proposed." in answer.content.decode()
    assert RuleProposal.objects.get().name == "eu.ours.toml"


def test_a_file_is_withdrawn_by_two(console: Client, quinn: User) -> None:
    the_packaged_rules()
    answer = console.post(f"{RULES}/withdraw/hk.toml/", {"why": "we leave"}, follow=True)
    assert "This withdraws the file" in answer.content.decode()
    assert "hk.toml" in texts_in_force()
    approve_rule_change(proposal=RuleProposal.objects.get(), by=quinn)
    assert "hk.toml" not in texts_in_force()
    assert "Bring it back" in console.get(f"{RULES}/files/hk.toml/").content.decode()
    assert console.get(f"{RULES}/withdraw/hk.toml/").status_code == 404


def a_file(console: Client, text: str, **more: str) -> str:
    told = {
        "format_name": "plain-csv", "jurisdiction": "nz", "name": "ours", "source": "our broker",
        "confidence": "M", "why": "2026 rates", "file": SimpleUploadedFile("tariff.csv", text.encode()),
    }  # fmt: skip
    return console.post(f"{RULES}/tariffs/read/", {**told, **more}, follow=True).content.decode()


def test_a_tariff_is_read_looked_through_proposed_and_approved(console: Client, quinn: User) -> None:
    the_packaged_rules()
    shown = a_file(console, "code,rate,description\n61091000,9%,Cotton shirts\n640411,dear,\nx,1%,\n")
    assert "Nothing is in force yet" in shown
    assert "row 2 640411" in shown
    assert "row 3 x" in shown
    kept = TariffImport.objects.get()
    assert imports_in_force() == frozenset()
    answer = console.post(f"{RULES}/tariffs/imports/{kept.pk}/", {"why": "2026 rates"}, follow=True)
    assert "The tariff is proposed." in answer.content.decode()
    approve_rule_change(proposal=RuleProposal.objects.get(), by=quinn)
    assert imports_in_force() == {kept.pk}
    for wanted in ("6109", "6109100040", "cotton"):
        found = console.get(f"{RULES}/tariffs/", {"jurisdiction": "NZ", "q": wanted}).content.decode()
        assert "our broker" in found
    assert "our broker" not in console.get(f"{RULES}/tariffs/?jurisdiction=NZ&q=8703").content.decode().split(
        "Tariff files read"
    )[0]  # fmt: skip


def test_a_file_that_is_no_tariff_stays_out(console: Client) -> None:
    the_packaged_rules()
    assert "the file lacks the column rate" in a_file(console, "code\n610910\n")
    assert "Name the customs territory" in a_file(console, "code,rate\n610910,1%\n", jurisdiction="")
    assert "not text in UTF-8" in console.post(
        f"{RULES}/tariffs/read/",
        {"format_name": "plain-csv", "name": "x", "source": "x", "confidence": "H", "why": "x",
         "file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")},
    ).content.decode()  # fmt: skip
    assert TariffImport.objects.count() == 0


def test_the_template_can_be_read_as_it_is(console: Client) -> None:
    the_packaged_rules()
    template = console.get(f"{RULES}/tariffs/template.csv")
    assert template["Content-Disposition"] == 'attachment; filename="tariff.csv"'
    a_file(console, template.content.decode())
    kept = TariffImport.objects.get()
    assert (kept.rows, kept.unread, kept.lines.count()) == (3, [], 3)


def test_an_official_file_says_itself_whose_it_is(console: Client) -> None:
    the_packaged_rules()
    text = (FILES / "us_hts.csv").read_text(encoding="utf-8")
    a_file(console, text, format_name="usitc-csv", name="hts", jurisdiction="NZ")
    assert TariffImport.objects.get().jurisdiction == "US"


def test_coverage_names_what_is_missing(console: Client) -> None:
    the_packaged_rules()
    listed = console.get(f"{RULES}/coverage/").content.decode()
    assert "Germany" in listed
    assert 'data-label="Rules">0<' not in listed
    shown = console.get(f"{RULES}/coverage/BR/").content.decode()
    assert "No tariff: duty is unknown wherever it is due." in shown
    assert "We have no registration br_prc." in shown
    assert console.get(f"{RULES}/coverage/ZZ/").status_code == 404


def test_registrations_are_compared_on_a_sample(console: Client) -> None:
    the_packaged_rules()
    a_registration()
    shown = console.get(f"{RULES}/registrations/?destination=DE&value=40.00&freight=5.00").content.decode()
    assert "We have it" in shown
    assert "voec" in shown
    refused = console.get(f"{RULES}/registrations/?destination=DE&value=-1")
    assert refused.status_code == 422


def test_the_impact_of_a_proposal_is_shown_before_it_is_approved(console: Client) -> None:
    proposal = a_rule_proposal()
    shown = console.get(f"{RULES}/proposals/{proposal.pk}/impact/")
    assert shown.status_code == 200
    assert "There is nothing to try the change on." in shown.content.decode()
    assert RuleFile.objects.filter(name="eu.toml").count() == 1


def test_the_impact_names_orders_not_yet_sent_first_and_our_stock_in_the_market(
    console: Client, quinn: User
) -> None:
    """Of 15 units for EUR 45.00 twelve are left in Germany; eight of ten for EUR 30.00 are to come."""
    a_world()
    the_usual_lanes()
    article = an_article(price="100.00", hs6="610910")
    quotes = [make_quote(cart=a_cart({article: 1}), address=BERLIN) for _each in range(2)]
    sent, waiting = (place_order(quote=quote, email="a@example.com") for quote in quotes)
    Order.objects.filter(pk=sent.pk).update(status="shipped")
    here = stocked(12, variant=article, warehouse=a_warehouse("ham", "DE", "overseas"))
    Lot.objects.filter(level=here).update(received=15, cost_amount="45.00", currency="EUR")
    coming = an_inbound(a_planned_line(), destination=here.warehouse, to="in_transit")
    coming.lines.update(received=2)
    proposal = propose_rule_change(
        name="eu.toml", content=with_ban("eu.toml", "6109"), why="banned", by=quinn
    )
    shown = console.get(f"{RULES}/proposals/{proposal.pk}/impact/").content.decode()
    assert "12 units of ours lie there, for €36.00. 8 more are on their way, for €24.00." in shown
    assert "1 order is not sent yet" in shown
    assert shown.index(waiting.number) < shown.index("Orders sent already") < shown.index(sent.number)
