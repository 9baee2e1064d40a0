"""Put the lists of goods under Section 301 in force, by eight-digit code."""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import RuleFile
from entrepot.domain.duties.parsing import IMPORTED
from entrepot.domain.tariffs import Unread, WrongColumns, section301
from entrepot.kit.errors import invalid

FILE = f"{IMPORTED}us.section301.toml"


@dataclass(frozen=True)
class ListsReport:
    """Codes on each list, and rows that could not be taken."""

    sizes: dict[str, int]
    unread: list[Unread]


def import_section_301(*, text: str, source: str, by: str, why: str, dry_run: bool = False) -> ListsReport:
    """Replace the lists by those of a CSV ``hts8,list,ch99_code``. Raises ``Refused`` for another file."""
    try:
        lists, unread = section301.from_csv(text)
    except WrongColumns as error:
        raise invalid("file", _("The file is not in this format: %(error)s") % {"error": error}) from error
    if not lists:
        raise invalid("file", _("The file holds no list of goods."))
    report = ListsReport({name: len(codes) for name, codes in lists.items()}, unread)
    if not dry_run:
        _store(section301.as_rule_file(lists, source), by, why)
    return report


@transaction.atomic
def _store(content: str, by: str, why: str) -> None:
    with connection.cursor() as cursor:
        # File ids name versions of the whole book, so they must be handed out one loading after another.
        cursor.execute("lock table taxation_rulefile in share row exclusive mode")
    checksum = hashlib.sha256(content.encode()).hexdigest()
    RuleFile.objects.create(name=FILE, content=content, checksum=checksum, loaded_by=by, why=why)
    transaction.on_commit(queries.forget)
