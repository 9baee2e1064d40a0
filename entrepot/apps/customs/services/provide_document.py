"""Any paper of a shipment, made when it is first asked for."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.documents.bonded_release_list import make_bonded_release_list
from entrepot.apps.customs.documents.cn23 import make_cn22, make_cn23
from entrepot.apps.customs.documents.commercial_invoice import make_commercial_invoice
from entrepot.apps.customs.documents.paper_set import paper_set
from entrepot.apps.customs.documents.parcel_lists import make_dangerous_goods_note, make_packing_list
from entrepot.apps.fulfilment.documents.pick_up_note import make_pick_up_note
from entrepot.apps.fulfilment.models import Document, Shipment
from entrepot.apps.fulfilment.services.make_documents import keep_documents, make_documents
from entrepot.kit.errors import Fault, Refused, not_found

CUSTOMS_PAPERS = {
    Document.Kind.CN22: make_cn22,
    Document.Kind.CN23: make_cn23,
    Document.Kind.INVOICE: make_commercial_invoice,
    Document.Kind.PACKING_LIST: make_packing_list,
}
FURTHER_PAPERS = {
    Document.Kind.DANGEROUS_GOODS: make_dangerous_goods_note,
    Document.Kind.BONDED_RELEASE: make_bonded_release_list,
    Document.Kind.PICK_UP_NOTE: make_pick_up_note,
}


@transaction.atomic
def provide_document(*, shipment: Shipment, kind: str) -> Document:
    """The paper of ``kind`` (``Document.Kind``) as it was first made.

    Raises ``Refused``: 404 for an unknown kind, 409 (``not_yet``, ``not_needed``) with the reason, and
    ``papers_missing`` (naming each fault) for a label whose customs papers lack something.
    """
    if kind not in Document.Kind.values:
        raise not_found(_("There is no such document."))
    if kind in CUSTOMS_PAPERS or kind in FURTHER_PAPERS:
        return _further_paper(shipment, Document.Kind(kind))
    if kind == Document.Kind.LABEL:
        _check_papers(shipment)
    for document in make_documents(shipment=shipment):
        if document.kind == kind:
            return document
    if kind == Document.Kind.LABEL:
        raise Refused(
            _("The label can be made once the carrier has given every parcel a number."), code="not_yet"
        )
    raise Refused(_("The packing slip can be made once the goods are packed."), code="not_yet")


def _check_papers(shipment: Shipment) -> None:
    """A parcel with a label leaves: what must lie beside it is looked at before."""
    if (
        not shipment.consignment.crosses_border
        or shipment.documents.filter(kind=Document.Kind.LABEL).exists()
    ):
        return
    missing = paper_set(shipment).missing
    if missing:
        raise Refused(
            _("Papers that must go with the parcel cannot be made yet: %(first)s")
            % {"first": missing[0].message},
            code="papers_missing",
            faults=[Fault("papers", one.message) for one in missing],
        )


def _further_paper(shipment: Shipment, kind: Document.Kind) -> Document:
    if kind in CUSTOMS_PAPERS and not shipment.consignment.crosses_border:
        raise Refused(_("These goods cross no customs border; no such paper is needed."), code="not_needed")
    if kind in FURTHER_PAPERS and kind not in paper_set(shipment).kinds:
        raise Refused(_("This shipment needs no such paper."), code="not_needed")
    parcels = list(shipment.parcels.all())
    if not parcels or not all(parcel.tracking_number for parcel in parcels):
        raise Refused(
            _("Customs papers can be made once the carrier has given every parcel a number."), code="not_yet"
        )
    make = {**CUSTOMS_PAPERS, **FURTHER_PAPERS}[kind]
    return keep_documents(shipment, {kind: lambda: make(shipment)})[0]
