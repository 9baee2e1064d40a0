"""The people of the stories: Amara buys, Otto operates, Sana supplies."""

from entrepot.apps.accounts.models import User
from entrepot.apps.suppliers.models import Supplier, SupplierMember
from tests.factories.accounts import a_user


def amara() -> User:
    return a_user("amara@entrepot.example", name="Amara Okafor")


def otto() -> User:
    return a_user("otto@entrepot.example", name="Otto Brandt", is_staff=True, is_superuser=True)


def sana(supplier: Supplier) -> User:
    """Sana, who may act for ``supplier``."""
    user = a_user("sana@entrepot.example", name="Sana Haddad")
    SupplierMember.objects.create(supplier=supplier, user=user)
    return user
