"""Keep landed costs with everything needed to replay them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.apps.taxation.queries import TaxPosition
from entrepot.domain.duties import LandedCost, consignment_to_document, cost_to_document
from entrepot.domain.duties.consignment import Consignment


@dataclass(frozen=True)
class StoredQuote:
    """``id`` names the stored answer."""

    id: UUID
    landed_cost: LandedCost


def store_quotes(
    *,
    answers: Sequence[tuple[Consignment, LandedCost]],
    position: TaxPosition,
    asked_by: User | None = None,
) -> list[StoredQuote]:
    """Store what was asked and answered under ``position``, in one statement, in the given order."""
    rows = [
        LandedCostQuote(
            id=uuid4(),
            inputs=consignment_to_document(asked),
            result=cost_to_document(answer),
            rules_checksum=answer.rulebook,
            rules_until=position.until,
            asked_by=asked_by,
        )
        for asked, answer in answers
    ]
    LandedCostQuote.objects.bulk_create(rows)
    return [StoredQuote(row.id, answer) for row, (_, answer) in zip(rows, answers, strict=True)]
