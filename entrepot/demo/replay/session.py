"""The replay itself: keeps a number of orders on their way until every invoice has come to its end."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db.models import QuerySet

from entrepot.apps.catalog.models import Variant
from entrepot.apps.orders.models import Case, Order
from entrepot.demo.replay.buyers import email_of
from entrepot.demo.replay.buying import variants_abroad
from entrepot.demo.replay.operating import work_once
from entrepot.demo.replay.placing import SOURCE, Failed, Pay, pay_for, place
from entrepot.demo.replay.stocking import stock_up
from entrepot.demo.rows import ReplayInvoice
from entrepot.kit.errors import Refused

ON_THEIR_WAY_AT_ONCE = 60
BUYERS = 2
LOOK_EVERY_SECONDS = 0.5
STUCK_AFTER_SECONDS = 180.0
PAUSE_SECONDS = 0.1
# Customs' questions and inspections pass; every other open case needs a person whom the replay has not.
PASSING_CASES = ("customs_query", "customs_inspection")


@dataclass(slots=True)
class Outcome:
    """``failures`` counts invoices by cause; ``delivered`` those that reached the doorstep in all runs."""

    invoices: int
    delivered: int = 0
    delivered_now: int = 0
    received_pieces: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the replay's orders stand: delivered, on their way (``waiting`` by status), stuck by cause."""

    delivered: int
    waiting: Counter[str]
    stuck: Counter[str]


class Session:
    """``tell`` is called often with (invoices done, a note); ``check`` may raise to end the session.

    ``buyers`` places the orders: two threads unless given.
    """

    def __init__(
        self, invoices: Sequence[ReplayInvoice], *, pay: Pay, return_url: str,
        tell: Callable[[int, str], None], check: Callable[[], None], buyers: Executor | None = None,
    ) -> None:  # fmt: skip
        self.invoices, self.outcome = invoices, Outcome(len(invoices))
        self._pay, self._return_url, self._tell, self._check = pay, return_url, tell, check
        self._buyers = buyers or ThreadPoolExecutor(BUYERS)
        self._variants = {**variants_abroad(), **dict(Variant.objects.values_list("sku", "id"))}
        self._emails = [email_of(invoice) for invoice in invoices]

    def run(self) -> Outcome:
        """Everything that is left to do."""
        started = time.monotonic()
        before = self.standing().delivered
        waiting = self._unplaced()
        self.outcome.received_pieces = stock_up(waiting, self._variants)
        self._pay_again()
        self._drive(waiting)
        standing = self.standing()
        self.outcome.delivered = standing.delivered
        self.outcome.delivered_now = standing.delivered - before
        self.outcome.failures.update(standing.stuck)
        self.outcome.failures.update({f"still {status}": n for status, n in standing.waiting.items()})
        self.outcome.seconds = time.monotonic() - started
        return self.outcome

    def standing(self) -> Standing:
        """Of the invoices of this session, whichever run placed them."""
        orders = self._orders().exclude(status="cancelled")
        statuses = dict(orders.values_list("pk", "status"))
        cases = Case.objects.filter(order__in=statuses).exclude(status="resolved")
        stuck = dict(cases.exclude(kind__in=PASSING_CASES).values_list("order_id", "kind"))
        delivered = [pk for pk, status in statuses.items() if status in ("delivered", "completed")]
        on_the_way = statuses.keys() - set(delivered) - stuck.keys()
        return Standing(
            delivered=len(delivered),
            waiting=Counter(statuses[pk] for pk in on_the_way),
            stuck=Counter(kind for pk, kind in stuck.items() if pk not in delivered),
        )

    def _drive(self, waiting: list[ReplayInvoice]) -> None:
        """Buyers in threads of their own, the operator in this one."""
        buying: set[Future[Order | Failed]] = set()
        standing = self.standing()
        looked_at = moved_at = time.monotonic()
        with self._buyers as buyers:
            # Asked afresh at the end: what was looked at last may be older than the last orders.
            while waiting or buying or self.standing().waiting:
                self._check()
                room = min(2 * BUYERS - len(buying), ON_THEIR_WAY_AT_ONCE - standing.waiting.total())
                batch, waiting = waiting[: max(0, room)], waiting[max(0, room) :]
                buying.update(buyers.submit(self._place, invoice) for invoice in batch)
                moved = self._reap(buying) + work_once()
                self._pay_balances()
                if time.monotonic() - looked_at > LOOK_EVERY_SECONDS:
                    last, standing, looked_at = standing, self.standing(), time.monotonic()
                    self._tell(self._done(standing), f"{standing.waiting.total()} on their way")
                    moved += standing != last
                if moved:
                    moved_at = time.monotonic()
                elif time.monotonic() - moved_at > STUCK_AFTER_SECONDS:
                    return
                else:
                    time.sleep(PAUSE_SECONDS)

    def _place(self, invoice: ReplayInvoice) -> Order | Failed:
        return place(invoice, variants=self._variants, return_url=self._return_url, pay=self._pay)

    def _reap(self, buying: set["Future[Order | Failed]"]) -> int:
        """Take out who has finished; a failure counts by its cause, a fault of ours is raised here."""
        finished = {future for future in buying if future.done()}
        buying -= finished
        for placed in (future.result() for future in finished):
            if isinstance(placed, Failed):
                self.outcome.failures[placed.cause] += 1
        return len(finished)

    def _done(self, standing: Standing) -> int:
        return standing.delivered + standing.stuck.total() + self.outcome.failures.total()

    def _unplaced(self) -> list[ReplayInvoice]:
        """A cancelled order (unpaid in time when a run was stopped) does not count: it is placed anew."""
        placed = set(self._orders().exclude(status="cancelled").values_list("email", flat=True))
        return [invoice for invoice in self.invoices if email_of(invoice) not in placed]

    def _pay_again(self) -> None:
        """What an interrupted run had placed but not paid."""
        self._pay_all(self._orders().filter(status="awaiting_payment"))

    def _pay_balances(self) -> None:
        """What was bought abroad: asked for until its payment was heard of, for paying twice does no harm."""
        self._pay_all(self._orders().filter(payment_plan__status="balance_due"))

    def _pay_all(self, orders: QuerySet[Order]) -> None:
        for order in orders:
            try:
                pay_for(order, return_url=self._return_url, pay=self._pay)
            except Refused:
                continue  # paid meanwhile; or too late: it will be cancelled, and another run places it anew

    def _orders(self) -> QuerySet[Order]:
        return Order.objects.filter(source=SOURCE, email__in=self._emails)
