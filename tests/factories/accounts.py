"""People who sign in."""

from itertools import count

from entrepot.apps.accounts.models import User

PASSWORD = "harbour-2026"
_numbers = count(1)


def a_user(email: str = "", **fields: object) -> User:
    return User.objects.create_user(email or f"user{next(_numbers)}@entrepot.example", PASSWORD, **fields)
