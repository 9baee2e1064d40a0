"""Any paper of a shipment, made when it is first asked for."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.documents.cn23 import make_cn23
from entrepot.apps.customs.documents.commercial_invoice import make_commercial_invoice
from entrepot.apps.fulfilment.models import Document, Shipment
from entrepot.apps.fulfilment.services.make_documents import keep_documents, make_documents
from entrepot.kit.errors import Refused, not_found

CUSTOMS_PAPERS = {Document.Kind.CN23: make_cn23, Document.Kind.INVOICE: make_commercial_invoice}


@transaction.atomic
def provide_document(*, shipment: Shipment, kind: str) -> Document:
    """The paper of ``kind`` (label, packing_slip, cn23, commercial_invoice) as it was first made.

    Raises ``Refused``: 404 for an unknown kind, 409 (``not_yet``, ``not_needed``) with the reason.
    """
    if kind not in Document.Kind.values:
        raise not_found(_("There is no such document."))
    if kind in CUSTOMS_PAPERS:
        return _customs_paper(shipment, Document.Kind(kind))
    for document in make_documents(shipment=shipment):
        if document.kind == kind:
            return document
    if kind == Document.Kind.LABEL:
        raise Refused(
            _("The label can be made once the carrier has given every parcel a number."), code="not_yet"
        )
    raise Refused(_("The packing slip can be made once the goods are packed."), code="not_yet")


def _customs_paper(shipment: Shipment, kind: Document.Kind) -> Document:
    if not shipment.consignment.crosses_border:
        raise Refused(_("These goods cross no customs border; no such paper is needed."), code="not_needed")
    parcels = list(shipment.parcels.all())
    if not parcels or not all(parcel.tracking_number for parcel in parcels):
        raise Refused(
            _("Customs papers can be made once the carrier has given every parcel a number."), code="not_yet"
        )
    make = CUSTOMS_PAPERS[kind]
    return keep_documents(shipment, {kind: lambda: make(shipment)})[0]
