"""Numbers given out once each, void and back by the carrier's rule, listed, and never run out unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from entrepot.apps.lanes.models import NumberPool, PooledNumber
from entrepot.apps.lanes.queries import low_pools, pools_with_left
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.apps.lanes.services.list_numbers import list_numbers
from entrepot.apps.lanes.services.save_pool import save_pool
from entrepot.apps.lanes.services.void_pooled_number import void_pooled_number
from entrepot.domain.tracking import s10
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.pools import a_pool


def give(to: str = "parcel:1", **asked: str) -> str:
    return give_number(**{"carrier": "simcarrier", "role": "local", "country": "FR", "to": to, **asked})


def left_in(pool: NumberPool) -> int:
    return pools_with_left().get(pk=pool.pk).left


@pytest.mark.django_db(transaction=True)
def test_fifty_who_ask_at_once_get_a_thousand_numbers_without_gap_or_double() -> None:
    pool = a_pool(first=500, last=1_499, low_water=0)

    def ask_twenty(who: int) -> list[str]:
        try:
            return [give(f"parcel:{who}") for _ in range(20)]
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        given = [number for batch in threads.map(ask_twenty, range(50)) for number in batch]
    assert sorted(given) == [str(s10.make("LE", serial, "FR")) for serial in range(500, 1_500)]
    assert PooledNumber.objects.filter(state="given").count() == 1_000
    pool.refresh_from_db()
    assert (pool.next_serial, left_in(pool)) == (1_500, 0)
    with pytest.raises(Refused, match="No number is left for simcarrier"):
        give()


@pytest.mark.django_db
def test_a_number_that_was_not_committed_is_given_to_the_next() -> None:
    a_pool(first=7)
    with transaction.atomic():
        give()
        transaction.set_rollback(True)
    assert give() == str(s10.make("LE", 7, "FR"))


@pytest.mark.django_db
def test_the_countrys_own_pool_goes_before_the_one_for_anywhere() -> None:
    a_pool("anywhere", country="", suffix="GB")
    a_pool("france")
    assert give().endswith("FR")
    assert give(country="DE").endswith("GB")


@pytest.mark.django_db
def test_a_void_number_never_comes_back_unless_the_carrier_allows_it() -> None:
    pool = a_pool(first=1, last=1)
    number = give()
    assert void_pooled_number(carrier="simcarrier", number=number)
    assert not void_pooled_number(carrier="simcarrier", number=number)
    PooledNumber.objects.update(changed_at=_days_ago(900))
    with pytest.raises(Refused):
        give()
    NumberPool.objects.filter(pk=pool.pk).update(reuse_after_days=180)
    PooledNumber.objects.update(changed_at=_days_ago(179))
    with pytest.raises(Refused):
        give()
    PooledNumber.objects.update(changed_at=_days_ago(181))
    assert give("parcel:2") == number
    assert PooledNumber.objects.get().given_to == "parcel:2"


@pytest.mark.django_db
def test_a_number_is_void_for_the_carrier_that_gave_it_alone() -> None:
    for carrier in ("simcarrier", "other-post"):
        pool = a_pool(carrier, first=None, last=None, carrier=carrier)
        list_numbers(pool=pool, numbers=[str(s10.make("LE", 11, "FR"))])
    number = give()
    assert give(carrier="other-post") == number
    assert void_pooled_number(carrier="simcarrier", number=number)
    assert set(PooledNumber.objects.values_list("carrier", "state")) == {
        ("simcarrier", "void"), ("other-post", "given"),
    }  # fmt: skip


@pytest.mark.django_db
def test_a_pool_is_low_from_its_mark_until_it_is_filled() -> None:
    pool = a_pool(first=1, last=5, low_water=2)
    give(), give()
    assert not low_pools()
    give()
    assert [(low.code, low.left) for low in low_pools()] == [(pool.code, 2)]
    list_numbers(pool=pool, numbers=[str(s10.make("LE", 77, "FR"))])
    assert not low_pools()
    NumberPool.objects.update(is_active=False, low_water=9)
    assert not low_pools()


@pytest.mark.django_db
def test_a_number_of_the_range_that_was_listed_as_well_is_given_once() -> None:
    pool = a_pool(first=1, last=3)
    twice = str(s10.make("LE", 2, "FR"))
    list_numbers(pool=pool, numbers=[twice])
    assert [give(), give(), give()] == [twice, *(str(s10.make("LE", serial, "FR")) for serial in (1, 3))]
    with pytest.raises(Refused, match="No number is left"):
        give()


@pytest.mark.django_db
def test_a_list_of_numbers_is_taken_whole_or_not_at_all() -> None:
    pool = a_pool(first=None, last=None)
    good = [str(s10.make("LE", serial, "FR")) for serial in (11, 12)]
    with pytest.raises(Refused) as refused:
        list_numbers(pool=pool, numbers=[good[0], "LE000000129FR", good[0]])
    assert [fault.message.split(":")[0] for fault in refused.value.faults] == [
        "Line 2, LE000000129FR", f"Line 3, {good[0]}",
    ]  # fmt: skip
    assert left_in(pool) == 0
    assert list_numbers(pool=pool, numbers=[" ".join(good[0]), good[1].lower()]) == 2
    assert [give(), give()] == good
    with pytest.raises(Refused, match="in the pool local-fr already"):
        list_numbers(pool=pool, numbers=[good[0]])


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["free", "given", "void"])
def test_a_number_of_another_pool_of_the_carrier_is_refused_with_its_line_and_that_pool(state: str) -> None:
    first, second = (a_pool(code, first=None, last=None) for code in ("first", "second"))
    fresh, twice = (str(s10.make("LE", serial, "FR")) for serial in (11, 12))
    list_numbers(pool=first, numbers=[twice])
    PooledNumber.objects.update(state=state)
    with pytest.raises(Refused) as refused:
        list_numbers(pool=second, numbers=[fresh, twice])
    told = f"Line 2, {twice}: this number is in the pool first already."
    assert [fault.message for fault in refused.value.faults] == [told]
    assert left_in(second) == 0
    elsewhere = a_pool("elsewhere", first=None, last=None, carrier="other-post")
    assert list_numbers(pool=elsewhere, numbers=[twice]) == 1


@pytest.mark.django_db
def test_a_range_passes_over_what_stands_in_another_pool_of_the_carrier() -> None:
    listed = a_pool("listed", country="DE", suffix="FR", first=None, last=None)
    list_numbers(pool=listed, numbers=[str(s10.make("LE", 1, "FR"))])
    a_pool("range", first=1, last=2)
    assert give() == str(s10.make("LE", 2, "FR"))
    assert give(country="DE") == str(s10.make("LE", 1, "FR"))


@pytest.mark.django_db
def test_the_database_holds_a_number_once_a_carrier_and_with_its_pools_carrier() -> None:
    first, second = (a_pool(code, first=None, last=None) for code in ("first", "second"))
    number = {"number": "LE1", "state": "void", "changed_at": _days_ago(900)}
    PooledNumber.objects.create(pool=first, carrier="simcarrier", **number)
    for pool, carrier in ((second, "simcarrier"), (second, "other-post")):
        with pytest.raises(IntegrityError), transaction.atomic():
            PooledNumber.objects.create(pool=pool, carrier=carrier, **number)
    first.carrier = "other-post"
    with pytest.raises(Refused, match="stay with their carrier"):
        save_pool(pool=first)


@pytest.mark.django_db(transaction=True)
def test_one_list_sent_into_two_pools_at_once_is_taken_by_one() -> None:
    numbers = [str(s10.make("LE", serial, "FR")) for serial in range(50)]
    pools = [a_pool(code, first=None, last=None) for code in ("first", "second")]
    taken = at_once([partial(list_numbers, pool=pool, numbers=numbers) for pool in pools])
    assert sorted(type(one).__name__ for one in taken) == ["Refused", "int"]
    assert PooledNumber.objects.count() == 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"prefix": "J1"}, "prefix"),
        ({"last_serial": 100_000_000}, "last_serial"),
        ({"next_serial": 9, "last_serial": 7}, "last_serial"),
        ({"next_serial": None}, "last_serial"),
        ({"check_name": "luhn"}, "check_name"),
    ],
)
def test_a_pool_that_makes_no_numbers_is_refused_with_its_field(
    fields: dict[str, object], field: str
) -> None:
    pool = a_pool()
    for name, value in fields.items():
        setattr(pool, name, value)
    with pytest.raises(Refused) as refused:
        save_pool(pool=pool)
    assert [fault.field for fault in refused.value.faults] == [field]


@pytest.mark.django_db
def test_two_pools_cannot_give_the_same_range() -> None:
    a_pool(first=0, last=99)
    with pytest.raises(Refused, match="Another pool"):
        a_pool("second", first=99, last=200)


def _days_ago(days: int) -> object:
    from django.utils import timezone

    return timezone.now() - timedelta(days=days)
