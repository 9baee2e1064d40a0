"""The day with a carrier is closed: everything packed for it and not on a manifest goes on one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import ManifestMade
from entrepot.apps.fulfilment.models import Manifest, Parcel
from entrepot.apps.fulfilment.queries.handover import waiting_parcels
from entrepot.apps.inventory.models import Warehouse
from entrepot.kit import outbox
from entrepot.kit.adapters import carrier_desks
from entrepot.kit.errors import Refused


@transaction.atomic
def make_manifest(*, warehouse: Warehouse, carrier: str, by: str) -> Manifest:
    """Put the waiting parcels on a manifest and have the carrier close it. Event ``ManifestMade``.

    Raises ``Refused`` (``no_desk``, ``nothing_waits``). A second one of the same day takes what came since.
    """
    if carrier not in carrier_desks.codes():
        raise Refused(_("This carrier takes no manifests."), code="no_desk")
    Warehouse.objects.select_for_update().get(pk=warehouse.pk)
    waiting = list(waiting_parcels(warehouse, carrier).values_list("pk", flat=True))
    if not waiting:
        raise Refused(_("No parcel waits for this carrier."), code="nothing_waits")
    now = timezone.now()
    base = f"MF-{warehouse.code}-{carrier}-{now:%Y%m%d}"[:36]
    earlier = Manifest.objects.filter(number__startswith=base).count()
    made = Manifest.objects.create(
        number=f"{base}-{earlier + 1}", carrier=carrier, warehouse=warehouse, made_by=by, made_at=now
    )
    Parcel.objects.filter(pk__in=waiting).update(manifest=made)
    outbox.record(ManifestMade(made.pk))
    return made
