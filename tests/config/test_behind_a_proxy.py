"""A shop behind a proxy that ends TLS."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings


@pytest.fixture
def client_of_a_balancer() -> Iterator[Client]:
    with override_settings(
        SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
    ):
        yield Client()


@pytest.mark.django_db
def test_health_answers_without_tls(client_of_a_balancer: Client) -> None:
    assert client_of_a_balancer.get("/health/").status_code == 200


@pytest.mark.django_db
def test_pages_asked_for_without_tls_go_to_https(client_of_a_balancer: Client) -> None:
    answer = client_of_a_balancer.get("/api/v1/categories")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/api/v1/categories")


@pytest.mark.django_db
def test_the_proxy_says_that_the_buyer_came_by_https(client_of_a_balancer: Client) -> None:
    answer = client_of_a_balancer.get("/api/v1/categories", headers={"x-forwarded-proto": "https"})
    assert answer.status_code == 200
