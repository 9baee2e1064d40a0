"""API keys: ``Authorization: Bearer ek_...``. A key acts for its user within its scopes."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from entrepot.apps.accounts.models import ApiKey
from entrepot.kit.errors import Refused

NOTE_USE_EVERY = timedelta(minutes=10)


class Key(HttpBearer):
    """Accepts a key that has one of ``scopes``. Sets ``request.auth`` to the ``ApiKey``."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = (
            ApiKey.objects.select_related("user")
            .filter(digest=ApiKey.digest_of(token), revoked_at=None, user__is_active=True)
            .first()
        )
        if key is None:
            return None
        if not set(self.scopes) & set(key.scopes):
            raise Refused(
                _("This API key lacks the scope “%(scope)s”.") % {"scope": self.scopes[0]},
                code="forbidden",
                status=403,
            )
        now = timezone.now()
        if key.last_used_at is None or now - key.last_used_at > NOTE_USE_EVERY:
            ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
        return key


def caller(request: HttpRequest) -> ApiKey:
    """The key that this request came with."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        raise Refused(_("Send an API key."), code="unauthenticated", status=401)
    return key
