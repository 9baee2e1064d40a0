"""What a declaration still lacks, by the demands of its destination; the demands are a table given in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

SHORTEST_DESCRIPTION = 3
HS_LENGTHS = (6, 8, 9, 10, 13)


@dataclass(frozen=True, slots=True)
class Demands:
    """What a destination asks beyond goods data. ``hs_digits`` is the least length of a commodity code."""

    hs_digits: int = 6
    importer_id: bool = False
    recipient_phone: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """One line as it would be declared: grams of all its units, value of all its units."""

    sku: str
    description: str
    hs_code: str
    origin_country: str
    quantity: int
    net_weight_g: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: ``field`` is its path (``items[0].hs_code``), ``key`` names the sentence to show."""

    field: str
    key: str
    sku: str = ""


def gaps(
    goods: Sequence[Goods],
    demands: Demands,
    *,
    importer_id: str,
    recipient_phone: str,
    we_import: bool = False,
) -> list[Gap]:
    """Everything that must be supplied before this can be declared, in the order of the form.

    ``we_import`` says that the importer whose number is asked for is the seller.
    """
    found = [gap for index, line in enumerate(goods) for gap in _line_gaps(index, line, demands)]
    if not goods:
        found.append(Gap("items", "no_goods"))
    if demands.importer_id and not importer_id.strip():
        found.append(Gap("importer_id", "our_number_missing" if we_import else "importer_id_missing"))
    if demands.recipient_phone and not recipient_phone.strip():
        found.append(Gap("recipient.phone", "recipient_phone_missing"))
    return found


def _line_gaps(index: int, line: Goods, demands: Demands) -> list[Gap]:
    tests = (
        ("description", "description_missing", len(line.description.strip()) >= SHORTEST_DESCRIPTION),
        ("hs_code", "hs_code_missing", _is_code(line.hs_code)),
        (
            "hs_code",
            "hs_code_too_short",
            not _is_code(line.hs_code) or len(line.hs_code) >= demands.hs_digits,
        ),
        ("origin_country", "origin_missing", len(line.origin_country) == 2),
        ("quantity", "quantity_missing", line.quantity > 0),
        ("net_weight_g", "weight_missing", line.net_weight_g > 0),
        ("value", "value_missing", line.value > 0),
    )
    return [Gap(f"items[{index}].{field}", key, line.sku) for field, key, passes in tests if not passes]


def _is_code(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) in HS_LENGTHS
