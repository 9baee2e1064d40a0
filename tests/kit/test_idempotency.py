"""The same request twice has one effect and one answer."""

import threading

import pytest
from django.db import connection

from entrepot.apps.markets.models import Market
from entrepot.kit.errors import Refused
from entrepot.kit.idempotency import Answer, once


def act(code: str = "gb") -> Answer:
    Market.objects.create(code=code, name={}, currency="GBP")
    return Answer(201, '{"ok": true}')


@pytest.mark.django_db
def test_a_repeated_request_gets_the_first_answer_and_has_no_second_effect() -> None:
    first = once(scope="s", key="k", request=b"a", act=act)
    second = once(scope="s", key="k", request=b"a", act=act)
    assert (first.status, first.body, first.replayed) == (201, '{"ok": true}', False)
    assert (second.status, second.body, second.replayed) == (201, '{"ok": true}', True)
    assert Market.objects.count() == 1


@pytest.mark.django_db
def test_refuses_a_key_used_for_another_request() -> None:
    once(scope="s", key="k", request=b"a", act=act)
    with pytest.raises(Refused) as refusal:
        once(scope="s", key="k", request=b"b", act=act)
    assert (refusal.value.code, refusal.value.status) == ("idempotency_key_reused", 422)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256, "line\nbreak"])
def test_refuses_a_missing_or_malformed_key(key: str) -> None:
    with pytest.raises(Refused) as refusal:
        once(scope="s", key=key, request=b"a", act=act)
    assert refusal.value.faults[0].field == "Idempotency-Key"


@pytest.mark.django_db
@pytest.mark.parametrize("calls_out", [False, True])
def test_a_failed_request_leaves_nothing_and_may_be_tried_again(calls_out: bool) -> None:
    def fail() -> Answer:
        raise Refused("no", code="no")

    with pytest.raises(Refused):
        once(scope="s", key="k", request=b"a", act=fail, calls_out=calls_out)
    assert once(scope="s", key="k", request=b"a", act=act, calls_out=calls_out).replayed is False


@pytest.mark.django_db(transaction=True)
def test_twenty_requests_at_once_with_one_key_have_one_effect() -> None:
    answers: list[bool] = []

    def send() -> None:
        try:
            answers.append(once(scope="s", key="k", request=b"a", act=act).replayed)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] + [True] * 19
    assert Market.objects.count() == 1
