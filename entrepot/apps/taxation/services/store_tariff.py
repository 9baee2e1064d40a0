"""Read an official tariff file and keep its lines, not yet in force."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import RuleFile, TariffImport
from entrepot.apps.taxation.models import TariffLine as Row
from entrepot.domain.tariffs import FORMATS, Extract, TariffLine, WrongColumns
from entrepot.kit.errors import invalid

UNREAD_KEPT = 1000


@dataclass(frozen=True)
class TariffReport:
    """What a file holds and what it changes: codes whose most-favoured-nation rate is ``new``, ``changed``
    or ``gone`` against the import of this name in force. ``tariff_import`` is ``None`` after a dry run."""

    extract: Extract
    new: int
    changed: int
    gone: int
    tariff_import: TariffImport | None


def store_tariff(
    *,
    format_name: str,
    text: str,
    name: str,
    source: str,
    by: str,
    why: str,
    jurisdiction: str = "",
    confidence: str = "H",
    dry_run: bool = False,
) -> TariffReport:
    """Read ``text`` as ``format_name`` (a key of ``FORMATS``); unless ``dry_run`` its lines are stored.

    It is in force once a rule file refers to it: ``put_tariff_in_force`` adds one at once, the console
    proposes it to a second person.
    Raises ``Refused`` for an unknown format or jurisdiction, another kind of file, or one without a single
    line.
    """
    form = FORMATS.get(format_name)
    if form is None:
        known = ", ".join(FORMATS)
        raise invalid("format", _("There is no format “%(name)s”. Known: %(known)s.")
                      % {"name": format_name, "known": known})  # fmt: skip
    territory = jurisdiction or form.jurisdiction
    if territory not in {one.code for one in queries.rulebook().jurisdictions}:
        raise invalid("jurisdiction", _("Name the customs territory that the tariff is of, like US or EU."))
    try:
        extract = form.read(text)
    except (WrongColumns, ValueError, KeyError, TypeError) as error:
        raise invalid("file", _("The file is not in this format: %(error)s") % {"error": error}) from error
    if not extract.lines:
        raise invalid("file", _("The file holds no rate of duty.") + _first_unread(extract))
    new, changed, gone = _differences(queries.rule_file_of(territory, name), extract.lines)
    if dry_run:
        return TariffReport(extract, new, changed, gone, None)
    kept = TariffImport(
        jurisdiction=territory, name=name, format=format_name, source=source, confidence=confidence,
        date_kind=form.date_kind, checksum=hashlib.sha256(text.encode()).hexdigest(), rows=extract.rows,
        headings=extract.headings, loaded_by=by, why=why, new=new, changed=changed, gone=gone,
        unread=[[one.place, one.text, one.why] for one in extract.unread[:UNREAD_KEPT]],
    )  # fmt: skip
    with transaction.atomic():
        kept.save()
        Row.objects.bulk_create((_row(kept, line) for line in extract.lines), batch_size=2000)
    return TariffReport(extract, new, changed, gone, kept)


def _first_unread(extract: Extract) -> str:
    return "".join(f" {one.place}: {one.why}." for one in extract.unread[:1])


def _row(kept: TariffImport, line: TariffLine) -> Row:
    return Row(
        tariff_import=kept, code=line.code, program=line.program, rate_text=line.rate_text,
        rate=line.rate.written() if line.rate else "", why_unread=line.why_unread,
        description=line.description, units=list(line.units), valid_from=line.valid_from,
        valid_to=line.valid_to, season="/".join(line.season) if line.season else "",
    )  # fmt: skip


def _differences(file: str, lines: Iterable[TariffLine]) -> tuple[int, int, int]:
    before: dict[tuple[str, object, str], str] = {}
    reference = RuleFile.objects.filter(name=file).order_by("-pk").values_list("content", flat=True).first()
    number = queries.import_named(reference) if reference else None
    if number is not None:
        rows = Row.objects.filter(tariff_import=number, program="")
        before = {
            (code, valid_from, season): text
            for code, valid_from, season, text in rows.values_list(
                "code", "valid_from", "season", "rate_text"
            )
        }
    after = {
        (line.code, line.valid_from, "/".join(line.season or ())): line.rate_text
        for line in lines
        if not line.program
    }
    changed = sum(1 for key in after.keys() & before.keys() if after[key] != before[key])
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())
