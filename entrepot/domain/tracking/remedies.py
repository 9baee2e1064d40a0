"""What a buyer may choose when a promise will not be kept, or is to be changed, as data."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from entrepot.domain.money import Money


class Choice(StrEnum):
    """The buyer's word on a delay, or on another way that we propose."""

    KEEP_WAITING = "keep_waiting"
    FREIGHT_BACK = "freight_back"
    ACCEPT_WAY = "accept_way"
    KEEP_WAY = "keep_way"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice and what it pays back: a share of the freight, or all of it with the goods. It is offered
    only until dispatch when the goods would have to be called back."""

    choice: Choice
    freight_share: Decimal = Decimal(0)
    until_dispatch: bool = False


OFFERS: Final = (
    Offer(Choice.KEEP_WAITING),
    Offer(Choice.FREIGHT_BACK, freight_share=Decimal("0.50")),
    Offer(Choice.CANCEL, until_dispatch=True),
)
# Another way is proposed only until picking starts, so that all of these are open as long as it stands.
PROPOSAL_CHOICES: Final = (Choice.ACCEPT_WAY, Choice.KEEP_WAY, Choice.CANCEL)


def offers_for(*, has_left: bool, freight: Money) -> list[Offer]:
    """What the buyer of a late consignment may choose; nothing of a freight that was free."""
    return [
        offer
        for offer in OFFERS
        if not (has_left and offer.until_dispatch) and (not offer.freight_share or money_of(offer, freight))
    ]


def money_of(offer: Offer, freight: Money) -> Money:
    """What of the ``freight`` comes back with ``offer``, rounded to the currency's minor unit."""
    return (freight * offer.freight_share).rounded()
