"""The page where a buyer pays, fails or cancels, and the provider's status page."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from simulators.pages import esc, page, say, status_page, table
from simulators.payment.api import load, settle
from simulators.server import Answer, Request
from simulators.world import World

ZH = {
    "Sandbox payment": "沙盒支付",
    "Sandbox: no real money": "沙盒环境：不涉及真实资金",
    "No card or account is asked for and nothing is charged.": "不需要银行卡或账户，也不会扣款。",
    "To pay": "应付金额",
    "Order": "订单",
    "Reference": "参考号",
    "Pay": "支付",
    "Let the payment fail": "让支付失败",
    "Cancel": "取消",
    "Back to the shop": "返回商店",
    "This payment is: {status}": "该支付的状态：{status}",
    "open": "待支付",
    "captured": "已支付",
    "failed": "已失败",
    "cancelled": "已取消",
    "Payments": "支付记录",
    "Amount": "金额",
    "Status": "状态",
    "Refunded": "已退款",
}
# ISO 4217: currencies whose minor unit is not a hundredth.
WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
EXPONENTS = {**dict.fromkeys(WITHOUT.split(), 0), **dict.fromkeys(THOUSANDTHS.split(), 3)}


def install(world: World) -> None:
    world.router.add("GET", "/pay/<reference>", lambda request: show(world, request))
    world.router.add("POST", "/pay/<reference>", lambda request: decide(world, request))
    world.router.add("GET", "/", lambda request: status(world, request))


def money(minor: int, currency: str) -> str:
    return f"{currency} {Decimal(minor).scaleb(-EXPONENTS.get(currency, 2)):,}"


def show(world: World, request: Request) -> Answer:
    """The buyer's page. A payment that was decided already offers the way back only."""
    payment = load(world, request.params["reference"])
    language = request.language()

    def _(english: str) -> str:
        return say(language, english, ZH)

    body = (
        f'<p class="warn"><strong>{esc(_("Sandbox: no real money"))}</strong><br>'
        f"{esc(_('No card or account is asked for and nothing is charged.'))}</p>"
        f'<div class="card"><div>{esc(_("To pay"))}</div>'
        f'<div class="amount">{esc(money(payment["amount"], payment["currency"]))}</div>'
        f"<dl><dt>{esc(_('Order'))}</dt><dd>{esc(payment['order_number'])}</dd>"
        f"<dt>{esc(_('Reference'))}</dt><dd>{esc(payment['reference'])}</dd></dl></div>"
    )
    if payment["status"] == "open":
        labels = {"pay": _("Pay"), "fail": _("Let the payment fail"), "cancel": _("Cancel")}
        body += f'<form method="post" action="?lang={language}" class="stack">'
        for action, label in labels.items():
            kind = ' class="main"' if action == "pay" else ""
            body += f'<button{kind} name="outcome" value="{action}">{esc(label)}</button>'
        body += "</form>"
    else:
        state = _("This payment is: {status}").format(status=_(payment["status"]))
        body += f"<p>{esc(state)}</p>"
        body += f'<p><a href="{esc(way_back(payment))}">{esc(_("Back to the shop"))}</a></p>'
    return Answer.html(page(language, _("Sandbox payment"), body, f"/pay/{payment['reference']}", True))


def decide(world: World, request: Request) -> Answer:
    payment = settle(world, request.params["reference"], request.form().get("outcome", ""))
    return Answer.redirect(way_back(payment))


def way_back(payment: dict[str, Any]) -> str:
    """The shop's address with reference and status added: a courtesy, not a proof of payment."""
    url = urlsplit(str(payment["return_url"]))
    added = {"payment_reference": payment["reference"], "payment_status": payment["status"]}
    return url._replace(query=urlencode([*parse_qsl(url.query), *added.items()])).geturl()


def status(world: World, request: Request) -> Answer:
    language = request.language()

    def _(english: str) -> str:
        return say(language, english, ZH)

    rows = [
        [f'<a href="/pay/{esc(p["reference"])}?lang={language}">{esc(p["reference"])}</a>',
         esc(p["order_number"]), esc(money(p["amount"], p["currency"])), esc(_(p["status"])),
         esc(money(p["refunded"], p["currency"]) if p["refunded"] else "")]
        for p in world.store.latest("payment", 25)
    ]  # fmt: skip
    heads = [_("Reference"), _("Order"), _("Amount"), _("Status"), _("Refunded")]
    first = f"<h2>{esc(_('Payments'))}</h2>" + table(language, heads, rows)
    return Answer.html(status_page(world, language, "Payment provider simulator", first))
