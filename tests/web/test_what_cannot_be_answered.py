"""What does not fit is refused for good, and a fault of ours is told in the asker's own form."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from entrepot.apps.payments.models import ProviderNotice
from entrepot.kit.adapters import payment_gateways
from entrepot.web.broken import broken
from tests.factories.payments import a_notice, an_open_payment


@pytest.mark.django_db
def test_a_notice_that_does_not_fit_is_refused_so_that_it_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    payment = an_open_payment()
    gateway: Any = payment_gateways[payment.gateway]
    too_long = a_notice(payment, id="n" * 500)
    monkeypatch.setattr(gateway, "parse_webhook", lambda headers, body: too_long)
    answer = Client().post(f"/hooks/payments/{payment.gateway}", b"{}", "application/json")
    assert answer.status_code == 422
    assert not ProviderNotice.objects.exists()


def asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_a_program_reads_a_problem_document_when_something_broke() -> None:
    answer = broken(asked("/api/v1/orders"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_a_person_reads_a_page_when_something_broke() -> None:
    answer = broken(asked("/en/"))
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
