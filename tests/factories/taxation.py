"""The packaged law and registrations under it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.taxation.models import Registration
from entrepot.apps.taxation.services.load_rules import load_rules


def the_packaged_rules() -> None:
    """The law as it comes with the product."""
    load_rules(by="test", why="test")


def a_registration(kind: str = "ioss", jurisdiction: str = "EU", number: str = "IM0000000000") -> Registration:
    valid = DateRange(date(2021, 7, 1), None)
    return Registration.objects.create(kind=kind, jurisdiction=jurisdiction, number=number, valid=valid)
