import pytest

from tests.factories.checkout import a_world, the_usual_lanes


@pytest.fixture
def world(db: None) -> None:
    """London sells to Britain, Germany and France; duty and tax by the packaged law."""
    a_world()
    the_usual_lanes()
