"""Search in English and Chinese."""

import pytest

from entrepot.apps.catalog.models import SearchSynonym, SearchWord
from entrepot.apps.catalog.queries import search_products
from entrepot.apps.catalog.services.load_synonyms import load_synonyms
from entrepot.apps.catalog.services.reindex_search import reindex_search
from tests.factories.catalog import a_category, a_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> None:
    """Six products, indexed, with the packaged synonyms."""
    care = a_category("skincare", "Skincare & Make-up", "护肤彩妆")
    a_product("Wattlebrook Infant Formula, 900 g", "澳洲沃特溪婴儿配方奶粉 900克", brand="Wattlebrook")
    a_product("Lumérane Hydrating Sheet Mask", "露媚兰补水面膜", category=care)
    a_product("Sunkeel Face Sunscreen SPF 50", "阳甲面部防晒霜", category=care, popularity=5)
    a_product("Lanhai Clear Phone Case", "蓝海透明手机保护壳")
    a_product(
        "Stonegum Shiraz, red wine", "澳洲石胶岭设拉子红葡萄酒", category=a_category("wine", "Wine", "葡萄酒")
    )
    a_product("Glass for Red Wine", "红酒杯", popularity=900)
    load_synonyms()
    reindex_search()


def found(text: str) -> list[str]:
    return [card.name for card in search_products(text=text, language="en").cards]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("澳洲 奶粉", "Wattlebrook Infant Formula, 900 g"),
        ("澳洲奶粉", "Wattlebrook Infant Formula, 900 g"),
        ("Australian milk powder", "Wattlebrook Infant Formula, 900 g"),
        ("wattlebrook", "Wattlebrook Infant Formula, 900 g"),
        ("面膜", "Lumérane Hydrating Sheet Mask"),
        ("lumerane masks", "Lumérane Hydrating Sheet Mask"),
        ("sunscreen", "Sunkeel Face Sunscreen SPF 50"),
        ("sunscren", "Sunkeel Face Sunscreen SPF 50"),
        ("防晒", "Sunkeel Face Sunscreen SPF 50"),
        ("手机壳", "Lanhai Clear Phone Case"),
        ("phone cover", "Lanhai Clear Phone Case"),
        ("red wine", "Stonegum Shiraz, red wine"),
        ("红酒", "Stonegum Shiraz, red wine"),
        ("葡萄酒", "Stonegum Shiraz, red wine"),
        ("ＳＰＦ５０ face", "Sunkeel Face Sunscreen SPF 50"),
    ],
)
def test_the_right_article_comes_first(text: str, first: str) -> None:
    assert found(text)[0] == first


@pytest.mark.usefixtures("shelf")
def test_every_word_must_be_there_while_some_product_has_them_all() -> None:
    assert found("sheet mask") == ["Lumérane Hydrating Sheet Mask"]


@pytest.mark.usefixtures("shelf")
def test_any_word_will_do_when_no_product_has_them_all() -> None:
    assert set(found("sunscreen mask")) == {"Sunkeel Face Sunscreen SPF 50", "Lumérane Hydrating Sheet Mask"}


@pytest.mark.usefixtures("shelf")
def test_a_typo_is_mended_and_said() -> None:
    page = search_products(text="Sunscren SPF", language="en")
    assert page.corrected == "sunscreen spf"
    assert search_products(text="sunscreen spf", language="en").corrected is None


@pytest.mark.usefixtures("shelf")
def test_a_known_word_is_never_mended_into_another() -> None:
    assert search_products(text="clear face", language="en").corrected is None


@pytest.mark.usefixtures("shelf")
def test_what_nobody_sells_finds_nothing() -> None:
    for text in ("bulldozer", "", "   ", "the", "'; drop table", "& | ! <->"):
        assert found(text) == [], text


@pytest.mark.usefixtures("shelf")
def test_a_chinese_word_no_product_has_is_sought_by_its_characters() -> None:
    SearchWord.objects.filter(word="面膜").delete()
    SearchSynonym.objects.all().delete()
    assert found("面膜") == ["Lumérane Hydrating Sheet Mask"]


def test_a_product_off_sale_is_not_found() -> None:
    a_product("Teapot", is_active=False)
    reindex_search()
    assert found("teapot") == []


def test_one_product_can_be_indexed_alone_and_its_words_become_known() -> None:
    product = a_product("Samovar")
    assert reindex_search(product_ids=[product.pk]) == 1
    assert found("samovars") == ["Samovar"]
    assert search_products(text="samovvar", language="en").corrected == "samovar"


@pytest.mark.usefixtures("shelf")
def test_synonyms_are_loaded_once() -> None:
    before = SearchSynonym.objects.count()
    assert load_synonyms() == 0
    assert SearchSynonym.objects.count() == before


@pytest.mark.usefixtures("shelf")
def test_a_search_is_two_statements_and_a_typo_costs_one_more(
    django_assert_num_queries: object, settings: object
) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30  # type: ignore[attr-defined]
    found("sunscreen")
    with django_assert_num_queries(2):  # type: ignore[operator]
        found("澳洲 奶粉")
    with django_assert_num_queries(3):  # type: ignore[operator]
        found("sunscren")
