"""The clerk's desk: what waits, with a button for each decision; below it what was decided."""

from typing import Any
from urllib.parse import quote

from simulators.customs.api import settle
from simulators.customs.decisions import OUTCOMES, WAITING, Office
from simulators.customs.rules import customs_value
from simulators.pages import esc, say, status_page, table
from simulators.server import Answer, Request
from simulators.world import World

ZH = {
    "Waiting for a decision": "待处理的申报",
    "Latest declarations": "最近的申报",
    "The port decides by itself unless a clerk is quicker.": "除非关员先处理，口岸会自动作出决定。",
    "The port waits for a clerk.": "口岸等待关员处理。",
    "Reference": "申报编号",
    "Goods": "货物",
    "Value": "价值",
    "Documents": "三单",
    "Decision": "决定",
    "Status": "状态",
    "Last reply": "最近回执",
    "release": "放行",
    "inspection": "查验",
    "query": "质疑",
    "reject": "退单",
    "received": "已接收",
    "accepted": "已受理",
    "released": "已放行",
    "rejected": "已退单",
}


def install(world: World, office: Office) -> None:
    world.router.add("GET", "/", lambda request: desk(world, office, request))
    world.router.add("POST", "/clerk/<reference>", lambda request: decide(world, office, request))


def desk(world: World, office: Office, request: Request) -> Answer:
    language = request.language()

    def _(english: str) -> str:
        return say(language, english, ZH)

    declarations = world.store.latest("declaration", 100)
    waiting = [d for d in declarations if d["status"] in WAITING][:25]
    mode = "The port waits for a clerk." if office.manual else None
    mode = mode or "The port decides by itself unless a clerk is quicker."
    heads = [_("Reference"), _("Goods"), _("Value"), _("Documents"), _("Status"), _("Decision")]
    rows = [[*_described(d), esc(_(d["status"])), _buttons(d, language)] for d in waiting]
    body = f"<p>{esc(_(mode))}</p><h2>{esc(_('Waiting for a decision'))}</h2>"
    body += table(language, heads, rows)
    body += f"<h2>{esc(_('Latest declarations'))}</h2>"
    heads = [_("Reference"), _("Goods"), _("Value"), _("Documents"), _("Status"), _("Last reply")]
    rows = [[*_described(d), esc(_(d["status"])), _last_reply(d)] for d in declarations[:25]]
    body += table(language, heads, rows)
    return Answer.html(status_page(world, language, "Customs port simulator", body))


def _described(declaration: dict[str, Any]) -> list[str]:
    message = declaration["message"]
    goods = "; ".join(f"{i.get('description')} ({i.get('hs_code')})" for i in message["items"][:3])
    names = ("order_number", "payment_reference", "tracking_number")
    documents = "<br>".join(esc(message.get(name) or "-") for name in names)
    value = f"{message['currency']} {customs_value(message)}"
    return [esc(declaration["reference"]), esc(goods), esc(value), documents]


def _last_reply(declaration: dict[str, Any]) -> str:
    if not declaration["replies"]:
        return ""
    reply = declaration["replies"][-1]
    return esc(" ".join(part for part in (reply["code"], reply["field"], reply["message"]) if part))


def _buttons(declaration: dict[str, Any], language: str) -> str:
    action = f"/clerk/{quote(declaration['reference'], safe='')}?lang={language}"
    order = ("release", *[name for name in OUTCOMES if name != "release"])
    buttons = "".join(
        f'<button name="outcome" value="{name}">{esc(say(language, name, ZH))}</button>' for name in order
    )
    return f'<form method="post" action="{action}" class="row">{buttons}</form>'


def decide(world: World, office: Office, request: Request) -> Answer:
    settle(world, office, request.params["reference"], dict(request.form()))
    return Answer.redirect(f"/?lang={request.language()}")
