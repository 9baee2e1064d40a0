"""The operator corrects what customs rejected, or could not even take, and sends it again."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.events import DeclarationDue
from entrepot.apps.customs.models import Declaration, DeclarationItem
from entrepot.apps.customs.queries import demands_on
from entrepot.apps.customs.queries.importing import we_import
from entrepot.apps.customs.services._clearing import locked, pass_on_clearance
from entrepot.apps.customs.services._drafting import skus_of
from entrepot.apps.customs.services._story import order_of, settle_about, tell
from entrepot.apps.customs.words import gap_sentence
from entrepot.apps.fulfilment.models import Document
from entrepot.domain.customs.completeness import Demands, Gap, Goods, gaps
from entrepot.domain.customs.corrections import ItemCorrection
from entrepot.domain.lifecycles import DECLARATION
from entrepot.kit import outbox
from entrepot.kit.errors import Fault, Refused, invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def amend_and_resend(
    *,
    declaration: Declaration,
    by: str,
    items: Mapping[int, ItemCorrection] | None = None,
    importer_id: str = "",
    answer: str = "",
) -> Declaration:
    """Apply corrections (by item position) and send a new version. Event ``DeclarationDue``.

    For a rejected declaration, a query (then with ``answer``), or a draft the port would not take. Raises
    ``Refused`` naming each field that would still be missing; then nothing has changed.
    """
    row = locked(declaration)
    is_open_query = row.status == "query" and bool(row.query_message)
    if row.status != "rejected" and not is_open_query and not (row.status == "draft" and row.send_error):
        raise Refused(_("Customs has it, or has decided; it cannot be changed."), code="not_amendable")
    if is_open_query and not answer.strip():
        raise invalid("answer", _("Write the answer that customs asked for."))
    rows = _corrected(row, items or {}, importer_id)
    DeclarationItem.objects.bulk_update(
        rows, ["description", "hs_code", "origin_country", "net_weight_g", "value_amount"]
    )
    if row.status == "rejected":
        transition(row, DECLARATION, to="draft", by=by, why="amended", decided_at=None)
    row.version, row.answer, row.query_message, row.query_field = row.version + 1, answer.strip(), "", ""
    row.send_error, row.importer_id = "", importer_id.strip() or row.importer_id
    row.goods_amount = sum(item.value_amount for item in rows)
    row.save()
    Document.objects.filter(
        shipment=row.shipment_id, kind__in=[Document.Kind.CN23, Document.Kind.INVOICE]
    ).delete()
    _tell(row, by)
    outbox.record(DeclarationDue(row.pk))
    pass_on_clearance(row, by=by)
    return row


def _corrected(
    row: Declaration, corrections: Mapping[int, ItemCorrection], importer_id: str
) -> list[DeclarationItem]:
    items = list(row.items.all())
    unknown = sorted(set(corrections) - {item.position for item in items})
    if unknown:
        raise invalid(f"items[{unknown[0] - 1}]", _("The declaration has no such item."))
    goods = []
    for item, sku in zip(items, skus_of(row), strict=True):
        mended = corrections.get(item.position, ItemCorrection()).applied_to(_goods(item, sku))
        item.description, item.hs_code, item.origin_country = (
            mended.description, mended.hs_code, mended.origin_country,
        )  # fmt: skip
        item.net_weight_g, item.value_amount = mended.net_weight_g, mended.value
        goods.append(mended)
    order = order_of(row)
    missing = gaps(
        goods, demands_on(row.direction, order.address["country"]) if order else Demands(),
        importer_id=importer_id.strip() or row.importer_id,
        recipient_phone=order.address.get("phone", "") if order else "",
        we_import=row.shipment is not None and we_import(row.shipment.consignment, row.procedure),
    )  # fmt: skip
    if missing:
        raise Refused(gap_sentence(missing[0]), code="incomplete", faults=_faults(missing), status=422)
    return items


def _goods(item: DeclarationItem, sku: str) -> Goods:
    return Goods(
        sku=sku, description=item.description, hs_code=item.hs_code, origin_country=item.origin_country,
        quantity=item.quantity, net_weight_g=item.net_weight_g, value=item.value_amount,
    )  # fmt: skip


def _faults(missing: list[Gap]) -> list[Fault]:
    return [Fault(gap.field, gap_sentence(gap), gap.key) for gap in missing]


def _tell(row: Declaration, by: str) -> None:
    tell(row, "declaration_amended", by=by, for_buyer=False, facts={"version": row.version},
         key=f"amended:{row.reference}:v{row.version}")  # fmt: skip
    kinds = ["customs_rejected", "customs_refused", "customs_query"]
    settle_about(row, kinds, by=by, resolution="amended and sent again")
