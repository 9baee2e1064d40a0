"""A charge of several lines, shared out among them."""

from collections.abc import Mapping

from entrepot.domain.duties.consignment import Consignment
from entrepot.domain.duties.outcome import Charge
from entrepot.domain.money import Money


def shares_by_line(charge: Charge, consignment: Consignment) -> Mapping[str, Money]:
    """``charge.amount`` by line id, in proportion to value; the shares sum to it exactly."""
    value = {line.id: line.value for line in consignment.lines}
    shares = charge.amount.allocate([value[line_id] for line_id in charge.line_ids])
    return dict(zip(charge.line_ids, shares, strict=True))
