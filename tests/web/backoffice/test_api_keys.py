"""Otto makes a key for a partner's program, sees it once, and revokes it."""

import re
from typing import Any

from django.test import Client

from entrepot.apps.accounts.models import ApiKey, User

KEYS = "/en/console/api-keys/"
TOLD = {"email": "Partner@Example.com", "name": "Their ERP", "scopes": ["quotes"]}


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_new_key_is_shown_once_and_opens_what_its_scopes_allow(console: Client) -> None:
    partner = User.objects.create_user("partner@example.com")
    answer = console.post(KEYS, TOLD)
    found = re.search(r'id="new-key">(ek_[\w-]+)<', text_of(answer))
    assert answer.status_code == 200
    assert found
    key = ApiKey.objects.get()
    assert (key.user, key.name, key.scopes) == (partner, "Their ERP", ["quotes"])
    assert str(key.made_by) == "Otto"
    assert key.digest == ApiKey.digest_of(found[1])
    assert answer.headers["Cache-Control"] == "no-store, private"
    later = text_of(console.get(KEYS))
    assert found[1] not in later
    assert found[1][:8] in later
    program = Client(headers={"Authorization": f"Bearer {found[1]}"})
    assert program.get("/api/v1/orders/ET-1").status_code == 403


def test_a_key_for_nobody_or_for_nothing_is_refused_beside_the_field(console: Client) -> None:
    User.objects.create_user("partner@example.com")
    User.objects.create_user("gone@example.com", is_active=False)
    faulty = {
        "No active user has this mail address.": {**TOLD, "email": "gone@example.com"},
        "Choose what the key may do": {**TOLD, "scopes": []},
        "Select a valid choice": {**TOLD, "scopes": ["everything"]},
    }
    for message, told in faulty.items():
        answer = console.post(KEYS, told)
        assert answer.status_code == 422
        assert message in text_of(answer)
        assert 'value="Their ERP"' in text_of(answer)
    assert not ApiKey.objects.exists()


def test_a_revoked_key_opens_nothing_and_stays_revoked_as_it_was(console: Client) -> None:
    row, plain = ApiKey.create_for(User.objects.create_user("partner@example.com"), "Their ERP", ["orders"])
    assert "is revoked." in text_of(console.post(f"{KEYS}{row.pk}/revoke/", follow=True))
    row.refresh_from_db()
    first = row.revoked_at
    assert first is not None
    program = Client(headers={"Authorization": f"Bearer {plain}"})
    assert program.get("/api/v1/orders/ET-1").status_code == 401
    assert "was revoked before." in text_of(console.post(f"{KEYS}{row.pk}/revoke/", follow=True))
    row.refresh_from_db()
    assert row.revoked_at == first
