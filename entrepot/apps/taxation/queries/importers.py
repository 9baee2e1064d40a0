"""The number by which customs of a country wants to know an importer: law, so a rule says it."""

from dataclasses import dataclass
from datetime import date

from entrepot.apps.taxation.queries.law import tax_position
from entrepot.domain.duties import Dates, ImporterKind
from entrepot.domain.identifiers import BadIdentifier, check_identifier


@dataclass(frozen=True, slots=True)
class ImporterNumber:
    """``name`` is an English text for translation, ``kinds`` are of ``IDENTIFIERS``: any of them will do."""

    name: str
    kinds: tuple[str, ...]
    is_required: bool

    def tidy(self, number: str) -> str:
        """The number as it is declared. Raises ``BadIdentifier`` when it is of none of the kinds."""
        for kind in self.kinds[:-1]:
            try:
                return check_identifier(kind, number)
            except BadIdentifier:
                continue
        return check_identifier(self.kinds[-1], number)


def importer_number(
    country: str, on: date, kind: ImporterKind = ImporterKind.PRIVATE
) -> ImporterNumber | None:
    """What an importer of that ``kind`` in ``country`` is asked for ``on`` a day; ``None``: nothing that we
    know of."""
    book = tax_position(on).rulebook
    jurisdiction = book.jurisdiction_of(country)
    if jurisdiction is None:
        return None
    for rule in book.in_force(jurisdiction, Dates(as_of=on), country, "").all("importer_id"):
        if not rule.when.importers or kind in rule.when.importers:
            return ImporterNumber(rule.text("name"), rule.texts("numbers"), rule.flag("required"))
    return None
