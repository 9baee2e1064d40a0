"""The buyer reports what is wrong with what arrived, or did not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.write_case_message import ANSWER_WITHIN, Attachment, write_case_message
from entrepot.apps.orders.words.promises import PROBLEMS_REPORTED
from entrepot.kit.errors import Refused, invalid

SENT = ("shipped", "delivered", "completed")


@transaction.atomic
def report_problem(*, order: Order, problem: str, text: str, attachment: Attachment | None = None) -> Case:
    """Open the case ``problem_reported``, or write one more message in it while it is open.

    ``problem`` is a key of ``words.promises.PROBLEMS_REPORTED``; ``attachment`` is a photo of it. Raises
    ``Refused``: 422 for an unknown problem or a file of another kind, ``not_sent`` before anything was sent.
    """
    if problem not in PROBLEMS_REPORTED:
        raise invalid("problem", _("Choose what is wrong."))
    if order.status not in SENT:
        raise Refused(_("Nothing has been sent yet."), code="not_sent")
    case = open_case(
        order=order, kind="problem_reported", facts={"problem": problem, "answer": text},
        due_at=timezone.now() + ANSWER_WITHIN["operator"], reference=problem,
    )  # fmt: skip
    write_case_message(
        case=case, by="buyer", text=text or _(PROBLEMS_REPORTED[problem]), attachment=attachment
    )
    return case
