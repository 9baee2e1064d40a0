"""The demo shop, loaded on a small sample."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.catalog.models import Category, Price, Product, Variant
from entrepot.apps.catalog.queries import search_products
from entrepot.apps.inventory.models import StockLevel, StockMovement, Warehouse
from entrepot.apps.markets.models import Country
from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.demo import catalogue, people
from entrepot.demo.load import load_demo, packaged_checksum
from entrepot.kit.models import LoadedData
from tests.factories.inventory import behind_the_guard

pytestmark = pytest.mark.django_db
TABLES = (
    Category, Product, Variant, Price, StockLevel, StockMovement, Warehouse, Country, SupplierOffer, User,
    ApiKey,
)  # fmt: skip


@pytest.fixture
def told() -> list[str]:
    """The sample of twelve articles of each kind, loaded; what was said."""
    lines: list[str] = []
    assert load_demo(say=lines.append, only=12) is True
    return lines


def counts() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}


def test_loading_again_changes_nothing(told: list[str]) -> None:
    before = counts()
    load_demo(say=told.append, only=12)
    assert counts() == before


@pytest.mark.usefixtures("told")
def test_every_level_is_explained_by_its_movements() -> None:
    levels = StockLevel.objects.annotate(moved=Sum("movements__quantity"))
    assert levels.count() > 20
    assert [level for level in levels if level.moved != level.on_hand] == []


@pytest.mark.usefixtures("told")
def test_what_the_shop_changed_since_stays() -> None:
    level = StockLevel.objects.order_by("id").first()
    assert level is not None
    behind_the_guard()
    StockLevel.objects.filter(pk=level.pk).update(on_hand=1)
    Country.objects.filter(code="AU").update(is_open=False)
    load_demo(say=lambda _: None, only=12)
    level.refresh_from_db()
    assert level.on_hand == 1
    assert not Country.objects.get(code="AU").is_open


@pytest.mark.usefixtures("told")
def test_every_country_of_the_sales_history_can_be_shipped_to() -> None:
    sold_to = {line.country for line in catalogue.sales_history()}
    assert sold_to - set(Country.objects.values_list("code", flat=True)) == set()


@pytest.mark.usefixtures("told")
def test_goods_are_found_and_cost_something() -> None:
    assert search_products(text="澳洲 奶粉", language="en").cards[0].category_slug == "milk-powder"
    assert not Product.objects.filter(from_amount__lte=0).exists()
    assert Variant.objects.filter(prices=None).count() == 0


@pytest.mark.usefixtures("told")
def test_the_three_people_can_sign_in_and_the_partner_key_is_known() -> None:
    for email in (people.BUYER, people.OPERATOR, people.SUPPLIER):
        assert User.objects.get(email=email).check_password(people.PASSWORD), email
    assert User.objects.filter(is_staff=True).get().email == people.OPERATOR
    assert User.objects.get(email=people.SUPPLIER).supplier_member.supplier.code == "SYD-BANKSIA"
    assert ApiKey.objects.get().digest == ApiKey.digest_of(people.API_KEY)


def test_the_same_edition_is_skipped_with_one_statement(django_assert_num_queries: object) -> None:
    LoadedData.objects.create(name="demo", checksum=packaged_checksum())
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert load_demo(say=lambda _: None) is False


def test_the_command_refuses_where_the_demo_is_off(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="ENTREPOT_DEMO"):
        call_command("load_demo")
    assert not User.objects.exists()
