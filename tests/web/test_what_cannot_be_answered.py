"""What does not fit is refused for good, and a fault of ours is told in the asker's own form."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.utils import translation

from entrepot.apps.payments.models import ProviderNotice
from entrepot.kit.adapters import payment_gateways
from entrepot.web.broken import broken
from entrepot.web.form_addresses import OpenThePageOfTheForm
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


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/en/cart/add/", "/en/cart/"),
        ("/zh-hans/checkout/place/", "/zh-hans/checkout/"),
        ("/en/supplier/purchases/PT-1/bought/", "/en/supplier/purchases/PT-1/"),
        ("/en/console/inbound/ASN-1/steps/depart/", "/en/console/inbound/ASN-1/"),
    ],
)
def test_who_opens_the_address_of_a_form_comes_to_the_page_around_it(form: str, page: str) -> None:
    """The link to the other language is such an address on the page that names what was wrong in a form."""
    answer = OpenThePageOfTheForm(lambda request: HttpResponseNotAllowed(["POST"]))
    with translation.override(form.split("/")[1]):
        assert answer(asked(form))["Location"] == page
        assert answer(asked("/api/v1/orders")).status_code == 405
        assert answer(RequestFactory().post(form)).status_code == 405
