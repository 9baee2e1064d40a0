"""Sana supplies as Silk Road and is signed in on ``portal``."""

import pytest
from django.test import Client

from entrepot.apps.accounts.models import User
from entrepot.apps.suppliers.models import Supplier, SupplierMember
from tests.factories.suppliers import a_supplier


def member_of(supplier: Supplier, email: str) -> Client:
    """A signed-in member of ``supplier``."""
    user = User.objects.create_user(email, "harbour-2026")
    SupplierMember.objects.create(supplier=supplier, user=user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def silk_road(db: None) -> Supplier:
    from tests.factories.fulfilment import a_dropship_level

    a_dropship_level()
    return a_supplier()


@pytest.fixture
def portal(silk_road: Supplier) -> Client:
    return member_of(silk_road, "sana@entrepot.example")
