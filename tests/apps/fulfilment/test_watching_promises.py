"""A promise that will not be kept is told once, before it breaks, with what the buyer may choose."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.fulfilment.queries.promises import late_promises
from entrepot.apps.fulfilment.services.choose_remedy import choose_remedy
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.watch_promises import watch_promises
from entrepot.apps.lanes.models import Lane
from entrepot.apps.notices.models import Notice
from entrepot.apps.orders.models import Case, Consignment, Order, TimelineEntry
from entrepot.apps.payments.models import Refund
from entrepot.kit.errors import Refused
from tests.apps.fulfilment.test_arrival_windows import HOUR, START, history_of, on_its_way, told
from tests.factories.fulfilment import a_confirmed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def consignment() -> Consignment:
    """Dispatched at ``START``, with 99 parcels before it that took 101 to 199 hours."""
    shipment = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    history_of(Shipment.objects.get(pk=shipment.pk), 99)
    return shipment.consignment


def promise(until: date) -> None:
    Consignment.objects.update(promised_from=until - timedelta(days=3), promised_to=until)


def watch(hours: int) -> int:
    return watch_promises(now=START + hours * HOUR)


def told_kinds() -> list[str]:
    kinds = TimelineEntry.objects.filter(kind__startswith="promise_").order_by("recorded_at", "pk")
    return list(kinds.values_list("kind", flat=True))


def notices() -> list[str]:
    rows = Notice.objects.filter(kind__startswith="promise_").order_by("pk")
    return list(rows.values_list("text", flat=True))


def the_case() -> tuple[str, str]:
    return Case.objects.filter(kind="promise_at_risk").values_list("status", "owner").get()


def test_a_promise_that_will_be_kept_is_left_in_peace(consignment: Consignment) -> None:
    promise(date(2026, 5, 14))
    assert watch(0) == 0
    assert (Case.objects.count(), told_kinds()) == (0, [])


def test_a_risk_is_first_the_operators_and_the_buyer_hears_before_the_promise_can_break(
    consignment: Consignment,
) -> None:
    promise(date(2026, 5, 9))  # 136 hours: 64 of 99 came later
    assert watch(0) == 1
    assert (the_case(), told_kinds()) == (("open", "operator"), [])
    last_call = 135 - 35
    watch(last_call - 2)
    assert told_kinds() == []
    watch(last_call)
    assert (the_case(), told_kinds()) == (("open", "buyer"), ["promise_will_break"])


def test_what_will_break_is_told_at_once_and_only_once(consignment: Consignment) -> None:
    promise(date(2026, 5, 8))  # 111 hours: 89 of 99 came later
    for hours in (0, 1, 24, 100):
        watch(hours)
    assert told_kinds() == ["promise_will_break"]
    (text,) = notices()
    assert (
        "Your parcel will probably not arrive by 8 May 2026 as promised. We now expect it between 8 May 2026 "
        "and 12 May 2026. We are sorry. You may choose: keep waiting, half of the shipping back, and the "
        "parcel still comes." in text
    )


def test_the_buyer_reads_it_in_the_language_of_the_order(consignment: Consignment) -> None:
    Order.objects.update(language="zh-hans")
    promise(date(2026, 5, 8))
    watch(0)
    (text,) = notices()
    assert "2026年5月8日" in text
    assert "Your parcel" not in text


def test_when_it_looks_well_again_the_case_is_over(consignment: Consignment) -> None:
    promise(date(2026, 5, 9))
    watch(0)
    promise(date(2026, 5, 14))
    assert watch(1) == 0
    assert the_case()[0] == "resolved"


def test_delivery_ends_the_case(consignment: Consignment) -> None:
    promise(date(2026, 5, 8))
    watch(0)
    LegTime.objects.all().delete()
    Parcel.objects.filter(tracking_number__startswith="H").delete()
    record_tracking(carrier="simcarrier", events=[told("door", "delivered", 90, "last_mile")])
    assert the_case()[0] == "resolved"


def test_a_promise_found_broken_is_told_as_such(consignment: Consignment) -> None:
    promise(date(2026, 5, 8))
    watch(120)
    assert told_kinds() == ["promise_broken"]


def test_goods_that_have_not_left_in_time_are_noticed_too(settle: Callable[[], int]) -> None:
    a_confirmed_order()
    Lane.objects.update(min_days=2, max_days=4)
    today = timezone.now().date()
    promise(today + timedelta(days=1))
    assert watch_promises(now=timezone.now()) == 1
    assert told_kinds() == ["promise_will_break"]
    one = Consignment.objects.get()
    (late,) = late_promises([one], one.order.currency).values()
    assert [remedy.choice for remedy in late.remedies] == ["keep_waiting", "freight_back", "cancel"]


def late(consignment: Consignment) -> Consignment:
    promise(date(2026, 5, 8))
    watch(0)
    return Consignment.objects.get(pk=consignment.pk)


def test_half_the_freight_goes_back_once_and_the_parcel_still_comes(consignment: Consignment) -> None:
    one = late(consignment)
    for _twice in range(2):
        choose_remedy(consignment=one, choice="freight_back", by="buyer")
    refund = Refund.objects.get()
    freight = one.charges.get(kind="shipping").amount
    assert refund.parts == {"shipping": f"{freight / 2:.2f}"}
    assert the_case() == ("open", "carrier")
    with pytest.raises(Refused, match="chosen already"):
        choose_remedy(consignment=one, choice="keep_waiting", by="buyer")


def test_who_keeps_waiting_is_not_asked_again(consignment: Consignment) -> None:
    one = late(consignment)
    choose_remedy(consignment=one, choice="keep_waiting", by="buyer")
    watch(48)
    assert (told_kinds(), Refund.objects.count()) == (["promise_will_break"], 0)
    (found,) = late_promises([one], one.order.currency).values()
    assert (found.chosen, found.remedies) == ("keep_waiting", [])


def test_what_has_left_cannot_be_cancelled(consignment: Consignment) -> None:
    with pytest.raises(Refused, match="cannot be chosen"):
        choose_remedy(consignment=late(consignment), choice="cancel", by="buyer")


def test_nothing_is_to_be_chosen_for_a_parcel_in_time(consignment: Consignment) -> None:
    promise(date(2026, 5, 9))
    watch(0)  # at risk, but the buyer was not told
    with pytest.raises(Refused, match="not late"):
        choose_remedy(consignment=consignment, choice="freight_back", by="buyer")
    assert Refund.objects.count() == 0


def test_what_has_not_left_is_cancelled_and_paid_back(settle: Callable[[], int]) -> None:
    order = a_confirmed_order()
    Lane.objects.update(min_days=2, max_days=4)
    promise(timezone.now().date() + timedelta(days=1))
    watch_promises(now=timezone.now())
    choose_remedy(consignment=order.consignments.get(), choice="cancel", by="buyer")
    settle()
    assert Consignment.objects.get().progress == "cancelled"
    assert Order.objects.get().status == "cancelled"
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount
    assert the_case()[0] == "resolved"


def test_out_for_delivery_and_ready_for_pick_up_are_told_when_they_are_so(consignment: Consignment) -> None:
    def kinds() -> list[str]:
        rows = Notice.objects.filter(kind__startswith="tracking").order_by("pk")
        return list(rows.values_list("kind", flat=True))

    late_news = told("van", "out_for_delivery", 90, "last_mile")
    record_tracking(
        carrier="simcarrier", events=[told("shop", "available_for_pickup", 95, "last_mile"), late_news]
    )
    assert kinds() == ["tracking.available_for_pickup"]
    record_tracking(carrier="simcarrier", events=[told("again", "out_for_delivery", 99, "last_mile")])
    record_tracking(carrier="simcarrier", events=[told("again", "out_for_delivery", 99, "last_mile")])
    assert kinds() == ["tracking.available_for_pickup", "tracking.out_for_delivery"]
