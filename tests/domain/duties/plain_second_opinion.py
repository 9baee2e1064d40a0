"""Seven regimes written down again, as plainly as possible and without any of the engine's code.

Only what a private buyer of ordinary goods by courier meets; everything in the destination's own currency.
Each function answers ``(duty, tax, fees)`` of lines ``(hs6, origin, quantity, unit_value, rate_of_duty)``.
"""

import math
from datetime import date
from fractions import Fraction as F
from typing import NamedTuple


class Goods(NamedTuple):
    hs6: str
    origin: str
    quantity: int
    unit_value: F
    rate: F  # of the tariff


Owed = tuple[F, F, F]


def cents(amount: F) -> F:
    return F(math.floor(amount * 100 + F(1, 2)), 100)


def down(amount: F, step: int) -> F:
    return F(math.floor(amount / step) * step)


def total(goods: list[Goods]) -> F:
    return sum((one.quantity * one.unit_value for one in goods), F(0))


def by_rate(goods: list[Goods]) -> list[list[Goods]]:
    """Lines of one code and rate stand together."""
    kinds: dict[tuple[str, F], list[Goods]] = {}
    for one in goods:
        kinds.setdefault((one.hs6, one.rate), []).append(one)
    return list(kinds.values())


def tariff_duty(goods: list[Goods], added: F) -> F:
    """Duty on the goods and their share of what is ``added`` (freight), rounded for each kind."""
    whole = total(goods)
    return sum(
        (cents((total(kind) + added * total(kind) / whole) * kind[0].rate) for kind in by_rate(goods)), F(0)
    )


def britain(goods: list[Goods], freight: F) -> Owed:
    """Up to GBP 135 of goods VAT at the sale and no duty; above it duty and VAT on value with freight."""
    whole = total(goods) + freight
    if total(goods) <= 135:
        return F(0), cents(whole * F(20, 100)), F(0)
    duty = tariff_duty(goods, freight)
    return duty, cents((whole + duty) * F(20, 100)), F(0)


def germany(goods: list[Goods], freight: F, day: date, ioss: bool) -> Owed:
    """To EUR 150 EUR 3 for each six-digit code from July 2026, nothing before. Under IOSS no VAT on it."""
    whole, rate = total(goods) + freight, F(19, 100)
    if total(goods) > 150:
        duty = tariff_duty(goods, freight)
        return duty, cents((whole + duty) * rate), F(0)
    duty = F(3 * len({one.hs6 for one in goods})) if day >= date(2026, 7, 1) else F(0)
    return duty, cents((whole if ioss else whole + duty) * rate), F(0)


def australia(goods: list[Goods], freight: F, registered: bool) -> Owed:
    """Duty on the goods alone above AUD 1,000. A registered seller charges GST on items up to 1,000."""
    whole, value = total(goods) + freight, total(goods)
    duty = tariff_duty(goods, F(0)) if value > 1000 else F(0)
    fee = F(0) if value <= 1000 else F(50) if value < 10000 else F(152)
    cheap = [one for one in goods if registered and one.unit_value <= 1000]
    dear = [one for one in goods if one not in cheap]
    tax = F(0)
    if cheap:
        tax += cents((total(cheap) + freight * total(cheap) / value) * F(10, 100))
    if dear and value > 1000:
        if cheap:
            raise NotImplementedError("how the duty falls on a mixed consignment is not told here")
        tax += cents((whole + duty) * F(10, 100))
    return duty, tax, fee


def united_states(goods: list[Goods], day: date) -> Owed:
    """No relief since 2025-08-29. Section 122: 10 % to 2026-07-23; then forced labour 12.5 % or 10 %."""
    duty = tariff_duty(goods, F(0))
    if day < date(2026, 7, 24):
        duty += cents(total(goods) * F(10, 100))
    else:
        for rate, origins in ((F(125, 1000), ("VN", "IN")), (F(10, 100), ("GB", "MX"))):
            duty += cents(total([one for one in goods if one.origin in origins]) * rate)
    return duty, F(0), F(0)


def brazil(goods: list[Goods], freight: F, dollar: F, certified: bool) -> Owed:
    """20 % to USD 50, then 60 % less USD 20 for certified shops, else 60 %; ICMS 17 % inside its own base."""
    whole = total(goods) + freight
    if not certified:
        duty = whole * F(60, 100)
    elif whole <= 50 * dollar:
        duty = whole * F(20, 100)
    else:
        duty = whole * F(60, 100) - 20 * dollar
    duty = cents(duty)
    return duty, cents((whole + duty) / F(83, 100) * F(17, 100)), F(0)


def japan(goods: list[Goods]) -> Owed:
    """A company's parcel by the tariff: bases in thousands of yen, taxes in hundreds, downwards."""
    value = total(goods)
    if value <= 10000:
        return F(0), F(0), F(0)
    duty = down(down(value, 1000) * goods[0].rate, 100)
    national = down(down(value + duty, 1000) * F(78, 1000), 100)
    return duty, national + down(national * F(22, 78), 100), F(0)


# In fen: where an order and a year of China's retail import end, and a fen to either side.
CHINA_EDGES = (499_999, 500_000, 500_001, 2_599_999, 2_600_000, 2_600_001)


def china_retail(goods: list[Goods], freight: F, used: F) -> Owed | None:
    """Within CNY 5,000 an order and 26,000 a year: VAT 13 % at 70 %, no duty. ``None``: not this way."""
    whole = total(goods) + freight
    if used + whole > 26000:
        return None
    if whole <= 5000:
        return F(0), cents(whole * F(13, 100) * F(70, 100)), F(0)
    if len(goods) == 1 and goods[0].quantity == 1:
        duty = cents(whole * goods[0].rate)
        return duty, cents((whole + duty) * F(13, 100)), F(0)
    return None
