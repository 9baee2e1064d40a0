"""Send a declaration: the words first, then the call, then its result."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.customs.models import CustomsMessage, Declaration
from entrepot.apps.customs.services._clearing import border_of, locked, pass_on_clearance
from entrepot.apps.customs.services._drafting import message_of
from entrepot.apps.customs.services._story import open_about, settle_about, tell
from entrepot.domain.customs.documents import from_document, to_document
from entrepot.domain.lifecycles import DECLARATION
from entrepot.domain.ports import Permanent, Temporary
from entrepot.kit.adapters import customs_gateways
from entrepot.kit.transitions import transition

DECIDE_WITHIN = timedelta(hours=4)
UNSENT = ("draft", "query")


def send_declaration(*, declaration_id: int) -> Declaration:
    """Send the present version once; a version that was sent is left alone.

    The message is stored before the call and sent as stored, so that trying again sends the same words under
    the same key. Raises ``Temporary`` (noted on the row) so that the job tries again; the port's final no
    opens the case ``customs_refused``.
    """
    declaration = Declaration.objects.select_related("port").get(pk=declaration_id)
    message = _intend(declaration)
    if message is None:
        return declaration
    gateway = customs_gateways[declaration.port.gateway]
    try:
        receipt = gateway.submit(from_document(message.body))
    except Temporary as error:
        Declaration.objects.filter(pk=declaration_id).update(send_error=str(error)[:300])
        raise
    except Permanent as error:
        return _refused(declaration, str(error))
    return _sent(declaration, message, receipt)


def is_unsent(declaration: Declaration, message: CustomsMessage) -> bool:
    """Whether ``message``, the present version, has not yet been noted as sent."""
    noted = declaration.sent_at is not None and declaration.sent_at >= message.at
    return declaration.status in UNSENT and not noted


@transaction.atomic
def _intend(declaration: Declaration) -> CustomsMessage | None:
    row = locked(declaration)
    if row.status not in UNSENT or (row.status == "query" and row.query_message):
        return None
    message = message_of(row)
    stored, _created = CustomsMessage.objects.get_or_create(
        direction="out", message_id=message.key,
        defaults={"declaration": row, "kind": "declaration", "body": to_document(message),
                  "at": timezone.now()},
    )  # fmt: skip
    return stored if is_unsent(row, stored) else None


@transaction.atomic
def _sent(declaration: Declaration, message: CustomsMessage, receipt: str) -> Declaration:
    row = locked(declaration)
    if is_unsent(row, message):
        now = timezone.now()
        transition(row, DECLARATION, to="sent", by="system", at=now, sent_at=now)
    Declaration.objects.filter(pk=row.pk).update(receipt=receipt, send_error="")
    row.receipt, row.send_error = receipt, ""
    tell(
        row, "declaration_sent", by="system", at=message.at, key=f"declared:{message.message_id}",
        facts={"port": row.port.code, "version": row.version, **border_of(row)},
    )  # fmt: skip
    settle_about(row, ["customs_refused"], by="system", resolution="sent")
    pass_on_clearance(row, by="system")
    return row


@transaction.atomic
def _refused(declaration: Declaration, reason: str) -> Declaration:
    row = locked(declaration)
    Declaration.objects.filter(pk=row.pk).update(send_error=reason[:300])
    row.send_error = reason[:300]
    open_about(row, "customs_refused", {"reason": reason}, DECIDE_WITHIN)
    return row
