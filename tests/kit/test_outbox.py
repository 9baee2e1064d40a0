"""News is delivered after the commit, at least once, and does its work once."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from entrepot.apps.markets.models import Market
from entrepot.kit import outbox
from entrepot.kit.models import OutboxEvent

pytestmark = pytest.mark.django_db
fail_times = 0


@dataclass(frozen=True)
class PortOpened:
    code: str


def found_market(event: PortOpened) -> None:
    global fail_times
    Market.objects.create(code=event.code, name={}, currency="GBP")
    if fail_times:
        fail_times -= 1
        raise RuntimeError("not now")


@pytest.fixture(autouse=True)
def subscribed(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.subscribe(PortOpened, found_market)
    monkeypatch.setattr("tests.kit.test_outbox.fail_times", 0, raising=False)


def test_an_event_is_delivered_once_however_often_the_outbox_is_drained() -> None:
    outbox.record(PortOpened("gb"))
    outbox.drain()
    OutboxEvent.objects.update(delivered_at=None)  # as after a crash between the work and the mark
    outbox.drain()
    assert list(Market.objects.values_list("code", flat=True)) == ["gb"]


def test_an_event_of_a_rolled_back_transaction_never_existed() -> None:
    with transaction.atomic():
        outbox.record(PortOpened("gb"))
        transaction.set_rollback(True)
    outbox.drain()
    assert Market.objects.count() == 0


def test_a_failing_subscriber_leaves_nothing_half_done_and_is_retried_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    global fail_times
    fail_times = 1
    outbox.record(PortOpened("gb"))
    outbox.drain()
    event = OutboxEvent.objects.get()
    assert (Market.objects.count(), event.attempts, event.error) == (0, 1, "RuntimeError: not now")
    event.due_at = event.created_at
    event.save()
    outbox.drain()
    event.refresh_from_db()
    assert Market.objects.count() == 1
    assert event.delivered_at is not None


def test_one_failing_event_does_not_hold_up_the_others() -> None:
    global fail_times
    fail_times = 1
    outbox.record(PortOpened("gb"), PortOpened("fr"))
    outbox.drain()
    assert list(Market.objects.values_list("code", flat=True)) == ["fr"]
