"""What one article costs at the door, for its page: shown, not stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import timezone

from entrepot.apps.checkout.queries.document import plan_document
from entrepot.apps.checkout.queries.goods import goods
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.domain.duties import Place
from entrepot.kit.recent import Recent

PREVIEWS_KEPT: Final = 1_000


def landed_preview(*, variant_id: int, quantity: int, country: str, currency: str) -> Mapping[str, Any]:
    """A plan as ``Quote.plan`` has it, for ``quantity`` of one variant to somewhere in ``country``.

    Kept for ``REFERENCE_CACHE_SECONDS``, so stock and prices may be that much older; ``at`` says since when.
    Regional taxes need an
    address and are not in it. Raises ``Refused`` when there is no exchange rate for ``currency``.
    """
    return _previews[variant_id, quantity, country, currency, timezone.now().date()]


def forget() -> None:
    """Price anew at the next request (used by tests)."""
    _previews.forget()


def _preview(key: tuple[int, int, str, str, date]) -> Mapping[str, Any]:
    variant_id, quantity, country, currency, on = key
    plan = plan_basket(
        goods=goods([variant_id]),
        quantities={variant_id: quantity},
        destination=Place(country),
        currency=currency,
        on=on,
    )
    return {**plan_document(plan), "at": timezone.now().isoformat()}


_previews: Recent[tuple[int, int, str, str, date], Mapping[str, Any]] = Recent(_preview, limit=PREVIEWS_KEPT)
