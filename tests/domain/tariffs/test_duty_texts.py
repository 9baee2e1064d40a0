"""Official wordings of a duty, and what they mean; what is not understood is said to be so."""

import pytest

from entrepot.domain.duties.rates import UnreadableRate, parse_rate
from entrepot.domain.tariffs.duty_texts import australian_duty, british_duty, union_duty, us_duty

UNDERSTOOD = [
    (us_duty, "Free", "0%"),
    (us_duty, "16.5%", "16.5%"),
    (us_duty, "38.6¢/kg + 10%", "10% + 0.386 USD/kg"),
    (us_duty, "$1.05 each", "1.05 USD/item"),
    (us_duty, "5¢/doz. + 3%", "3% + 0.05 USD/12item"),
    (us_duty, "$1,035/t", "1035 USD/1000kg"),
    (us_duty, "3.4% 1/", "3.4%"),
    (us_duty, "21.1¢/liter", "0.211 USD/litre"),
    (australian_duty, "Free", "0%"),
    (australian_duty, "$2,445.26/kg", "2445.26 AUD/kg"),
    (australian_duty, "5%, and $107.99/L of alcohol", "5% + 107.99 AUD/litre_alcohol"),
    (australian_duty, "5%, or, if lower, $0.45/kg TSS", "5% max 0.45 AUD/kg_tss"),
    (british_duty, "10.20 % + 93.10 EUR / 100 kg", "10.2% + 93.10 EUR/100kg"),
    (british_duty, "<span>8.00</span> %", "8%"),
    (british_duty, "144.10 GBP / 1000 kg/biodiesel", "144.10 GBP/1000kg_biodiesel"),
    (british_duty, "12.00 % MIN 0.30 GBP / kg MAX 0.80 GBP / kg", "12% min 0.30 GBP/kg max 0.80 GBP/kg"),
    (union_duty, "12.000 %", "12%"),
    (union_duty, "10.200 % + 93.100 EUR DTN", "10.2% + 93.100 EUR/100kg"),
    (union_duty, "4.500 % MIN 0.300 EUR NAR MAX 0.800 EUR NAR", "4.5% min 0.300 EUR/item max 0.800 EUR/item"),
    (union_duty, "1.000 EUR ASV X + 6.400 EUR HLT", "1.000 EUR/percent_vol_hl + 6.400 EUR/100litre"),
]  # fmt: skip


@pytest.mark.parametrize(("read", "wording", "meaning"), UNDERSTOOD, ids=[row[1] for row in UNDERSTOOD])
def test_wording_is_understood_and_kept(read: object, wording: str, meaning: str) -> None:
    rate = read(wording)  # type: ignore[operator]

    assert rate.written() == parse_rate(meaning).written()
    assert rate.text == wording
    again = parse_rate(rate.written())
    assert (again.ad_valorem, again.specific) == (rate.ad_valorem, rate.specific)
    assert (again.minimum is None, again.maximum is None) == (rate.minimum is None, rate.maximum is None)


@pytest.mark.parametrize(
    ("read", "wording"),
    [
        (us_duty, "The rate applicable to each garment in the ensemble if separately entered"),
        (us_duty, "5¢/bushel"),
        (us_duty, ""),
        (australian_duty, "$1.220/kg, less 5%"),
        (australian_duty, "$0.526/L of gasoline plus $0.526/L of ethanol"),
        (british_duty, "16.50 % / Retail Price + 244.78 GBP / 1000 p/st MIN 320.90 GBP / 1000 p/st"),
        (british_duty, "9.00 % + EA"),
        (union_duty, "0.000 % + EA MAX 18.700 % + ADSZ"),
        (union_duty, "Cond: V 92.700 EUR/DTN(01):10.400 %"),
    ],
)
def test_what_is_not_understood_is_never_guessed(read: object, wording: str) -> None:
    with pytest.raises(UnreadableRate):
        read(wording)  # type: ignore[operator]
