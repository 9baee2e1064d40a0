"""Replies of customs: once each, in any order, and what each asks of whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.customs.models import CustomsMessage, Declaration
from entrepot.apps.customs.services.amend_and_resend import amend_and_resend
from entrepot.apps.customs.services.answer_query import answer_query
from entrepot.apps.customs.services.poll_replies import poll_replies
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.customs.services.request_forgotten_sendings import request_forgotten_sendings
from entrepot.apps.customs.services.send_declaration import send_declaration
from entrepot.apps.fulfilment.models import Document, Shipment
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.orders.models import Case, Order
from entrepot.domain.customs.corrections import ItemCorrection
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.customs import CustomsReply
from entrepot.kit.adapters import customs_gateways
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import ADDRESS, OPERATOR, a_confirmed_order, a_packed_shipment
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def port() -> Iterator[Any]:
    """The port, silent until a test lets it speak."""
    known: Any = customs_gateways["simport"]
    known.decides_itself = False
    yield known
    known.decides_itself = True
    known.next_outcomes.clear()
    known._failures.clear()


def declared(**order: Any) -> Declaration:
    a_packed_shipment(a_confirmed_order(**order))
    settle()
    return Declaration.objects.get()


def now(declaration: Declaration) -> tuple[str, str]:
    declaration.refresh_from_db()
    return declaration.status, Shipment.objects.get().clearance


def hear(*replies: CustomsReply) -> None:
    for reply in replies:
        record_reply(gateway="simport", reply=reply)


def cases() -> dict[str, str]:
    return dict(Case.objects.values_list("kind", "status"))


def test_the_message_is_kept_word_for_word(port: Any) -> None:
    declaration = declared()
    out = CustomsMessage.objects.get(direction="out")
    sent = port.messages[declaration.reference]
    assert out.message_id == sent.key == f"{declaration.reference}:v1"
    assert out.body["items"] == [
        {"line": 1, "description": "Green tea", "hs_code": "090210", "origin_country": "CN", "quantity": 1,
         "net_weight_g": 100, "value": {"amount": "10.0000", "currency": "EUR"}}
    ]  # fmt: skip
    amounts = (str(sent.duty), str(sent.tax), str(sent.freight))
    assert amounts == ("EUR 2.0000", "EUR 5.3000", "EUR 4.5000")
    assert sent.payment_reference
    assert sent.importer.name == ADDRESS["name"]

    reply = port.reply(declaration.reference, "accepted")
    hear(reply)
    kept = CustomsMessage.objects.get(direction="in")
    assert kept.body == {
        "id": reply.id, "reference": reply.reference, "kind": "accepted", "at": reply.at.isoformat(),
        "message": "", "code": "", "field": "", "authority_reference": f"MEM-{declaration.reference}",
    }  # fmt: skip


def test_the_timeline_says_at_which_border_customs_spoke(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "accepted"))
    told = Order.objects.get().timeline.filter(kind__in=["declaration_sent", "declaration_accepted"])
    country = ADDRESS["country"] if declaration.direction == "import" else "CN"
    assert [(fact.facts["direction"], fact.facts["country"]) for fact in told] == [
        (declaration.direction, country)
    ] * 2


def test_a_reply_delivered_twice_is_one_message_and_one_fact(port: Any) -> None:
    declaration = declared()
    query = port.reply(declaration.reference, "query", field="items[0].description", message="material?")
    hear(query)
    answer_query(declaration=declaration, answer="cotton", by=OPERATOR)
    hear(query)
    assert now(declaration) == ("query", "held")
    settle()
    hear(query)
    assert now(declaration) == ("sent", "pending")
    assert CustomsMessage.objects.filter(direction="in").count() == 1
    assert Order.objects.get().timeline.filter(kind="declaration_query").count() == 1
    assert cases() == {"customs_query": "resolved"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_replies_in_any_order_end_in_release(order: tuple[int, ...], port: Any) -> None:
    declaration = declared()
    first = port.reply(declaration.reference, "accepted")
    replies = [
        first,
        replace(first, id=f"{first.id}-b", kind="inspection", at=first.at + timedelta(hours=1)),
        replace(first, id=f"{first.id}-c", kind="released", at=first.at + timedelta(hours=2)),
    ]
    hear(*(replies[index] for index in order))
    assert now(declaration) == ("released", "released")
    assert CustomsMessage.objects.filter(direction="in").count() == 3
    assert "open" not in cases().values()


def test_a_reply_quicker_than_our_own_note_of_the_sending_counts(port: Any) -> None:
    a_packed_shipment()
    settle()
    declaration = Declaration.objects.get()
    Declaration.objects.update(status="draft", sent_at=None, receipt="")
    hear(port.reply(declaration.reference, "released"))
    assert now(declaration) == ("released", "released")
    send_declaration(declaration_id=declaration.pk)
    assert now(declaration) == ("released", "released")


def test_a_query_becomes_a_case_that_names_the_field(port: Any) -> None:
    declaration = declared()
    hear(
        port.reply(declaration.reference, "query", field="items[0].description", message="state the material")
    )
    assert now(declaration) == ("query", "held")
    case = Case.objects.get()
    assert (case.kind, case.owner) == ("customs_query", "operator")
    assert (case.facts["field"], case.facts["message"]) == ("items[0].description", "state the material")


def test_an_answer_is_sent_as_a_new_version(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "query", field="items[0].description", message="material?"))
    answer_query(declaration=declaration, answer="dried leaves of camellia sinensis", by=OPERATOR)
    settle()
    sent = port.messages[declaration.reference]
    assert (sent.key, sent.answer_to_query) == (
        f"{declaration.reference}:v2", "dried leaves of camellia sinensis",
    )  # fmt: skip
    hear(port.reply(declaration.reference, "released"))
    assert now(declaration) == ("released", "released")


def test_asked_for_the_importer_the_answer_is_their_number(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "query", field="importer_id", message="identity number?"))
    answer_query(declaration=declaration, answer="310101199001011234", by=OPERATOR)
    settle()
    assert port.messages[declaration.reference].importer_id == "310101199001011234"
    story = declaration.shipment.consignment.order.timeline.values_list("kind", "facts")
    told = [str(facts) for _kind, facts in story]
    assert dict(story)["declaration_answered"]["answer"] == "••••••••••••••1234"
    assert not [facts for facts in told if "310101199001011234" in facts]


def test_only_an_open_query_can_be_answered_and_only_with_words(port: Any) -> None:
    declaration = declared()
    with pytest.raises(Refused) as refused:
        answer_query(declaration=declaration, answer="cotton", by=OPERATOR)
    assert refused.value.code == "no_open_query"
    hear(port.reply(declaration.reference, "query", message="material?"))
    with pytest.raises(Refused) as refused:
        answer_query(declaration=declaration, answer="  ", by=OPERATOR)
    assert refused.value.faults[0].field == "answer"
    answer_query(declaration=declaration, answer="cotton", by=OPERATOR)
    with pytest.raises(Refused):
        answer_query(declaration=declaration, answer="silk", by=OPERATOR)
    declaration.refresh_from_db()
    assert (declaration.answer, declaration.version) == ("cotton", 2)


def test_an_inspection_is_customs_matter(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "accepted"), port.reply(declaration.reference, "inspection"))
    assert now(declaration) == ("inspection", "held")
    assert Case.objects.get().owner == "customs"


def test_a_rejection_is_amended_and_sent_again(port: Any) -> None:
    declaration = declared()
    shipment = Shipment.objects.get()
    Document.objects.create(shipment=shipment, kind="cn23", content=b"old")
    hear(
        port.reply(
            declaration.reference, "rejected", code="R101", field="items[0].hs_code", message="wrong code"
        )
    )
    assert now(declaration) == ("rejected", "rejected")
    assert cases() == {"customs_rejected": "open"}

    amend_and_resend(declaration=declaration, by=OPERATOR, items={1: ItemCorrection(hs_code="0902.30")})
    settle()
    sent = port.messages[declaration.reference]
    assert (sent.key, sent.items[0].hs_code) == (f"{declaration.reference}:v2", "090230")
    assert now(declaration) == ("sent", "pending")
    assert cases() == {"customs_rejected": "resolved"}
    assert not Document.objects.filter(kind="cn23").exists()
    assert Order.objects.get().lines.get().hs_code == "090210"


def test_an_amendment_that_is_still_incomplete_changes_nothing(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "rejected", message="wrong"))
    with pytest.raises(Refused) as refused:
        amend_and_resend(
            declaration=declaration, by=OPERATOR, items={1: ItemCorrection(origin_country="China")}
        )
    assert [fault.field for fault in refused.value.faults] == ["items[0].origin_country"]
    assert now(declaration) == ("rejected", "rejected")
    assert declaration.items.get().origin_country == "CN"


def test_a_released_declaration_cannot_be_amended(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "released"))
    with pytest.raises(Refused) as refused:
        amend_and_resend(declaration=declaration, by=OPERATOR)
    assert refused.value.code == "not_amendable"


def test_what_the_lifecycle_knows_no_way_to_becomes_a_case(port: Any) -> None:
    declaration = declared()
    hear(port.reply(declaration.reference, "released"))
    again = port.reply(declaration.reference, "rejected", message="recalled")
    hear(replace(again, at=again.at + timedelta(hours=1)))
    assert now(declaration) == ("released", "released")
    assert cases() == {"customs_reply_unexpected": "open"}


def test_a_reply_on_nobodys_declaration_is_left_to_the_caller(port: Any) -> None:
    declaration = declared()
    reply = port.reply(declaration.reference, "released")
    assert record_reply(gateway="simport", reply=replace(reply, reference="IM-9-9")) is None
    assert record_reply(gateway="another", reply=reply) is None
    assert now(declaration) == ("sent", "pending")


def test_a_port_that_is_down_gets_the_same_words_again(port: Any) -> None:
    shipment = a_packed_shipment()
    port.fail_next(Temporary("down"), after=True)
    with pytest.raises(Temporary):
        settle()
    declaration = Declaration.objects.get()
    assert (declaration.status, declaration.send_error) == ("draft", "down")
    order = shipment.consignment.order
    order.address = {**order.address, "name": "Somebody else"}
    order.save()
    assert send_declaration(declaration_id=declaration.pk).status == "sent"
    assert CustomsMessage.objects.filter(direction="out").count() == 1
    assert CustomsMessage.objects.get(direction="out").body["importer"]["name"] == ADDRESS["name"]


def test_a_port_that_refuses_becomes_a_case_and_can_be_amended(port: Any) -> None:
    a_packed_shipment()
    port.fail_next(Permanent("items: too many"))
    settle()
    declaration = Declaration.objects.get()
    assert (declaration.status, declaration.send_error, cases()) == (
        "draft", "items: too many", {"customs_refused": "open"},
    )  # fmt: skip
    assert request_forgotten_sendings(now=timezone.now() + timedelta(hours=1)) == 0
    amend_and_resend(declaration=declaration, by=OPERATOR)
    settle()
    assert now(declaration) == ("sent", "pending")
    assert cases() == {"customs_refused": "resolved"}


def test_a_lost_sending_job_is_asked_for_anew(port: Any) -> None:
    declaration = declared()
    Declaration.objects.update(status="draft", sent_at=None)
    assert request_forgotten_sendings(now=timezone.now()) == 0
    assert request_forgotten_sendings(now=timezone.now() + timedelta(hours=1)) == 1
    settle()
    assert now(declaration)[0] == "sent"


def test_polling_makes_up_for_replies_that_never_came(port: Any) -> None:
    declaration = declared()
    port.reply(declaration.reference, "accepted")
    port.reply(declaration.reference, "released")
    assert poll_replies(now=timezone.now()) == 0
    assert poll_replies(now=timezone.now() + timedelta(hours=2)) == 1
    assert now(declaration) == ("released", "released")


def test_a_cancelled_shipment_takes_its_declaration_along_or_asks_to_withdraw_it(port: Any) -> None:
    declaration = declared()
    cancel_shipment(shipment=Shipment.objects.get(), why="buyer changed their mind", by=OPERATOR)
    settle()
    declaration.refresh_from_db()
    assert (declaration.status, cases()) == ("sent", {"customs_withdrawal_needed": "open"})
