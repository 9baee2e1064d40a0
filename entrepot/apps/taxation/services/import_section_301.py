"""Put the lists of goods under Section 301 in force, by eight-digit code."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entrepot.apps.taxation.services.add_rule_versions import add_rule_versions
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
        add_rule_versions(texts={FILE: section301.as_rule_file(lists, source)}, by=by, why=why)
    return report
