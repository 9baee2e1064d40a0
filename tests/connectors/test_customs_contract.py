"""What every customs gateway must do, in memory and over HTTP."""

import time
from dataclasses import replace

import pytest

from entrepot.connectors.webhook_signatures import signed_headers
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.customs import CustomsReply
from tests.connectors import examples
from tests.connectors.running import tampered, until
from tests.connectors.worlds import CustomsWorld


def replies_until(customs: CustomsWorld, reference: str, kind: str) -> list[CustomsReply]:
    """All replies once the last of them is of ``kind``."""

    def found() -> list[CustomsReply]:
        replies = customs.gateway.replies(reference)
        return replies if replies and replies[-1].kind == kind else []

    return until(found)  # type: ignore[no-any-return]


def test_a_declaration_in_order_is_accepted_and_released(customs: CustomsWorld) -> None:
    message = examples.declaration()
    assert customs.gateway.submit(message) != ""
    replies = replies_until(customs, message.reference, "released")
    assert [reply.kind for reply in replies] == ["accepted", "released"]
    assert {reply.reference for reply in replies} == {message.reference}
    assert replies[-1].authority_reference != ""
    assert replies[0].at.tzinfo is not None


def test_webhooks_bring_the_same_replies_as_asking(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.gateway.submit(message)
    mail = customs.mail.wait_for(message.reference, 2)
    told = [reply for m in mail for reply in customs.gateway.parse_webhook(m.headers, m.body)]
    assert told == customs.gateway.replies(message.reference)


def test_sending_a_declaration_twice_changes_nothing(customs: CustomsWorld) -> None:
    message = examples.declaration()
    receipt = customs.gateway.submit(message)
    replies_until(customs, message.reference, "released")
    assert customs.gateway.submit(message) == receipt
    assert len(customs.gateway.replies(message.reference)) == 2


def test_refuses_a_used_key_with_another_declaration(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.gateway.submit(message)
    with pytest.raises(Permanent) as refused:
        customs.gateway.submit(replace(message, gross_weight_g=221))
    assert refused.value.code == "idempotency_key_reused"


def test_a_query_names_the_field_and_waits_for_the_answer(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.ask_for("query")
    customs.gateway.submit(message)
    [query] = replies_until(customs, message.reference, "query")
    assert (query.field, query.code) == ("items[0].description", "Q203")
    assert query.message == "state material and intended use"
    answer = replace(message, key=message.key + "-2", answer_to_query="Cosmetic cream for the skin")
    customs.gateway.submit(answer)
    replies = replies_until(customs, message.reference, "released")
    assert [reply.kind for reply in replies] == ["query", "accepted", "released"]
    assert len({reply.id for reply in replies}) == 3


def test_refuses_to_go_on_after_a_query_without_an_answer(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.ask_for("query")
    customs.gateway.submit(message)
    replies_until(customs, message.reference, "query")
    with pytest.raises(Permanent) as refused:
        customs.gateway.submit(replace(message, key=message.key + "-2"))
    assert refused.value.code == "answer_missing"


def test_an_inspection_is_told_before_anything_else_happens(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.ask_for("inspection")
    customs.gateway.submit(message)

    def kinds() -> list[str]:
        found = [reply.kind for reply in customs.gateway.replies(message.reference)]
        return found if len(found) >= 2 else []

    assert until(kinds)[:2] == ["accepted", "inspection"]


def test_a_rejected_declaration_may_be_corrected_and_sent_again(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.ask_for("rejected")
    customs.gateway.submit(message)
    [rejection] = replies_until(customs, message.reference, "rejected")
    assert (rejection.code, rejection.authority_reference) == ("R900", "")
    customs.gateway.submit(replace(message, key=message.key + "-2"))
    replies = replies_until(customs, message.reference, "released")
    assert [reply.kind for reply in replies] == ["rejected", "accepted", "released"]


@pytest.mark.parametrize("document", ["order_number", "payment_reference", "tracking_number"])
def test_rejects_unless_order_payment_and_waybill_are_all_there(customs: CustomsWorld, document: str) -> None:
    message = examples.declaration(**{document: ""})
    customs.gateway.submit(message)
    [rejection] = replies_until(customs, message.reference, "rejected")
    assert (rejection.code, rejection.field) == ("R300", document)


def test_refuses_a_second_declaration_of_released_goods(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.gateway.submit(message)
    replies_until(customs, message.reference, "released")
    with pytest.raises(Permanent) as refused:
        customs.gateway.submit(replace(message, key=message.key + "-2"))
    assert refused.value.code == "already_declared"


def test_refuses_a_declaration_without_items(customs: CustomsWorld) -> None:
    with pytest.raises(Permanent) as refused:
        customs.gateway.submit(examples.declaration(items=()))
    assert refused.value.code == "items_missing"


def test_an_unknown_reference_is_permanent(customs: CustomsWorld) -> None:
    with pytest.raises(Permanent) as refused:
        customs.gateway.replies("D-unknown/1")
    assert refused.value.code == "unknown_declaration"


def test_refuses_altered_old_and_unreadable_messages(customs: CustomsWorld) -> None:
    message = examples.declaration()
    customs.gateway.submit(message)
    mail = customs.mail.wait_for(message.reference)[0]
    old = signed_headers(customs.mail.secret, mail.id, int(time.time()) - 360, mail.body)
    garbage = b'{"data": [{"id": "x"}]}'
    signed = signed_headers(customs.mail.secret, "m", int(time.time()), garbage)
    forged = tampered(mail)
    cases = [
        (forged.headers, forged.body, "signature"),
        (old, mail.body, "stale"),
        (signed, garbage, "garbage"),
    ]
    for headers, body, code in cases:
        with pytest.raises(Permanent) as refused:
            customs.gateway.parse_webhook(headers, body)
        assert refused.value.code == code
