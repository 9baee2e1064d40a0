"""What one article costs at the door, for its page: shown, not stored."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from entrepot.apps.checkout.queries.document import plan_document
from entrepot.apps.checkout.queries.goods import goods
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.domain.duties import Place


def landed_preview(*, variant_id: int, quantity: int, country: str, currency: str) -> Mapping[str, Any]:
    """A plan as ``Quote.plan`` has it, for ``quantity`` of one variant to somewhere in ``country``.

    Kept for ``REFERENCE_CACHE_SECONDS``, so stock and prices may be that much older. Regional taxes need an
    address and are not in it. Raises ``Refused`` when there is no exchange rate for ``currency``.
    """
    on = timezone.now().date()
    key = f"landed-preview:{variant_id}:{quantity}:{country}:{currency}:{on.isoformat()}"
    found: Mapping[str, Any] | None = cache.get(key)
    if found is None:
        plan = plan_basket(
            goods=goods([variant_id]),
            quantities={variant_id: quantity},
            destination=Place(country),
            currency=currency,
            on=on,
        )
        found = plan_document(plan)
        cache.set(key, found, settings.REFERENCE_CACHE_SECONDS)
    return found
