"""Keep an address in a user's address book."""

from collections.abc import Mapping

from django.db import transaction

from entrepot.apps.accounts.models import Address, User
from entrepot.domain.addresses import FIELDS


@transaction.atomic
def save_address(*, user: User, address: Mapping[str, str]) -> Address:
    """``address`` (checked and tidied) in the book of ``user``; the same one twice is one.

    The first of a user becomes the one proposed to him.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    book = Address.objects.filter(user=user)
    fields = {name: address.get(name, "") for name in FIELDS}
    found = book.filter(**fields).first()
    return found or Address.objects.create(user=user, is_default=not book.exists(), **fields)
