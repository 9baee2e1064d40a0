"""Articles as a table in the console: downloaded, tried, changed together or not at all."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from entrepot.apps.catalog.models import Variant
from entrepot.apps.catalog.queries import variants_for_sale
from tests.factories.checkout import an_article

pytestmark = pytest.mark.django_db
PAGE = "/en/console/articles/"
CUSTOMS = {"origin_country": "CN", "customs_description": "Green tea"}


@pytest.fixture
def articles() -> list[Variant]:
    return [an_article("TEA-1", "4.50", **CUSTOMS), an_article("TEA-2", "6.00", **CUSTOMS)]


def table(text: str) -> dict[str, object]:
    return {"text": text, "from_day": timezone.now().date()}


def confirmed(console: Client, text: str) -> None:
    review = console.post(PAGE, table(text))
    console.post(f"{PAGE}confirm/", {"changes": review.context["changes"]})


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_downloaded_changes_nothing(console: Client, articles: list[Variant], kind: str) -> None:
    file = BytesIO(console.get(f"{PAGE}articles.{kind}").content)
    upload = SimpleUploadedFile(f"articles.{kind}", file.read())
    page = console.post(PAGE, {"file": upload, "from_day": timezone.now().date()})
    assertContains(page, "Nothing would change.")


def test_the_download_holds_what_the_list_shows(console: Client, articles: list[Variant]) -> None:
    lines = console.get(f"{PAGE}articles.csv?q=TEA-2").content.decode().splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["TEA-2"]


def test_nothing_is_stored_before_the_changes_were_seen(console: Client, articles: list[Variant]) -> None:
    page = console.post(PAGE, table("sku,hs6,price,currency\nTEA-1,090220,5.25,GBP\n"))
    assertContains(page, "£4.50")
    assertContains(page, "£5.25")
    assertContains(page, "090220")
    assert variants_for_sale([articles[0].pk])[articles[0].pk].price.amount == Decimal("4.5")


def test_a_price_changed_by_more_than_half_needs_a_tick(console: Client, articles: list[Variant]) -> None:
    half = console.post(PAGE, table("sku,price,currency\nTEA-1,2.25,GBP\nTEA-2,9.00,GBP\n"))
    assertNotContains(half, "leaps_meant")
    review = console.post(PAGE, table("sku,price,currency\nTEA-1,4.40,GBP\nTEA-2,2.99,GBP\n"))
    assertContains(review, "Yes, 1 price is meant to change by more than half.")
    assert [each.article.sku for each in review.context["shown"]] == ["TEA-2", "TEA-1"]
    kept = {"changes": review.context["changes"]}
    console.post(f"{PAGE}confirm/", kept)
    prices = variants_for_sale([each.pk for each in articles])
    assert [prices[each.pk].price.amount for each in articles] == [Decimal("4.5"), Decimal(6)]
    console.post(f"{PAGE}confirm/", {**kept, "leaps_meant": "1"})
    prices = variants_for_sale([each.pk for each in articles])
    assert [prices[each.pk].price.amount for each in articles] == [Decimal("4.4"), Decimal("2.99")]


def test_confirmed_changes_are_made_together(console: Client, articles: list[Variant]) -> None:
    confirmed(console, "sku,hs6,on_sale,price,currency\nTEA-1,090220,yes,5.25,GBP\nTEA-2,,no,,\n")
    found = variants_for_sale([each.pk for each in articles])
    first, second = (found[each.pk] for each in articles)
    assert (first.hs6, first.price.amount, first.is_active) == ("090220", Decimal("5.25"), True)
    assert (second.hs6, second.price.amount, second.is_active) == ("090210", Decimal("6"), False)


def test_a_product_is_for_sale_while_one_of_its_articles_is(console: Client, articles: list[Variant]) -> None:
    product = articles[0].product
    Variant.objects.filter(sku="TEA-2").update(product=product)
    confirmed(console, "sku,on_sale\nTEA-1,no\n")
    product.refresh_from_db()
    assert product.is_active
    confirmed(console, "sku,on_sale\nTEA-2,no\n")
    product.refresh_from_db()
    assert not product.is_active
    confirmed(console, "sku,on_sale\nTEA-2,yes\n")
    product.refresh_from_db()
    assert (product.is_active, Variant.objects.get(sku="TEA-1").is_active) == (True, False)


def test_one_article_that_went_away_meanwhile_leaves_all_as_they_were(
    console: Client, articles: list[Variant]
) -> None:
    review = console.post(PAGE, table("sku,on_sale\nTEA-1,no\nTEA-2,no\n"))
    Variant.objects.filter(sku="TEA-2").update(sku="TEA-3")
    answer = console.post(f"{PAGE}confirm/", {"changes": review.context["changes"]}, follow=True)
    assertContains(answer, "The article TEA-2 is no longer there.")
    assert Variant.objects.filter(is_active=True).count() == 2


def test_faulty_cells_are_named_and_forged_reviews_refused(console: Client, articles: list[Variant]) -> None:
    page = console.post(PAGE, table("sku,hs6\nTEA-1,9021\n"))
    assertContains(page, "“9021” is no HS code.", status_code=422)
    console.post(f"{PAGE}confirm/", {"changes": "forged"})
    assert console.post(PAGE, table("")).status_code == 422
    assert Variant.objects.get(sku="TEA-1").hs6 == "090210"
