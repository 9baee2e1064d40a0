"""The packaged demonstration data holds together, and is made the same way each time."""

import json
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from entrepot.demo import catalogue
from entrepot.demo.data_files import write_csv
from entrepot.demo.glossary import KINDS, name_in_chinese
from entrepot.demo.retail_names import clean_name, is_left_out
from entrepot.demo.retail_rules import UNMATCHED, assumed_weight, classify, named_material, rules
from entrepot.demo.retail_source import country_codes
from entrepot.demo.rows import CrossBorderArticle, RetailArticle

FOLDER = Path(catalogue.__file__).parent
CURRENCY_OF_ORIGIN = {"AU": "AUD", "FR": "EUR", "CN": "CNY", "GB": "GBP", "IN": "GBP"}


@pytest.fixture(scope="module")
def retail() -> list[RetailArticle]:
    return catalogue.retail_articles()


@pytest.fixture(scope="module")
def handmade() -> list[CrossBorderArticle]:
    return catalogue.cross_border_articles()


def test_every_article_number_occurs_once(
    retail: list[RetailArticle], handmade: list[CrossBorderArticle]
) -> None:
    counted = Counter([article.sku for article in retail] + [article.sku for article in handmade])
    assert [sku for sku, times in counted.items() if times > 1] == []
    assert (len(retail), len(handmade)) == (2817, 236)


def test_every_hs_code_exists_in_hs_2022(
    retail: list[RetailArticle], handmade: list[CrossBorderArticle]
) -> None:
    known = set(catalogue.hs6_names())
    used = {article.hs6 for article in (*retail, *handmade) if article.hs6}
    assert used - known == set()
    assert {rule.hs6 for rule in rules() if rule.hs6} - known == set()


def test_an_unsure_article_has_no_hs_code_and_says_so(retail: list[RetailArticle]) -> None:
    assert {a.hs_confidence for a in retail} == {"high", "medium", "none"}
    assert [a.sku for a in retail if bool(a.hs6) == (a.hs_confidence == "none")] == []


def test_every_category_is_in_the_tree_and_holds_no_children_itself(
    retail: list[RetailArticle], handmade: list[CrossBorderArticle]
) -> None:
    tree = {category.slug: category.parent for category in catalogue.categories()}
    leaves = set(tree) - set(tree.values())
    assert set(tree.values()) - {""} <= set(tree)
    assert {article.category for article in (*retail, *handmade)} == leaves
    assert {rule.category for rule in rules()} | {UNMATCHED.category} <= leaves


def test_prices_and_weights_are_above_zero(
    retail: list[RetailArticle], handmade: list[CrossBorderArticle]
) -> None:
    assert [a.sku for a in (*retail, *handmade) if a.price <= 0] == []
    assert [a.sku for a in retail if a.weight_g <= 0 or not a.weight_basis] == []
    assert [a.sku for a in handmade if not 0 < a.net_weight_g < a.gross_weight_g] == []
    assert [a.sku for a in handmade if min(a.length_mm, a.width_mm, a.height_mm) <= 0] == []


def test_at_least_seventy_percent_of_units_sold_have_an_hs_code(retail: list[RetailArticle]) -> None:
    sold = sum(article.units_sold for article in retail)
    assert sum(article.units_sold for article in retail if article.hs6) / sold > 0.70


def test_at_least_sixty_percent_of_units_sold_have_a_chinese_name(retail: list[RetailArticle]) -> None:
    sold = sum(article.units_sold for article in retail)
    assert sum(article.units_sold for article in retail if article.name_zh) / sold > 0.60


def test_hand_made_articles_speak_both_languages(handmade: list[CrossBorderArticle]) -> None:
    def is_chinese(text: str) -> bool:
        return any("\u4e00" <= letter <= "\u9fff" for letter in text)

    assert [a.sku for a in handmade if not (is_chinese(a.name_zh) and is_chinese(a.description_zh))] == []
    assert [a.sku for a in handmade if is_chinese(a.name_en + a.description_en) or not a.description_en] == []
    assert [a.sku for a in handmade if bool(a.option_colour) != bool(a.option_colour_zh)] == []


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (("sunscreen",), 7),
        (("面膜",), 5),
        (("澳洲", "奶粉"), 8),
        (("wine",), 14),
        (("红酒",), 5),
        (("手机壳",), 10),
    ],
)
def test_a_shopper_finds_something_for(
    words: tuple[str, ...], least: int, handmade: list[CrossBorderArticle]
) -> None:
    texts = [f"{a.name_en} {a.name_zh} {a.description_zh}".lower() for a in handmade]
    assert sum(all(word in text for word in words) for text in texts) >= least


def test_hand_made_articles_have_the_currency_of_their_seller(handmade: list[CrossBorderArticle]) -> None:
    wrong = [a.sku for a in handmade if a.currency != CURRENCY_OF_ORIGIN[a.origin_country]]
    assert wrong == []


def test_variants_of_a_product_differ_only_in_their_options(handmade: list[CrossBorderArticle]) -> None:
    told_apart = {(a.product_code, a.option_size, a.option_colour) for a in handmade}
    shared = {(a.product_code, a.name_en, a.category, a.hs6, a.price) for a in handmade}
    assert len(told_apart) == len(handmade)
    assert len(shared) == len({a.product_code for a in handmade}) == 177


def test_national_codes_begin_with_the_six_digit_code(handmade: list[CrossBorderArticle]) -> None:
    codes = [(a.hs6, code) for a in handmade for code in a.national_codes.values()]
    assert [pair for pair in codes if len(pair[1]) != 8 or not pair[1].startswith(pair[0])] == []


def test_stock_lies_in_known_warehouses_and_suppliers_are_known(handmade: list[CrossBorderArticle]) -> None:
    warehouses = {warehouse.code: warehouse for warehouse in catalogue.warehouses()}
    suppliers = {supplier.code for supplier in catalogue.suppliers()}
    assert {code for a in handmade for code in a.stock} <= set(warehouses)
    assert {a.supplier_code for a in handmade} == suppliers | {""}
    assert {w.supplier_code for w in warehouses.values()} == suppliers | {""}
    assert all(a.stock and min(a.stock.values()) > 0 for a in handmade)
    strangers = [
        (a.sku, code)
        for a in handmade
        for code in a.stock
        if warehouses[code].supplier_code not in ("", a.supplier_code)
    ]
    assert strangers == []


def test_warehouses_have_a_real_time_zone_and_suppliers_an_invented_address() -> None:
    assert all(ZoneInfo(warehouse.timezone).key for warehouse in catalogue.warehouses())
    assert all(supplier.contact_email.endswith(".example.com") for supplier in catalogue.suppliers())
    assert all(0 < supplier.commission < 1 and supplier.lead_days > 0 for supplier in catalogue.suppliers())


def test_goods_that_may_burn_or_hold_lithium_are_marked(handmade: list[CrossBorderArticle]) -> None:
    lithium = [a for a in handmade if a.attributes.get("lithium_battery") == "contained"]
    perfume = [a for a in handmade if a.hs6 == "330300" and "volume_ml" in a.attributes]
    assert [a.sku for a in lithium if not a.dangerous_goods.startswith(("UN348", "UN309"))] == []
    assert {a.dangerous_goods for a in perfume} == {"UN1266"}
    assert [
        a.sku for a in handmade if "alcohol_percent" in a.attributes and "liquid" not in a.attributes
    ] == []


def test_replay_has_a_thousand_whole_sales_from_every_country(retail: list[RetailArticle]) -> None:
    invoices = list(catalogue.replay_invoices())
    assert len({invoice.invoice for invoice in invoices}) == 1000
    assert {invoice.country for invoice in invoices} == {i.country for i in catalogue.sales_history()}
    lines = [line for invoice in invoices for line in invoice.lines]
    assert {line.sku for line in lines} <= {article.sku for article in retail}
    assert all(line.quantity > 0 and line.unit_price_gbp > 0 for line in lines)
    assert [i.placed_at for i in invoices] == sorted(i.placed_at for i in invoices)


def test_sales_history_agrees_with_the_articles_and_the_counts(retail: list[RetailArticle]) -> None:
    counts = json.loads((FOLDER / "retail_counts.json").read_text())
    kinds: Counter[str] = Counter()
    units: Counter[str] = Counter()
    countries = set()
    for line in catalogue.sales_history():
        kinds[line.kind] += 1
        countries.add(line.country)
        if line.kind == "sale":
            units[line.sku] += line.quantity
    assert (kinds["sale"], kinds["return"]) == (counts["sales_lines"], counts["return_lines"])
    assert units == {article.sku: article.units_sold for article in retail}
    assert len(countries) == counts["countries"] == 35


def test_the_first_sale_is_read_as_it_was_made() -> None:
    (first,) = islice(catalogue.sales_history(), 1)
    assert (first.invoice, first.sku, first.quantity, first.unit_price_gbp) == (
        "536365", "85123A", 6, Decimal("2.55"),
    )  # fmt: skip
    assert first.placed_at.isoformat() == "2010-12-01T08:26:00+00:00"


def test_every_country_name_has_an_iso_code_or_is_left_out() -> None:
    codes = country_codes()
    assert (codes["EIRE"], codes["Channel Islands"], codes["Unspecified"]) == ("IE", "JE", "")
    assert all(code == "" or (len(code) == 2 and code.isupper()) for code in codes.values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WHITE HANGING HEART T-LIGHT HOLDER", "White Hanging Heart Tealight Holder"),
        ("SET/6 FROG PRINCE T-LIGHT CANDLES", "Set of 6 Frog Prince Tealight Candles"),
        ("LED TEA LIGHTS", "LED Tealights"),
        ("ASSTD DESIGN 3D PAPER STICKERS", "Assorted Design 3d Paper Stickers"),
        ("RED  HARMONICA IN BOX", "Red Harmonica in Box"),
        ("FLOWER GLASS GARLD NECKL36\"AMETHYST", "Flower Glass Garland Necklace 36\" Amethyst"),
        ("PACK OF 72 RETROSPOT CAKE CASES", "Pack of 72 Retrospot Cake Cases"),
    ],
)  # fmt: skip
def test_a_till_text_becomes_a_shop_name(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_licensed_characters_and_vouchers_are_left_out(retail: list[RetailArticle]) -> None:
    assert is_left_out("CHARLIE+LOLA RED HOT WATER BOTTLE")
    assert [a.name_en for a in retail if is_left_out(a.name_en)] == []


@pytest.mark.parametrize(
    ("name", "rule", "hs6"),
    [
        ("Set of 3 Cake Tins Pantry Design", "cake-tin", "732399"),
        ("White Hanging Heart Tealight Holder", "tealight-holder", "940550"),
        ("Jumbo Bag Apples", "jumbo-bag", "420292"),
        ("Retrospot Cigar Box Matches", "matches", "360500"),
        ("Make Your Own Playtime Card Kit", "card-kit", ""),
        ("Hand Warmer Owl Design", "hand-warmer", ""),
        ("Red Retrospot Bowl", "rack-plates", ""),
        ("Clam Shell Small", "unmatched", ""),
    ],
)
def test_one_rule_decides_the_hs_code(name: str, rule: str, hs6: str) -> None:
    found = classify(name)
    assert (found.rule_id, found.hs6) == (rule, hs6)


def test_weight_grows_with_size_and_number_of_pieces() -> None:
    small, pair = "Small Chinese Style Scissor", "Set of 2 Tea Towels Apple and Pears"
    assert assumed_weight(classify(small), small) == (42, "scissor: 60 g per piece, size 70 %")
    assert assumed_weight(classify(pair), pair) == (180, "tea-towel: 90 g per piece, 2 pieces")
    assert named_material(classify("Wooden Box of Dominoes"), "Wooden Box of Dominoes") == "wood"


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("Lunch Bag Red Retrospot", "复古红波点午餐袋"),
        ("Pack of 12 Pink Polka Dot Tissues", "粉色波点纸巾（12张装）"),
        ("Bag 125g Swirly Marbles", "漩涡弹珠（125克袋装）"),
        ("Medium Ceramic Top Storage Jar", "陶瓷盖储物罐（中号）"),
        ("Clam Shell Small", ""),
    ],
)
def test_a_chinese_name_is_put_together_or_left_empty(name: str, chinese: str) -> None:
    assert name_in_chinese(name) == chinese


def test_glossary_kinds_are_known() -> None:
    kinds = {line.rsplit(",", 1)[1] for line in (FOLDER / "glossary_zh.csv").read_text().splitlines()[1:]}
    assert kinds == set(KINDS)


def test_packed_files_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.csv.gz"):
        write_csv(tmp_path / name, ["sku"], [["85123A"]])
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()


def test_packaged_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 4_000_000


def test_a_bad_row_is_named_by_file_and_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (good,) = islice(catalogue.categories(), 1)
    row = {**asdict(good), "position": "first"}
    write_csv(tmp_path / "categories.csv", list(row), [list(row.values())])
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    with pytest.raises(catalogue.DemoDataError, match=r"categories\.csv, row 2: .*'first'"):
        catalogue.categories()
