"""``manage.py import_tariff``: read an official tariff file, say what it changes, put it in force."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from entrepot.apps.taxation.services.import_section_301 import import_section_301
from entrepot.apps.taxation.services.put_tariff_in_force import put_tariff_in_force
from entrepot.apps.taxation.services.store_tariff import TariffReport, store_tariff
from entrepot.domain.tariffs import FORMATS
from entrepot.kit.errors import Refused

SECTION_301 = "section301-csv"
SHOWN = 20


class Command(BaseCommand):
    help = "Read an official tariff. " + "; ".join(f"{name}: {form.about}" for name, form in FORMATS.items())

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("format", choices=[*FORMATS, SECTION_301])
        parser.add_argument("file", type=Path)
        parser.add_argument("--jurisdiction", default="", help="customs territory, like US or EU")
        parser.add_argument("--name", default="", help="what it replaces: the earlier import of this name")
        parser.add_argument("--source", default="", help="where the file is from; cited in every answer")
        parser.add_argument("--confidence", choices=["H", "M", "L"], default="H")
        parser.add_argument("--why", default="")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Cannot read {options['file']}: {error}") from error
        source = options["source"] or options["file"].name
        told = {"text": text, "source": source, "by": "system", "why": options["why"]}
        try:
            if options["format"] == SECTION_301:
                lists = import_section_301(**told, dry_run=options["dry_run"])
                for name, size in lists.sizes.items():
                    self.stdout.write(f"{name}: {size} codes")
                self._unread([(one.place, one.text, one.why) for one in lists.unread])
                return
            report = store_tariff(
                **told, format_name=options["format"], jurisdiction=options["jurisdiction"],
                name=options["name"] or options["format"], confidence=options["confidence"],
                dry_run=options["dry_run"],
            )  # fmt: skip
            if report.tariff_import:
                put_tariff_in_force(report.tariff_import)
        except Refused as error:
            raise CommandError(str(error)) from error
        self._report(report, options["dry_run"])

    def _report(self, report: TariffReport, dry_run: bool) -> None:
        found = report.extract
        general = sum(1 for line in found.lines if not line.program)
        self.stdout.write(
            f"{found.rows} rows: {general} lines of the general rate, {len(found.lines) - general} of "
            f"preferences, {found.headings} headings, {len(found.unread)} rows that gave no line, "
            f"{len(found.unread_lines)} wordings not understood.\n"
            f"New {report.new}, changed {report.changed}, gone {report.gone}."
            + (" Nothing was written." if dry_run else " In force.")
        )
        self._unread([(one.place, one.text, one.why) for one in found.unread])
        self._unread([(line.code, line.rate_text, line.why_unread) for line in found.unread_lines])

    def _unread(self, rows: list[tuple[str, str, str]]) -> None:
        for place, text, why in rows[:SHOWN]:
            self.stdout.write(f"  {place}: {text[:60]!r}: {why[:100]}")
        if len(rows) > SHOWN:
            self.stdout.write(f"  and {len(rows) - SHOWN} more")
