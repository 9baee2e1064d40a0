"""API keys: ``Authorization: Bearer ek_...``. A key acts for its user within its scopes.

A process knows a key for ``KNOWN_FOR`` seconds before it asks the database again, so revoking a key or
barring its user takes that long to be felt.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from entrepot.apps.accounts.models import ApiKey
from entrepot.kit.errors import Refused
from entrepot.kit.recent import Recent

KNOWN_FOR = 5
NOTE_USE_EVERY = timedelta(minutes=10)


class Key(HttpBearer):
    """Accepts a key that has one of ``scopes``. Sets ``request.auth`` to the ``ApiKey``."""

    openapi_description = (
        "A key of the form ek_..., made by an operator. "
        "The demo shop has ek_demo_partner_key_for_the_sandbox."
    )

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        try:
            key = _keys[ApiKey.digest_of(token)]
        except ApiKey.DoesNotExist:
            return None
        if not set(self.scopes) & set(key.scopes):
            raise Refused(
                _("This API key lacks the scope “%(scope)s”.") % {"scope": self.scopes[0]},
                code="forbidden",
                status=403,
            )
        return key


def caller(request: HttpRequest) -> ApiKey:
    """The key that this request came with."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        raise Refused(_("Send an API key."), code="unauthenticated", status=401)
    return key


def _load(digest: str) -> ApiKey:
    """The key in force, its use noted. Raises ``ApiKey.DoesNotExist``; an unknown key is not kept."""
    key = ApiKey.objects.select_related("user").get(digest=digest, revoked_at=None, user__is_active=True)
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > NOTE_USE_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


_keys: Recent[str, ApiKey] = Recent(_load, seconds=KNOWN_FOR)
