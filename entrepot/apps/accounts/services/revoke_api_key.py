"""Take a key out of use for good."""

from django.utils import timezone

from entrepot.apps.accounts.models import ApiKey


def revoke_api_key(*, key: ApiKey) -> bool:
    """Revoke ``key``; returns whether it was in force until now. Its program is refused from then on."""
    changed = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    return changed == 1
