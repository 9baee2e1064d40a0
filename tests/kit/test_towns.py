"""Towns are named as their readers name them."""

import pytest
from django.utils import translation

from entrepot.kit.towns import town_name


@pytest.mark.parametrize(
    ("town", "in_chinese"),
    [("Paris", "巴黎"), ("New York", "纽约"), ("Shenzhen", "深圳"), ("Little Snoring", "Little Snoring")],
)
def test_a_town_has_the_name_of_the_language(town: str, in_chinese: str) -> None:
    with translation.override("zh-hans"):
        assert town_name(town) == in_chinese
    with translation.override("en"):
        assert town_name(town) == town
