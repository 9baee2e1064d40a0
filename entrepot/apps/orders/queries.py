"""The order's story as its reader sees it, and whether order totals agree with their parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection
from django.db.models import Prefetch
from django.utils import translation

from entrepot.apps.orders.models import Case, CaseMessage, Order, TimelineEntry
from entrepot.apps.orders.words import PROBLEMS, actor_name, case_sentence, fact_sentence

Reader = Literal["buyer", "operator", "supplier"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the timeline in the reader's words; ``kind`` and ``problem`` choose its icon."""

    at: datetime
    kind: str
    sentence: str
    by: str
    problem: bool


def timeline(order: Order, reader: Reader, language: str, *, supplier: str = "") -> list[Fact]:
    """The facts of ``order`` that ``reader`` may see, oldest first, in ``language`` (one statement).

    A buyer sees what concerns buyers, an operator everything, a supplier only what names ``supplier``, its
    code (nothing without one).
    """
    entries = TimelineEntry.objects.filter(order=order).order_by("at", "id")
    if reader == "buyer":
        entries = entries.filter(for_buyer=True)
    elif reader == "supplier":
        entries = entries.filter(supplier=supplier).exclude(supplier="")
    with translation.override(language):
        return [
            Fact(
                at=entry.at,
                kind=entry.kind,
                sentence=fact_sentence(entry.kind, entry.facts, reader),
                by=actor_name(entry.by),
                problem=entry.kind in PROBLEMS,
            )
            for entry in entries
        ]


ORDER_CHECKS = (
    (
        "order {}: goods are {}, but its lines add up to {}",
        """select orders_order.number, orders_order.goods_amount, coalesce(sum(line.line_amount), 0)
           from orders_order left join orders_orderline line on line.order_id = orders_order.id
           group by orders_order.id having orders_order.goods_amount <> coalesce(sum(line.line_amount), 0)""",
    ),
    (
        "order {}: {} is {}, but its charges add up to {}",
        """with charged as (
             select order_id, kind, sum(amount) as amount from orders_ordercharge
             where due = 'checkout' group by order_id, kind)
           select orders_order.number, stated.kind, stated.amount, coalesce(charged.amount, 0)
           from orders_order cross join lateral (values
             ('shipping', shipping_amount), ('duty', duty_amount), ('tax', tax_amount), ('fee', fee_amount)
           ) as stated(kind, amount)
           left join charged on charged.order_id = orders_order.id and charged.kind = stated.kind
           where stated.amount <> coalesce(charged.amount, 0)""",
    ),
    (
        "order {}: {} due on delivery, but its charges add up to {}",
        """select orders_order.number, due_on_delivery_amount, coalesce(sum(charge.amount), 0)
           from orders_order left join orders_ordercharge charge
             on charge.order_id = orders_order.id and charge.due = 'delivery'
           group by orders_order.id having due_on_delivery_amount <> coalesce(sum(charge.amount), 0)""",
    ),
    (
        "order {}: the total is {}, but its parts add up to {}",
        """select number, total_amount, goods_amount + shipping_amount + duty_amount + tax_amount + fee_amount
           from orders_order
           where total_amount <> goods_amount + shipping_amount + duty_amount + tax_amount + fee_amount""",
    ),
)


def order_differences() -> list[str]:
    """One sentence for each order whose totals its lines and charges do not explain; empty is good."""
    sentences = []
    with connection.cursor() as cursor:
        for sentence, query in ORDER_CHECKS:
            cursor.execute(query)
            sentences += [sentence.format(*row) for row in cursor.fetchall()]
    return sentences


@dataclass(frozen=True, slots=True)
class CaseRoom:
    """A case with the messages that its reader may see; ``is_yours`` when the reader must act on it."""

    case: Case
    sentence: str
    is_yours: bool
    messages: list[CaseMessage]


def case_rooms(order: Order, reader: str) -> list[CaseRoom]:
    """The cases of ``order`` that ``reader`` ("operator", "buyer", "supplier:<code>") takes part in, newest
    first (two statements).

    An operator takes part in all. Others take part in those in which something was said to or by them; they
    see nothing else of a case.
    """
    messages = CaseMessage.objects.defer("content").order_by("at", "id")
    cases = Case.objects.filter(order=order).order_by("-opened_at", "-id")
    if reader != "operator":
        messages = messages.filter(readers__contains=[reader])
        cases = cases.filter(messages__readers__contains=[reader]).distinct()
    role = reader.partition(":")[0]
    return [
        CaseRoom(
            case=case,
            sentence=case_sentence(case.kind, case.facts, "operator" if role == "operator" else "buyer"),
            is_yours=case.owner == role and case.status != "resolved",
            messages=list(case.messages.all()),
        )
        for case in cases.prefetch_related(Prefetch("messages", queryset=messages))
    ]


def case_file(order: Order, message_id: int, reader: str) -> CaseMessage | None:
    """A message of ``order`` with its file, if it has one and ``reader`` ("buyer", "supplier:<code>") takes
    part in it."""
    files = CaseMessage.objects.filter(case__order=order, pk=message_id, content__isnull=False)
    return files.filter(readers__contains=[reader]).first()
