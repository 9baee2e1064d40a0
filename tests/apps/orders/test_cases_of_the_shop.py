"""What is wrong with the shop is one case for as long as it is wrong; all other cases stop an order."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps import orders
from entrepot.apps.fulfilment.services.watch_lanes import watch_lanes
from entrepot.apps.fulfilment.services.watch_number_pools import watch_number_pools
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.services.list_numbers import list_numbers
from entrepot.apps.lanes.services.switch_lane import switch_lane
from entrepot.apps.orders.models import SHOP_KINDS, Case
from entrepot.apps.orders.services.keep_cases import keep_cases
from entrepot.apps.orders.services.resolve_case import resolve_case
from entrepot.apps.orders.services.watch_failed_work import watch_failed_work
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.orders.words.cases import CASES
from entrepot.apps.orders.words.resolutions import RESOLUTIONS
from entrepot.domain.tracking import s10
from entrepot.kit.errors import Refused
from entrepot.kit.models import OutboxEvent
from entrepot.kit.outbox import GIVE_UP_AFTER
from tests.crowd import at_once
from tests.factories.lanes import a_lane
from tests.factories.orders import a_placed_order
from tests.factories.pools import a_pool

NOW = timezone.now()


def keep(**matters: Any) -> None:
    keep_cases(
        kind="number_pool_low", matters=matters, due_at=NOW + timedelta(days=1), resolution="full again"
    )


def open_matters() -> dict[str, Any]:
    return dict(Case.objects.exclude(status="resolved").values_list("reference", "facts"))


@pytest.mark.django_db
def test_a_matter_is_one_case_that_tells_the_facts_of_now_and_closes_with_its_cause() -> None:
    keep(fr={"left": 5}, de={"left": 1})
    first = Case.objects.get(reference="fr")
    keep(fr={"left": 4}, de={"left": 1})
    assert open_matters() == {"fr": {"left": 4}, "de": {"left": 1}}
    keep(de={"left": 1})
    first.refresh_from_db()
    assert (first.status, first.resolution) == ("resolved", "full again")
    assert open_matters() == {"de": {"left": 1}}
    keep(fr={"left": 2})
    assert Case.objects.filter(reference="fr").count() == 2
    assert open_matters() == {"fr": {"left": 2}}


@pytest.mark.django_db
def test_only_what_lies_within_is_looked_at() -> None:
    for book in ("A:", "B:"):
        keep_cases(
            kind="bonded_difference", within=book, matters={f"{book}BAG": {}}, due_at=NOW, resolution="-"
        )
    keep_cases(kind="bonded_difference", within="A:", matters={}, due_at=NOW, resolution="it agrees")
    assert set(open_matters()) == {"B:BAG"}


@pytest.mark.django_db(transaction=True)
def test_many_who_see_the_same_open_one_case() -> None:
    assert set(at_once([lambda: keep(fr={"left": 5})] * 8, connections=8)) == {None}
    assert Case.objects.count() == 1
    assert set(at_once([keep] * 8, connections=8)) == {None}
    assert Case.objects.get().status == "resolved"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_case_but_those_of_the_shop_has_an_order_and_those_have_none(kind: str) -> None:
    order, is_shops = a_placed_order(), kind in SHOP_KINDS
    with pytest.raises(IntegrityError, match="lack_an_order"), transaction.atomic():
        Case.objects.create(order=order if is_shops else None, kind=kind, reference="x", due_at=NOW)
    with transaction.atomic():
        case = Case.objects.create(order=None if is_shops else order, kind=kind, reference="x", due_at=NOW)
    if is_shops:
        with pytest.raises(IntegrityError, match="lack_an_order"):
            Case.objects.filter(pk=case.pk).update(reference="")


@pytest.mark.django_db
def test_a_case_of_the_shop_is_not_settled_by_words_and_has_no_readers_outside() -> None:
    keep(fr={})
    case = Case.objects.get()
    with pytest.raises(Refused, match="closes by itself"):
        resolve_case(case=case, by="operator:1", resolution="they promised numbers")
    with pytest.raises(Refused, match="matter of the shop alone"):
        write_case_message(case=case, by="operator:1", text="Hello", readers=["buyer"])
    assert write_case_message(case=case, by="operator:1", text="I asked them.").readers == []


@pytest.mark.django_db
def test_a_low_pool_is_a_case_until_it_is_filled(settle: Any) -> None:
    pool = a_pool(first=1, last=2, low_water=2)
    watch_number_pools(now=NOW)
    watch_number_pools(now=NOW)
    told = {"pool": "local-fr", "carrier": "simcarrier", "left": 2, "low_water": 2}
    assert open_matters() == {"local-fr": told}
    list_numbers(pool=pool, numbers=[str(s10.make("LE", 77, "FR"))])
    settle()
    assert open_matters() == {}


@pytest.mark.django_db
def test_a_lane_is_a_case_from_two_weeks_before_its_end_until_it_is_out_of_use(settle: Any) -> None:
    lane, today = a_lane("gb-fr", "GB", ("FR",)), NOW.date()
    Lane.objects.update(valid=DateRange(today - timedelta(days=9), today + timedelta(days=15)))
    watch_lanes(now=NOW)
    assert open_matters() == {}
    watch_lanes(now=NOW + timedelta(days=1))
    last = (today + timedelta(days=14)).isoformat()
    assert open_matters() == {lane.code: {"lane": lane.code, "last_on": last}}
    switch_lane(lane=lane, is_active=False)
    settle()
    assert open_matters() == {}


@pytest.mark.django_db
def test_work_that_failed_for_good_is_a_case_until_it_is_tried_again() -> None:
    event = OutboxEvent.objects.create(kind="OrderPaid", payload={}, attempts=GIVE_UP_AFTER)
    OutboxEvent.objects.create(kind="OrderPaid", payload={}, attempts=GIVE_UP_AFTER - 1)
    watch_failed_work(now=NOW)
    assert open_matters() == {"OrderPaid": {"work": "OrderPaid", "count": 1}}
    OutboxEvent.objects.filter(pk=event.pk).update(attempts=0)
    watch_failed_work(now=NOW)
    assert open_matters() == {}


def test_what_the_shop_says_when_a_case_closes_by_itself_is_known_in_each_language() -> None:
    services = Path(orders.__file__).parents[1].glob("*/services/*.py")
    said = {text for one in services for text in re.findall(r'resolution="(\w[^"]*)"', one.read_text())}
    assert said == set(RESOLUTIONS)
