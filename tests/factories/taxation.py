"""The packaged law and registrations under it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import Registration, RuleProposal
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.rules import packaged_texts


def the_packaged_rules() -> None:
    """The law as it comes with the product."""
    load_rules(by="test", why="test")


def a_registration(
    kind: str = "ioss", jurisdiction: str = "EU", number: str = "IM0000000000"
) -> Registration:
    valid = DateRange(date(2021, 7, 1), None)
    return Registration.objects.create(kind=kind, jurisdiction=jurisdiction, number=number, valid=valid)


def a_ban(file: str, goods: str, name: str = "Swords") -> None:
    """The packaged rules with goods of HS prefix ``goods`` prohibited by rule file ``file``."""
    load_rules(by="test", why="a ban", texts={**packaged_texts(), file: with_ban(file, goods, name)})


def with_ban(file: str, goods: str, name: str = "Swords") -> str:
    """The packaged rule file with goods of HS prefix ``goods`` prohibited."""
    return packaged_texts()[file] + (
        f'\n[[rule]]\nid = "test.ban.{goods}"\nkey = "restriction"\nname = "{name}"\neffect = "prohibited"\n'
        f'reason = "Not allowed."\nwhen = {{ goods = ["{goods}"] }}\nsource = "test"\nconfidence = "H"\n'
    )


def a_rule_proposal() -> RuleProposal:
    """A comment added to the packaged EU file, proposed by a colleague called Pia."""
    load_rules(by="test", why="test")
    pia = User.objects.create_user("pia@entrepot.example", "harbour-2026", name="Pia", is_staff=True)
    content = packaged_texts()["eu.toml"] + "# looked at\n"
    return propose_rule_change(name="eu.toml", content=content, why="a remark", by=pia)
