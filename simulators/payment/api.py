"""The provider's API: payments opened and read, refunds asked for, and the sandbox's own switch.

Amounts are whole minor units of the currency (1999 EUR is EUR 19.99), as with most providers.
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

from simulators import control
from simulators.agenda import Due
from simulators.server import Answer, Refused, Request
from simulators.world import World, iso_currency, text, whole

OUTCOMES = {"pay": "captured", "fail": "failed", "cancel": "cancelled"}
REASONS = {"fail": "insufficient_funds", "cancel": "cancelled_by_buyer"}
REFUND_DEMO_S, REFUND_REAL_S = 4, 6 * 3600


def install(world: World) -> None:
    """Add the routes and the events of this provider."""
    world.router.add("POST", "/v1/payments", lambda request: open_payment(world, request))
    world.router.add("GET", "/v1/payments/<reference>", lambda request: show(world, request))
    world.router.add("POST", "/v1/payments/<reference>/refunds", lambda request: refund(world, request))
    world.router.add("POST", "/control/pay/<reference>", lambda request: pay_by_program(world, request))
    world.agenda.on("refund", lambda due: finish_refund(world, due))
    control.install(world, outcomes=("refund_failed",), kinds=("payment",))


def open_payment(world: World, request: Request) -> Answer:
    """``POST /v1/payments``: 201 with the page where the buyer pays."""

    def make(body: dict[str, Any]) -> Answer:
        reference = "pay_" + secrets.token_hex(10)
        address = text(body, "return_url", 2000)
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise Refused(422, "invalid_field", "return_url must be an http(s) address", "return_url")
        payment: dict[str, Any] = {
            "reference": reference,
            "key": request.headers["idempotency-key"],
            "amount": whole(body, "amount", 1),
            "currency": iso_currency(body),
            "order_number": text(body, "order_number", 100),
            "return_url": address,
            "language": str(body.get("language") or "en")[:10],
            "status": "open",
            "refunded": 0,
            "notices": [],
        }
        world.store.put("payment", reference, payment)
        language = "zh" if payment["language"].lower().startswith("zh") else "en"
        host = request.headers.get("host", "127.0.0.1")
        page = f"http://{host}/pay/{reference}?lang={language}"
        return Answer.json({"reference": reference, "redirect_url": page, "status": "open"}, 201)

    return world.once(request, make)


def show(world: World, request: Request) -> Answer:
    return Answer.json(load(world, request.params["reference"]))


def load(world: World, reference: str) -> dict[str, Any]:
    """A payment as stored. Raises ``Refused`` 404."""
    payment = world.store.get("payment", reference)
    if payment is None:
        raise Refused(404, "unknown_payment", f"there is no payment {reference}", "reference")
    return payment


def settle(world: World, reference: str, action: str) -> dict[str, Any]:
    """The buyer pays, fails or cancels; repeating the same is harmless. Raises ``Refused`` 409."""
    if action not in OUTCOMES:
        raise Refused(422, "invalid_field", f"outcome must be one of {', '.join(OUTCOMES)}", "outcome")
    with world.store.transaction():
        payment = load(world, reference)
        if payment["status"] == OUTCOMES[action]:
            return payment
        if payment["status"] != "open":
            raise Refused(409, "already_decided", f"the payment is {payment['status']} already")
        payment["status"] = OUTCOMES[action]
        notice = {
            "type": f"payment.{OUTCOMES[action]}",
            "key": payment["key"],
            "amount": payment["amount"],
            "reason": REASONS.get(action, ""),
        }
        announce(world, payment, notice)
    return payment


def pay_by_program(world: World, request: Request) -> Answer:
    """``POST /control/pay/<reference>`` with ``{"outcome": "pay"}``: what a buyer would click."""
    outcome = request.json().get("outcome", "pay")
    return Answer.json(settle(world, request.params["reference"], outcome))


def refund(world: World, request: Request) -> Answer:
    """``POST .../refunds``: 202; whether it worked is told by a later notice under the same key."""
    reference = request.params["reference"]

    def make(body: dict[str, Any]) -> Answer:
        payment = load(world, reference)
        amount, currency = whole(body, "amount", 1), iso_currency(body)
        if payment["status"] != "captured":
            raise Refused(409, "not_captured", f"the payment is {payment['status']}; nothing to refund")
        if currency != payment["currency"]:
            raise Refused(422, "wrong_currency", f"the payment was in {payment['currency']}", "currency")
        left = payment["amount"] - payment["refunded"]
        if amount > left:
            raise Refused(422, "amount_too_large", f"at most {left} can be refunded", "amount")
        payment["refunded"] += amount
        world.store.put("payment", reference, payment)
        plan = {
            "key": request.headers["idempotency-key"],
            "amount": amount,
            "fails": world.take_next() == "refund_failed",
        }
        world.agenda.after(world.seconds(REFUND_DEMO_S, REFUND_REAL_S), "refund", reference, plan)
        return Answer.json({"reference": reference, "status": "pending"}, 202)

    return world.once(request, make)


def finish_refund(world: World, due: Due) -> None:
    """A refund that fails gives the amount free again."""
    payment = load(world, due.subject)
    failed = due.payload["fails"]
    if failed:
        payment["refunded"] -= due.payload["amount"]
    notice = {
        "type": "refund.failed" if failed else "refund.succeeded",
        "key": due.payload["key"],
        "amount": due.payload["amount"],
        "reason": "account_closed" if failed else "",
    }
    announce(world, payment, notice)


def announce(world: World, payment: dict[str, Any], notice: dict[str, Any]) -> None:
    """Keep the notice with the payment and queue it for the shop. Call inside a transaction."""
    reference = payment["reference"]
    notice["id"] = f"{reference}_n{len(payment['notices']) + 1}"
    notice |= {"reference": reference, "currency": payment["currency"]}
    payment["notices"].append(notice)
    world.store.put("payment", reference, payment)
    told = dict(notice)
    if world.faults.take(("wrong_amount",)):
        told["amount"] += 1
    world.webhooks.send(notice["id"], reference, {"type": notice["type"], "data": told})
