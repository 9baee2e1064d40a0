"""Prices of lists are worked out by one process at a time, also when a job is run twice."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from entrepot.apps.checkout.models import LandedPriceList
from entrepot.apps.checkout.services.price_listings import price_listings
from tests.factories.checkout import a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture
def another() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A session of the database that works out prices."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as session:
        session.execute("select pg_advisory_lock(hashtextextended('price_listings', 0))")
        yield session


def test_while_another_process_prices_nothing_is_priced_twice(
    another: psycopg.Connection[tuple[object, ...]],
) -> None:
    a_world()
    the_usual_lanes()
    an_article("TEA", "8.00")
    said: list[str] = []
    today = timezone.now().date()
    assert price_listings(on=today, say=said.append) == 0
    assert (said, LandedPriceList.objects.count()) == (["Prices are being worked out already."], 0)
    another.execute("select pg_advisory_unlock(hashtextextended('price_listings', 0))")
    done = price_listings(on=today, say=said.append)
    assert done == LandedPriceList.objects.count() > 0
    # It lets go when it is done.
    assert price_listings(on=today, say=said.append, anew=True) == done
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)
