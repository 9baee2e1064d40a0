"""One embedded PostgreSQL for the whole run; partners in memory; no network beyond this machine."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from entrepot.config.database import FAST_FOR_TESTS, EmbeddedPostgres
from entrepot.config.environment import env_text, home

# The same examples everywhere; `--hypothesis-profile exploring` draws others. How fast they are drawn says
# nothing about the product: other work may run on the same machine.
ANY_SPEED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("exploring", **ANY_SPEED)
settings.register_profile("any machine", derandomize=True, **ANY_SPEED)
settings.load_profile("any machine")

END_OF_DAY_S = 10


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the test database server before Django connects.

    Each parallel worker has a database of its own on it, which the fixture asked for sees to.
    """
    if not env_text("DATABASE_URL"):
        EmbeddedPostgres(home() / "test-postgres", FAST_FOR_TESTS).start()


def pytest_runtest_setup() -> None:
    """No test begins when the day is about to end: today is read more than once in most."""
    left = 86_400 - time.time() % 86_400
    if left < END_OF_DAY_S:
        time.sleep(left)


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
