"""Have the carrier close a manifest: a call to the outside, then its result."""

from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.models import Manifest
from entrepot.apps.fulfilment.queries.parties import address_of
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carrier_desks import ManifestRequest
from entrepot.kit.adapters import carrier_desks


def close_manifest(*, manifest_id: int) -> Manifest:
    """Write the carrier's reference; a closed one is left alone.

    Raises ``Temporary`` so that the job tries again. A final no frees the parcels for the
    next manifest and stays on this one as its error.
    """
    row = Manifest.objects.select_related("warehouse").get(pk=manifest_id)
    if row.reference or row.error:
        return row
    numbers = row.parcels.order_by("pk").values_list("tracking_number", flat=True)
    request = ManifestRequest(row.number, address_of(row.warehouse), tuple(numbers))
    try:
        reference = carrier_desks[row.carrier].manifest(request)
    except Permanent as error:
        return _refused(row, str(error))
    row.reference, row.closed_at = reference, timezone.now()
    row.save(update_fields=["reference", "closed_at"])
    return row


@transaction.atomic
def _refused(row: Manifest, reason: str) -> Manifest:
    row.parcels.update(manifest=None)
    row.error = reason[:300]
    row.save(update_fields=["error"])
    return row
