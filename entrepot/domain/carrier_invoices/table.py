"""A carrier's invoice as a table: a row for each number it carried something under.

Columns are those of ``COLUMNS`` and, for each kind of surcharge, ``surcharge <kind>``. All amounts of an
invoice are in one currency and in its whole minor units.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from entrepot.domain.money import Money, quantum
from entrepot.domain.tables import CellFault, Rows, Sheet, Wrong, amount, is_formula, whole

BILL: Final = "invoice"
SURCHARGE: Final = "surcharge "
AMOUNTS: Final = ("freight", "duty", "tax", "disbursement_fee")
COLUMNS: Final = ("number", "service", "zone", "charged_weight_g", "currency", *AMOUNTS)
NEEDED: Final = ("number", "currency")
LONGEST: Final[Mapping[str, int]] = {"number": 60, "service": 40, "zone": 40}


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One row: what was charged for ``number`` (a tracking number, a master waybill, a container).

    ``charged_weight_g`` is 0 and ``service`` and ``zone`` are empty where the carrier does not say.
    ``freight`` is without ``surcharges`` (kind -> amount); ``fee`` is what paying duty ahead costs.
    """

    row: int
    number: str
    currency: str
    service: str = ""
    zone: str = ""
    charged_weight_g: int = 0
    freight: Decimal = Decimal(0)
    surcharges: Mapping[str, Decimal] = field(default_factory=dict)
    duty: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)

    @property
    def parts(self) -> dict[str, Money]:
        """What is billed by part; freight with its surcharges; without what is zero."""
        carried = self.freight + sum(self.surcharges.values(), Decimal(0))
        found = {"freight": carried, "duty": self.duty, "tax": self.tax, "fee": self.fee}
        return {part: Money(each, self.currency) for part, each in found.items() if each}


def read_bill(rows: Rows, *, currencies: Collection[str]) -> tuple[list[BilledLine], list[CellFault]]:
    """The lines of an invoice; with any fault they are not to be used.

    Beside the problems of any table a cell can be ``too_long``, an ``unknown_currency``, ``other_currency``
    (than the first row's), ``not_minor`` (a fraction of a cent) or ``nothing_billed``.
    """
    faults: list[CellFault] = []
    sheet = Sheet(BILL, rows, faults, known=COLUMNS, needed=NEEDED, family=SURCHARGE)
    found: list[BilledLine] = []
    for number, cells in sheet.records():
        known = len(faults)
        line = _line(sheet, number, cells, currencies)
        if found and line.currency != found[0].currency:
            sheet.fault(number, "currency", "other_currency", line.currency, [found[0].currency])
        if len(faults) == known and not line.parts:
            sheet.fault(number, "freight", "nothing_billed", line.number)
        found.append(line)
    if not found and not faults:
        sheet.fault(2, "number", "no_rows", "")
    return found, faults


def write_bill(lines: Sequence[BilledLine]) -> list[list[str]]:
    """The table of ``lines`` with its heading; it reads back as the same."""
    kinds = sorted({kind for line in lines for kind in line.surcharges})
    heading = [*COLUMNS[:-3], *(f"{SURCHARGE}{kind}" for kind in kinds), *COLUMNS[-3:]]
    return [heading, *([_cell(line, column) for column in heading] for line in lines)]


def _line(sheet: Sheet, number: int, cells: Mapping[str, str], currencies: Collection[str]) -> BilledLine:
    written = {**cells, "number": "".join(cells["number"].split()).upper()}
    texts = {column: _text(sheet, number, written, column) for column in LONGEST}
    currency = cells["currency"].upper()
    if currency not in currencies:
        sheet.fault(number, "currency", "unknown_currency" if currency else "needed", currency)
    digits = quantum(currency) if currency in currencies else Decimal("0.0001")

    def read(column: str) -> Decimal:
        found = Decimal(sheet.read(number, cells, column, amount))
        if found != found.quantize(digits):
            sheet.fault(number, column, "not_minor", cells[column])
        return found

    kinds = [column for column in cells if column.startswith(SURCHARGE)]
    surcharges = {kind.removeprefix(SURCHARGE).strip(): read(kind) for kind in kinds}
    freight, duty, tax, fee = (read(column) for column in AMOUNTS)
    return BilledLine(
        row=number, number=texts["number"], currency=currency,
        service=texts["service"], zone=texts["zone"],
        charged_weight_g=sheet.read(number, cells, "charged_weight_g", whole), freight=freight,
        surcharges={kind: each for kind, each in surcharges.items() if each}, duty=duty, tax=tax, fee=fee,
    )  # fmt: skip


def _text(sheet: Sheet, number: int, cells: Mapping[str, str], column: str) -> str:
    def parse(text: str) -> str:
        if not text:
            raise Wrong("needed")
        if is_formula(text):
            raise Wrong("formula")
        if len(text) > LONGEST[column]:
            raise Wrong("too_long")
        return text

    return str(sheet.read(number, cells, column, parse) or "")


def _cell(line: BilledLine, column: str) -> str:
    if column.startswith(SURCHARGE):
        found = line.surcharges.get(column.removeprefix(SURCHARGE))
        return "" if found is None else str(found)
    value = getattr(line, "fee" if column == "disbursement_fee" else column)
    return str(value) if value else ""
