"""Our payments to the provider's JSON and back. Pure. The provider counts in whole minor units."""

from typing import Any

from entrepot.connectors.payments.sandbox.codes import NOTICE_KINDS
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.payments import PaymentNotice, PaymentRequest, PaymentSession


def payment_body(request: PaymentRequest) -> dict[str, Any]:
    return {
        **amount_body(request.amount),
        "order_number": request.order_number,
        "return_url": request.return_url,
        "language": request.language,
    }


def amount_body(amount: Money) -> dict[str, Any]:
    """Raises ``Permanent`` for an amount that is not a whole number of minor units."""
    try:
        return {"amount": amount.to_minor(), "currency": amount.currency}
    except ValueError as error:
        raise Permanent(f"amount: {error}", code="amount_not_whole") from error


def session(answer: dict[str, Any]) -> PaymentSession:
    return PaymentSession(provider_reference=answer["reference"], redirect_url=answer["redirect_url"])


def latest_notice(answer: dict[str, Any]) -> PaymentNotice | None:
    """The last notice of a payment's document; ``None`` while it is open."""
    notices = answer["notices"]
    return notice(notices[-1]) if notices else None


def notice(data: dict[str, Any]) -> PaymentNotice:
    """One notice; raises ``KeyError`` for a type or field that is not known."""
    minor = data["amount"]
    if not isinstance(minor, int) or isinstance(minor, bool) or minor < 1:
        raise ValueError("amount must be whole minor units, at least one")
    return PaymentNotice(
        id=data["id"],
        kind=NOTICE_KINDS[data["type"]],
        provider_reference=data["reference"],
        key=data["key"],
        amount=Money.from_minor(minor, data["currency"]),
        reason=data.get("reason") or "",
    )
