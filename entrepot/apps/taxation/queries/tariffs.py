"""Imported tariffs: which are in force, and the line that decides for a code."""

from datetime import date

from entrepot.apps.taxation.models import TariffLine
from entrepot.apps.taxation.queries.law import import_named, texts_in_force
from entrepot.domain.duties.parsing import IMPORTED


def rule_file_of(jurisdiction: str, name: str) -> str:
    """The name of the rule file that puts imports called ``name`` of a jurisdiction in force."""
    return f"{IMPORTED}{jurisdiction.lower()}.{name}"


def imports_in_force() -> frozenset[int]:
    """The numbers of the imported tariffs that are in force."""
    return frozenset(
        number for text in texts_in_force().values() if (number := import_named(text)) is not None
    )


def tariff_line(jurisdiction: str, code: str, on: date, program: str = "") -> TariffLine | None:
    """The line of the imported tariffs that decides for ``code`` on a day: the longest matching one, of the
    most-favoured-nation rate or of a preference; of equal ones that of the first import by name."""
    found = TariffLine.objects.filter(
        tariff_import__in=imports_in_force(), tariff_import__jurisdiction=jurisdiction, program=program,
        code__in=[code[:length] for length in range(2, len(code) + 1)],
    ).select_related("tariff_import")  # fmt: skip
    in_force = [
        line
        for line in found
        if (not line.valid_from or line.valid_from <= on) and (not line.valid_to or on < line.valid_to)
    ]
    return max(in_force, key=lambda line: len(line.code), default=None)
