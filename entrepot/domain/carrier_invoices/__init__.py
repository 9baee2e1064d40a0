"""What a carrier bills for what it carried, against what was agreed: docs/algorithms/carrier-invoices.md."""

from entrepot.domain.carrier_invoices.judging import (
    FEE,
    FREIGHT,
    LEVIES,
    PARTS,
    Agreed,
    Judged,
    JudgedPart,
    Reason,
    Tolerance,
    judge,
)
from entrepot.domain.carrier_invoices.table import BilledLine, read_bill, write_bill

__all__ = [
    "FEE",
    "FREIGHT",
    "LEVIES",
    "PARTS",
    "Agreed",
    "BilledLine",
    "Judged",
    "JudgedPart",
    "Reason",
    "Tolerance",
    "judge",
    "read_bill",
    "write_bill",
]
