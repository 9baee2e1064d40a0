"""A key for a partner's program, shown once."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.kit.errors import invalid

SCOPES: Final = ("orders", "quotes", "stock")
LONGEST_NAME: Final = 80


def make_api_key(*, email: str, name: str, scopes: Sequence[str], by: User) -> tuple[ApiKey, str]:
    """A new key that acts for the user with ``email`` within ``scopes``, and its only plain text.

    ``by`` is the operator who makes it.
    Raises ``Refused`` naming ``email``, ``name`` or ``scopes``.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise invalid("name", _("Give the key a name of at most 80 characters."))
    if not scopes or set(scopes) - set(SCOPES):
        raise invalid("scopes", _("Choose what the key may do: orders, quotes, stock or several."))
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise invalid("email", _("No active user has this mail address."))
    return ApiKey.create_for(user, name, [scope for scope in SCOPES if scope in scopes], made_by=by)
