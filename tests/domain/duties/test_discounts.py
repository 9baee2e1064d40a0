"""A discount lowers the value that limits and taxes see, except in China."""

from tests.domain.duties.consignments import amounts, line, quote


def test_a_discount_brings_goods_under_the_british_limit() -> None:
    cost = quote("GB", line("610910", "150"), discount="20")

    assert amounts(cost) == {"tax.supply": "26.00"}
    assert (cost.totals.goods.amount, cost.totals.discount.amount, cost.totals.landed.amount) == (
        150,
        20,
        156,
    )


def test_a_piece_bears_its_share_of_the_discount_in_the_item_limit() -> None:
    registered = {"registrations": {"au_gst": "ARN 300012345678"}}
    cost = quote("AU", line("610910", "1050"), discount="100", seller=registered)

    assert amounts(cost) == {"tax.supply": "95.00"}


def test_a_voucher_does_not_lower_the_value_in_china() -> None:
    cost = quote("CN", line("420222", "500", origin="AU"), discount="100", mode="bonded")

    assert amounts(cost) == {"tax.import": "45.50"}
    assert cost.totals.landed.amount.normalize().to_eng_string() == "445.5"
