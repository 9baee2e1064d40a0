"""The marketplace's status page: what is listed and which parcels it knows."""

from simulators.pages import esc, say, status_page, table
from simulators.server import Answer, Request
from simulators.world import World

ZH = {
    "Listings": "商品刊登",
    "Article": "商品",
    "Ships from": "发货地",
    "Units": "可售数量",
    "Status": "状态",
    "live": "在售",
    "withdrawn": "已下架",
    "Parcels told": "已告知的包裹",
    "Order": "订单",
    "Carrier": "承运商",
    "Tracking number": "运单号",
}


def install(world: World) -> None:
    world.router.add("GET", "/", lambda request: status(world, request))


def status(world: World, request: Request) -> Answer:
    language = request.language()

    def _(english: str) -> str:
        return say(language, english, ZH)

    listed = [
        [f"{esc(one['title'])}<br>{esc(one['sku'])}", esc(one["ships_from"] or "–"), esc(one["available"]),
         esc(_(one["status"]))]
        for one in world.store.latest("listing", 25)
    ]  # fmt: skip
    told = [
        [esc(one["order_number"]), esc(one["carrier"]), esc(one["tracking_number"])]
        for one in world.store.latest("shipment", 25)
    ]
    first = f"<h2>{esc(_('Listings'))}</h2>"
    first += table(language, [_("Article"), _("Ships from"), _("Units"), _("Status")], listed)
    first += f"<h2>{esc(_('Parcels told'))}</h2>"
    first += table(language, [_("Order"), _("Carrier"), _("Tracking number")], told)
    return Answer.html(status_page(world, language, "Marketplace simulator", first))
