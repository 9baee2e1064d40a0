"""Otto operates; he is signed in on ``console``."""

import pytest
from django.test import Client

from entrepot.apps.accounts.models import User


@pytest.fixture
def otto(db: None) -> User:
    return User.objects.create_user("otto@entrepot.example", "harbour-2026", name="Otto", is_staff=True)


@pytest.fixture
def console(otto: User) -> Client:
    client = Client()
    client.force_login(otto)
    return client
