"""From where goods come, and when duty is paid, in a sentence."""

import pytest
from django.utils import translation

from entrepot.web.storefront.quote_view import incoterm_words
from entrepot.web.storefront.way_words import origin_words, way_words


@pytest.mark.parametrize(
    ("ships_from", "to", "from_bond", "words"),
    [
        ("GB", "DE", False, "From United Kingdom to Germany"),
        ("US", "US", False, "Within United States"),
        ("CN", "CN", True, "Within China, from a bonded warehouse"),
        ("AU", "CN", False, "From Australia to China"),
    ],
)
def test_a_way_is_told_by_its_ends_and_its_bond(
    ships_from: str, to: str, from_bond: bool, words: str
) -> None:
    assert way_words(ships_from, to, from_bond=from_bond) == words


def test_a_list_names_the_bonded_warehouse() -> None:
    assert origin_words("CN", from_bond=True) == "Ships from a bonded warehouse in China"
    with translation.override("zh-hans"):
        assert origin_words("CN", from_bond=True) == "从中国的保税仓发货"
        assert way_words("CN", "CN", from_bond=True) == "中国境内，从保税仓发货"


def test_with_a_deposit_nothing_is_said_to_be_paid_with_the_order() -> None:
    assert incoterm_words("DDP", "private", in_two=False) == "duty and tax are paid with the order"
    told = incoterm_words("DDP", "private", in_two=True)
    assert told == "duty and tax are in the price, nothing is collected on delivery"
