"""A sale is not spread over days or names unseen: operators are told the facts, and nobody is refused."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.note_linked_orders import note_linked_orders
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.words import case_sentence
from tests.factories.checkout import BERLIN, a_cart, an_article
from tests.factories.payments import a_paid_order
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def bought(price: str, email: str = "a@example.com", days_ago: int = 0, **address: Any) -> Order:
    """Paid, with everything that follows done."""
    article = an_article(price=price, currency="EUR")
    quote = make_quote(cart=a_cart({article: 1}), address={**BERLIN, **address})
    order = place_order(quote=quote, email=email)
    Order.objects.filter(pk=order.pk).update(placed_at=order.placed_at - timedelta(days=days_ago))
    paid = a_paid_order(order)
    settle()
    return paid


def cases() -> list[dict[str, Any]]:
    return list(Case.objects.filter(kind="orders_linked").values_list("facts", flat=True))


def test_two_orders_of_one_person_around_the_150_euros_are_a_case() -> None:
    first = bought("90.00", days_ago=2)
    second = bought("80.00", email="A@Example.com", line1="Elsewhere 5", postcode="20095", city="Hamburg")
    (facts,) = cases()
    assert facts["orders"] == f"{first.number}, {second.number}"
    assert (facts["links"], facts["names"]) == (["email"], 1)
    assert Decimal(facts["expected"]) == 150
    assert Decimal(facts["amount"]) > 150
    case = Case.objects.get(kind="orders_linked")
    assert (case.order, case.owner) == (second, "operator")
    assert "The same: mail address; recipients named: 1." in case_sentence(case.kind, case.facts)
    assert {order.status for order in Order.objects.all()} == {"confirmed"}  # nothing is held up


def test_other_names_at_one_door_are_shown_as_what_they_are() -> None:
    bought("90.00", email="a@example.com", name="Amara Vogel")
    bought("80.00", email="b@example.com", name="Bela Vogel", line1="unter den linden 1 ")
    (facts,) = cases()
    assert (facts["links"], facts["names"]) == (["door"], 2)


@pytest.mark.parametrize(
    ("price", "days_ago", "other"),
    [
        ("50.00", 0, {}),  # together below the limit
        ("90.00", 8, {}),  # another week
        ("90.00", 0, {"email": "b@example.com", "line1": "Unter den Linden 2"}),  # a neighbour
    ],
)
def test_what_is_no_spreading_is_no_case(price: str, days_ago: int, other: dict[str, str]) -> None:
    bought(price, days_ago=days_ago)
    bought("80.00", **other)
    assert cases() == []


def test_who_is_above_the_limit_anyway_has_ducked_nothing() -> None:
    bought("90.00")
    bought("200.00")
    assert cases() == []


def test_orders_that_were_cancelled_do_not_count_and_the_same_is_told_once() -> None:
    first = bought("90.00")
    second = bought("80.00")
    note_linked_orders(order=second)
    assert len(cases()) == 1
    Case.objects.all().delete()
    Order.objects.filter(pk=first.pk).update(status="cancelled")
    assert note_linked_orders(order=second) == []
