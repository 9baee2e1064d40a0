"""Seeded random parcels for each regime: values near the thresholds, days on both sides of each switch."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from tests.domain.duties.blind.second_engine import CA_TAXES, EU_VAT, Item, Parcel

D = Decimal
ONE = D(1)
NOW = date(2026, 11, 21)
FLAT = date(2026, 7, 1)


def around(rng: Random, *thresholds: int | str, top: int, step: str = "0.01") -> Decimal:
    """Half of the time within two steps of a threshold, else anywhere up to `top`."""
    if rng.random() < 0.5:
        return max(D(rng.choice(thresholds)) + rng.randint(-2, 2) * D(step), D(step))
    return rng.randint(1, int(top / D(step))) * D(step)


def near_day(rng: Random, *switches: date) -> date:
    return rng.choice((*switches, NOW)) + timedelta(days=rng.choice((-1, 0, 0, 1)))


def small(rng: Random, top: int, step: str = "0.01") -> Decimal:
    return rng.choice((D(0), rng.randint(0, int(top / D(step))) * D(step)))


def split(rng: Random, value: Decimal, lines: int, step: str = "0.01") -> list[tuple[int, Decimal]]:
    """Quantity and unit value of lines that make up `value` exactly."""
    steps = int(value / D(step))
    lines = min(lines, steps)
    cuts = [0, *sorted(rng.sample(range(1, steps), lines - 1)), steps]
    amounts = [after - before for before, after in pairwise(cuts)]
    quantities = [next((n for n in (rng.randint(1, 6), 2, 3) if amount % n == 0), 1) for amount in amounts]
    return [
        (quantity, amount // quantity * D(step)) for quantity, amount in zip(quantities, amounts, strict=True)
    ]


# One rate of duty for each class, so that goods of one rate are goods of one declared line.
RATES = {
    "610910": "0.165",
    "950300": "0.047",
    "851830": "0.02",
    "420222": "0.097",
    "330300": "0.065",
    "490199": "0",
    "620520": "0.11",
    "940360": "0.056",
    "482010": "0.03",
}


def items(
    rng: Random,
    value: Decimal,
    *,
    hs: tuple[str, ...] = ("610910", "950300", "851830", "420222"),
    lines: int = 3,
    step: str = "0.01",
    origins: tuple[str, ...] = ("CN",),
) -> tuple[Item, ...]:
    """Lines that are worth `value` together."""
    made = []
    for quantity, unit in split(rng, value, rng.randint(1, lines), step):
        code = rng.choice(hs)
        made.append(Item(code, quantity, unit, D(RATES.get(code, "0.1")), rng.choice(origins)))
    return tuple(made)


def one_piece(value: Decimal, hs: str, rate: str = "0") -> tuple[Item, ...]:
    return (Item(hs, 1, value, D(rate)),)


def european_union(rng: Random) -> Parcel:
    hs = ("330300",) if rng.random() < 0.15 else ("610910", "950300", "851830", "420222")
    schemes = rng.choice((frozenset(), frozenset({"ioss"})))
    if hs == ("330300",):
        schemes = frozenset()
    value, discount = around(rng, 150, top=400), small(rng, 10)
    day = near_day(rng, date(2025, 7, 1), date(2025, 8, 1), date(2026, 1, 1), date(2026, 3, 1), *[FLAT] * 3)
    return Parcel(
        to=rng.choice((*sorted(EU_VAT), "EE", "RO", "FR")),
        day=day,
        sale=rng.choice((None, day - timedelta(days=2))),
        items=items(rng, value + discount, hs=hs, lines=4),
        discount=discount,
        freight=small(rng, 20),
        insurance=small(rng, 3),
        schemes=schemes,
        rates={"RON": D("0.2")},
    )


def united_kingdom(rng: Random) -> Parcel:
    gift = rng.random() < 0.2
    value = around(rng, 39, 135, top=135) if gift else around(rng, 135, top=500)
    if gift:
        value = min(value, D(135))
    return Parcel(
        to="GB",
        day=NOW,
        items=items(rng, value, hs=rng.choice((("610910", "950300"), ("490199",)))),
        freight=small(rng, 20),
        insurance=small(rng, 3),
        schemes=frozenset({"gb_vat"}) if not gift else frozenset(),
        gift=gift,
    )


def switzerland(rng: Random) -> Parcel:
    return Parcel(
        to="CH",
        day=NOW,
        items=items(rng, around(rng, "61.73", "61", "62", top=300)),
        freight=small(rng, 10),
        schemes=frozenset({"ch_vat"}) if rng.random() < 0.3 else frozenset(),
    )


def norway(rng: Random) -> Parcel:
    return Parcel(
        to="NO",
        day=NOW,
        items=items(rng, around(rng, 3000, top=5000), lines=1),
        freight=small(rng, 300),
        schemes=rng.choice((frozenset(), frozenset({"voec"}))),
    )


def united_states(rng: Random) -> Parcel:
    kind = rng.choice(("free", "now", "now", "now", "formal", "post", "gift"))
    days = {
        "free": date(2025, 8, 28),
        "now": near_day(rng, date(2026, 2, 25), date(2026, 7, 24), date(2026, 10, 1)),
        "formal": near_day(rng, date(2026, 7, 24), date(2026, 10, 1)),
        "post": near_day(rng, date(2026, 2, 25), date(2026, 7, 24)),
        "gift": NOW,
    }
    value = around(rng, 2500, top=2500) if kind in ("now", "post") else around(rng, 100, top=100)
    value = {
        "free": around(rng, 800, top=800),
        "formal": around(rng, 2501, 9694, 9695, 9983, 188077, 193668, top=200000, step="1"),
    }.get(kind, value)
    ceiling = {"free": 800, "gift": 100}.get(kind, 10**6)
    origins = ("VN",) if kind == "free" else ("CN", "VN")
    return Parcel(
        to="US",
        day=days[kind],
        items=items(rng, min(value, D(ceiling)), hs=("610910", "950300"), origins=origins),
        freight=small(rng, 30),
        sent_from="VN" if kind == "free" else "CN",
        channel="post" if kind == "post" else "courier",
        gift=kind == "gift",
    )


def canada(rng: Random) -> Parcel:
    gift = rng.random() < 0.1
    value = around(rng, 20, 40, 60, 150, top=300)
    return Parcel(
        to="CA",
        region=rng.choice(sorted(CA_TAXES)),
        day=near_day(rng, date(2025, 4, 1)),
        items=items(rng, min(value, D(60)) if gift else value),
        freight=small(rng, 20),
        sent_from=rng.choice(("CN", "US", "MX", "GB")),
        channel=rng.choice(("courier", "post")),
        gift=gift,
    )


def brazil(rng: Random) -> Parcel:
    dollar = D("5")
    value = around(rng, 50, top=600)
    freight = min(small(rng, 20), value - D("0.01"))
    return Parcel(
        to="BR",
        region="SP",
        day=NOW,
        items=items(rng, (value - freight) * dollar, lines=2),
        freight=freight * dollar,
        schemes=rng.choice((frozenset(), frozenset({"br_prc"}))),
        rates={"USD": dollar},
    )


def australia(rng: Random) -> Parcel:
    value = around(rng, 1000, 10000, top=12000)
    low = value <= 1000
    return Parcel(
        to="AU",
        day=NOW,
        items=items(rng, value) if low else one_piece(value, "610910", rng.choice(("0", "0.05"))),
        freight=small(rng, 50),
        insurance=small(rng, 5),
        schemes=frozenset({"au_gst"}) if low or rng.random() < 0.5 else frozenset(),
    )


def new_zealand(rng: Random) -> Parcel:
    value = around(rng, 1000, top=3000)
    low = value <= 1000
    return Parcel(
        to="NZ",
        day=NOW,
        items=items(rng, value) if low else one_piece(value, "610910", rng.choice(("0", "0.10"))),
        freight=small(rng, 50),
        schemes=frozenset({"nz_gst"}) if low or rng.random() < 0.5 else frozenset(),
    )


def singapore(rng: Random) -> Parcel:
    value = around(rng, 400, top=800)
    freight = small(rng, 30)
    return Parcel(
        to="SG",
        day=NOW,
        items=one_piece(value if rng.random() < 0.5 else max(value - freight, D(1)), "610910"),
        freight=freight,
        schemes=rng.choice((frozenset(), frozenset({"sg_ovr"}))),
    )


def thailand(rng: Random) -> Parcel:
    value = around(rng, 1500, top=4000)
    freight = small(rng, 100)
    return Parcel(
        to="TH",
        day=near_day(rng, date(2024, 7, 5), date(2026, 1, 1)),
        items=items(rng, max(value - freight, D(2)), lines=2),
        freight=freight,
    )


def japan(rng: Random) -> Parcel:
    value = around(rng, 16666, 16667, 10000, 333333, top=500000, step="1")
    hs = rng.choice(("620520", "950300", "940360", "482010", "330499"))
    return Parcel(
        to="JP",
        day=NOW,
        items=items(rng, value, hs=(hs,), lines=1, step="1"),
        freight=small(rng, 3000, "1"),
    )


def korea(rng: Random) -> Parcel:
    value = around(rng, 150, 200, top=500)
    return Parcel(
        to="KR",
        day=NOW,
        items=items(rng, value * 1400, lines=1, step="1"),
        freight=small(rng, 40000, "1"),
        sent_from=rng.choice(("US", "CN")),
        rates={"USD": D(1400)},
    )


def indonesia(rng: Random) -> Parcel:
    value = min(around(rng, 3, 1500, top=1500), D(1500))
    return Parcel(
        to="ID",
        day=NOW,
        items=items(
            rng,
            value * 16000,
            lines=1,
            step="1",
            hs=(rng.choice(("851830", "330499", "910211", "420222", "610910", "640399", "490199")),),
        ),
        freight=small(rng, 300000, "1"),
        insurance=D(rng.randint(1, 20000)),
        rates={"USD": D(16000)},
    )


def china_retail(rng: Random) -> Parcel:
    value = around(rng, 5000, top=8000)
    freight = small(rng, 60)
    goods = max(value - freight, D(1))
    hs, rate = rng.choice((("610910", "0.06"), ("950300", "0"), ("490199", "0"), ("220421", "0.14")))
    content: dict[str, Any] = {}
    if rng.random() < 0.3:
        hs, rate = rng.choice(("330300", "330499")), "0.03"
        each = goods / rng.choice((10, 15, 12))
        content = rng.choice(({"millilitres": max(round(each), D(1))}, {"pieces": max(int(each), 1)}))
    several = not content and rng.random() < 0.5
    made = (
        items(rng, goods, hs=("610910", "950300", "490199"), lines=3)
        if several
        else (Item(hs, 1, goods, D(rate), **content),)
    )
    used = rng.choice((D(0), D(0), 26000 - value + rng.randint(-2, 2) * D("0.01")))
    return Parcel(
        to="CN",
        day=NOW,
        mode=rng.choice(("consolidated", "bonded")),
        schemes=frozenset({"cn_cbec"}),
        items=made,
        freight=freight,
        discount=small(rng, 20) if goods > 20 else D(0),
        used_this_year=used,
        sent_from="JP",
    )


def china_personal(rng: Random) -> Parcel:
    value = around(rng, 100, 250, "384.61", "384.62", 800, 1000, top=1500)
    hs = ("950300", "940360", "490199", "610910", "950631")
    return Parcel(
        to="CN",
        day=NOW,
        mode="personal_articles",
        channel="post",
        items=items(rng, value, hs=hs, lines=rng.choice((1, 1, 3))),
        sent_from=rng.choice(("JP", "HK", "MO", "TW")),
    )


MAKERS: dict[str, Callable[[Random], Parcel]] = {
    "european union": european_union,
    "united kingdom": united_kingdom,
    "switzerland": switzerland,
    "norway": norway,
    "united states": united_states,
    "canada": canada,
    "brazil": brazil,
    "australia": australia,
    "new zealand": new_zealand,
    "singapore": singapore,
    "thailand": thailand,
    "japan": japan,
    "korea": korea,
    "indonesia": indonesia,
    "china retail": china_retail,
    "china personal articles": china_personal,
}
CURRENCIES = {
    "GB": "GBP", "CH": "CHF", "NO": "NOK", "US": "USD", "CA": "CAD", "BR": "BRL", "AU": "AUD", "NZ": "NZD",
    "SG": "SGD", "TH": "THB", "JP": "JPY", "KR": "KRW", "ID": "IDR", "CN": "CNY",
}  # fmt: skip


def currency_of(parcel: Parcel) -> str:
    return CURRENCIES.get(parcel.to, "EUR")


def document(parcel: Parcel, currency: str = "", rate: Decimal = ONE) -> dict[str, Any]:
    """The parcel as a document; `rate` units of the currency of the destination make one of `currency`."""
    home = currency_of(parcel)
    currency = currency or home
    fx = {f"{other}/{home}": str(each) for other, each in parcel.rates.items()}
    if currency != home:
        fx[f"{currency}/{home}"] = str(rate)
    dates = {"sale": parcel.sale.isoformat()} if parcel.sale else {}
    return {
        "as_of": parcel.day.isoformat(),
        "dates": dates,
        "origin_country": parcel.sent_from,
        "destination": {"country": parcel.to, "region": parcel.region, "postcode": parcel.postcode},
        "channel": parcel.channel,
        "mode": parcel.mode,
        "purpose": "gift" if parcel.gift else "sale",
        "seller": {"registrations": sorted(parcel.schemes)},
        "importer": {"used_this_year": str(parcel.used_this_year)},
        "currency": currency,
        "fx": fx,
        "freight": str(parcel.freight / rate),
        "insurance": str(parcel.insurance / rate),
        "discount": str(parcel.discount / rate),
        "lines": [line(number, item, rate) for number, item in enumerate(parcel.items, start=1)],
    }


def line(number: int, item: Item, rate: Decimal) -> dict[str, Any]:
    facts = {"net_content_ml": item.millilitres, "pieces": item.pieces}
    return {
        "id": str(number),
        "hs": item.hs6,
        "origin": item.origin,
        "quantity": item.quantity,
        "unit_value": str(item.unit_value / rate),
        "net_weight_g": 300,
        "attributes": {name: str(value) for name, value in facts.items() if value is not None},
        "tariff": {"ad_valorem": str(item.rate)},
    }
