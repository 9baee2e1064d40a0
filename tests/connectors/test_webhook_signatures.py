"""Standard Webhooks: the specification's own example, rotation, age, and every way to be wrong."""

import pytest

from entrepot.connectors import webhook_signatures as signatures
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.ports import Permanent
from simulators import webhooks as sender

# The example of the Standard Webhooks specification and its reference libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
OLDER_SECRET = "whsec_c2VjcmV0LW9mLWxhc3QtbW9udGg="
HEADERS = {"webhook-id": ID, "webhook-timestamp": str(AT), "webhook-signature": SIGNATURE}


def test_signs_as_the_specification_says() -> None:
    assert signatures.sign(SECRET, ID, AT, BODY) == SIGNATURE


def test_the_simulators_own_signature_agrees() -> None:
    assert sender.sign(SECRET, ID, AT, BODY) == SIGNATURE


def test_accepts_the_specification_example() -> None:
    assert signatures.verify(HEADERS, BODY, [SECRET], AT) == ID


def test_header_names_may_be_in_any_case() -> None:
    shouted = {name.title(): value for name, value in HEADERS.items()}
    assert signatures.verify(shouted, BODY, [SECRET], AT) == ID


def test_one_right_signature_among_several_is_enough() -> None:
    several = HEADERS | {"webhook-signature": f"v1a,abc v1,AAAA {SIGNATURE}"}
    assert signatures.verify(several, BODY, [SECRET], AT) == ID


def test_either_secret_is_good_while_it_is_being_changed() -> None:
    assert signatures.verify(HEADERS, BODY, [OLDER_SECRET, SECRET], AT) == ID


@pytest.mark.parametrize("seconds", [-300, 300])
def test_accepts_up_to_five_minutes_either_way(seconds: int) -> None:
    assert signatures.verify(HEADERS, BODY, [SECRET], AT + seconds) == ID


@pytest.mark.parametrize("seconds", [-301, 301])
def test_refuses_beyond_five_minutes(seconds: int) -> None:
    with pytest.raises(signatures.BadSignature) as refused:
        signatures.verify(HEADERS, BODY, [SECRET], AT + seconds)
    assert refused.value.code == "stale"


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_other"},
        {"webhook-timestamp": str(AT + 1)},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "-1614265330"},
        {"webhook-timestamp": "16142653301614265330"},
        {"webhook-signature": ""},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": SIGNATURE.replace("v1,", "")},
        {"webhook-signature": SIGNATURE[:-2]},
        {"webhook-signature": SIGNATURE.swapcase()},
    ],
    ids=str,
)
def test_refuses_any_other_header(change: dict[str, str]) -> None:
    with pytest.raises(signatures.BadSignature):
        signatures.verify(HEADERS | change, BODY, [SECRET], AT)


@pytest.mark.parametrize("missing", sorted(HEADERS))
def test_refuses_a_missing_header_naming_it(missing: str) -> None:
    rest = {name: value for name, value in HEADERS.items() if name != missing}
    with pytest.raises(signatures.BadSignature, match=missing):
        signatures.verify(rest, BODY, [SECRET], AT)


def test_refuses_another_body_and_another_secret() -> None:
    for body, secret in ((BODY + b" ", SECRET), (BODY, OLDER_SECRET)):
        with pytest.raises(signatures.BadSignature):
            signatures.verify(HEADERS, body, [secret], AT)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(signatures.BadSignature):
        signatures.verify(HEADERS, BODY, [], AT)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_***"])
def test_refuses_a_secret_that_is_no_secret(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        signatures.sign(secret, ID, AT, BODY)


@pytest.mark.parametrize("body", [b"[" * 100_000, rb'{"data": {"location": "Ber\u0000lin"}}'])
def test_a_signed_message_that_cannot_be_kept_is_garbage(body: bytes) -> None:
    headers = signatures.signed_headers(SECRET, ID, AT, body)
    with pytest.raises(Permanent) as refusal:
        read_webhook(headers, body, secrets=(SECRET,), now=AT, read=dict)
    assert refusal.value.code == "garbage"
