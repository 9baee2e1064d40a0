"""The operator answers a question of customs."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.events import DeclarationDue
from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import settle_about, tell
from entrepot.domain.identifiers import masked
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, invalid

LONGEST_IDENTITY = 40


@transaction.atomic
def answer_query(*, declaration: Declaration, answer: str, by: str) -> Declaration:
    """Send the declaration again with the answer; asked who imports, the answer is the identity number, of
    which the order's story tells its last signs alone.

    Raises ``Refused`` for an empty answer, or when no query waits for one. Event ``DeclarationDue``.
    """
    answer = answer.strip()
    row = locked(declaration)
    if row.status != "query" or not row.query_message:
        raise Refused(_("Customs is not waiting for an answer on this declaration."), code="no_open_query")
    if not answer:
        raise invalid("answer", _("Write the answer that customs asked for."))
    if row.query_field == "importer_id":
        if len(answer) > LONGEST_IDENTITY:
            raise invalid("answer", _("Give only the identity number of the importer."))
        row.importer_id = answer
    number = row.importer_id
    told = answer.replace(number, masked(number)) if number else answer
    row.answer, row.version, row.query_message, row.query_field = answer, row.version + 1, "", ""
    row.save(update_fields=["importer_id", "answer", "version", "query_message", "query_field"])
    tell(row, "declaration_answered", by=by, for_buyer=False, facts={"answer": told},
         key=f"answered:{row.reference}:v{row.version}")  # fmt: skip
    settle_about(row, ["customs_query"], by=by, resolution=told)
    outbox.record(DeclarationDue(row.pk))
    return row
