"""One embedded PostgreSQL for the whole run; partners in memory; no network beyond this machine."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from entrepot.config.database import FAST_FOR_TESTS, EmbeddedPostgres
from entrepot.config.environment import env_text, home

# How fast examples are drawn says nothing about the product: other work may run on the same machine.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the test database server before Django connects.

    Each parallel worker has a database of its own on it, which the fixture asked for sees to.
    """
    if not env_text("DATABASE_URL"):
        EmbeddedPostgres(home() / "test-postgres", FAST_FOR_TESTS).start()


@pytest.fixture
def settle(db: None) -> Callable[[], int]:
    """Deliver all events and run all jobs until nothing is left, as the worker would."""
    from tests.settling import settle as run

    return run


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last to leave (not a parallel worker) stops the test database server."""
    if not hasattr(session.config, "workerinput") and not env_text("DATABASE_URL"):
        server = EmbeddedPostgres(home() / "test-postgres", FAST_FOR_TESTS)
        if server.data.exists():
            server.stop()
