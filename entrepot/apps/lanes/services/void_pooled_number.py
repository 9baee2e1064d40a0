"""A number that no parcel will bear is void; its pool says whether it ever comes back."""

from django.utils import timezone

from entrepot.apps.lanes.models import PooledNumber


def void_pooled_number(*, carrier: str, number: str) -> bool:
    """Void a number that was given out of a pool of ``carrier``; ``False`` when it is none of ours."""
    given = PooledNumber.objects.filter(number=number, carrier=carrier, state=PooledNumber.State.GIVEN)
    return given.update(state=PooledNumber.State.VOID, changed_at=timezone.now()) > 0
