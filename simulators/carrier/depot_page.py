"""The carrier's status page: the latest parcels and where they are."""

from simulators.pages import esc, say, status_page, table
from simulators.server import Answer, Request
from simulators.world import World

ZH = {
    "Parcels": "包裹",
    "Number": "运单号",
    "Service": "服务",
    "From": "寄件地",
    "To": "收件地",
    "Latest event": "最新动态",
    "booked": "已下单",
    "cancelled": "已取消",
    "Shipment information received": "已收到运单信息",
    "Picked up from sender": "已揽收",
    "Departed from origin hub": "已离开始发枢纽",
    "Arrived in destination country": "已到达目的国",
    "Import customs cleared": "进口清关完成",
    "Sorted at depot": "已在网点分拣",
    "Out for delivery": "派送中",
    "Out for delivery, second attempt": "第二次派送中",
    "Delivered": "已妥投",
    "Delivery attempted, recipient absent": "派送未成功，收件人不在",
    "Delayed in transit": "运输延误",
    "Held by customs": "海关扣留",
    "Ready for collection at pick-up point": "可到自提点领取",
    "Parcel damaged, way ended": "包裹破损，运输终止",
    "Parcel lost, way ended": "包裹丢失，运输终止",
    "Address unclear, held at depot": "地址不清，暂存站点",
    "Duty and tax not paid, held": "关税和税款未缴，暂扣",
    "Refused by recipient, way ended": "收件人拒收，运输终止",
}


def install(world: World) -> None:
    world.router.add("GET", "/", lambda request: parcels(world, request))


def parcels(world: World, request: Request) -> Answer:
    language = request.language()

    def _(english: str) -> str:
        return say(language, english, ZH)

    rows = []
    for parcel in world.store.latest("parcel", 40):
        latest = parcel["events"][-1] if parcel["events"] else {"text": parcel["status"], "place": ""}
        said = _("cancelled") if parcel["status"] == "cancelled" else _(latest["text"])
        ends = [f"{parcel[end]['city']}, {parcel[end]['country']}" for end in ("sender", "recipient")]
        news = " · ".join(part for part in (said, latest["place"]) if part)
        rows.append([esc(parcel["number"]), esc(parcel["service"]), *map(esc, ends), esc(news)])
    heads = [_("Number"), _("Service"), _("From"), _("To"), _("Latest event")]
    first = f"<h2>{esc(_('Parcels'))}</h2>" + table(language, heads, rows)
    return Answer.html(status_page(world, language, "Carrier simulator", first))
