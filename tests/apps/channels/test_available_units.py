"""A channel is told no more units than the lane of a listing can bring to its market."""

from collections.abc import Callable

import pytest

from entrepot.apps.catalog.models import Product, Variant
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.queries import available_units
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import Lane
from tests.factories.checkout import an_article
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing() -> Listing:
    """Of an article of which seven lie in Shenzhen, brought to France."""
    lane = a_lane("cn-fr", "CN", ("FR",))
    lane.mode.config = {"stock": ["own"], "in_use": True}
    lane.mode.save()
    channel = Channel.objects.create(code="market", name={"en": "Market"}, kind="marketplace", market="FR")
    article = an_article(stock=7, warehouse=a_warehouse("szx", "CN"))
    return Listing.objects.create(channel=channel, lane=lane, variant=article)


def units(listing: Listing) -> int:
    row = Listing.objects.select_related("channel", "lane__mode").get(pk=listing.pk)
    return available_units([row])[row.pk]


def test_what_lies_where_its_lane_begins_is_available(listing: Listing) -> None:
    assert units(listing) == 7


@pytest.mark.parametrize(
    "change",
    [
        lambda: Variant.objects.update(is_active=False),
        lambda: Product.objects.update(is_active=False),
        lambda: Lane.objects.update(destinations=["DE"]),
        lambda: Warehouse.objects.update(country="FR"),
        lambda: Warehouse.objects.update(kind="overseas"),
    ],
    ids=["article off sale", "product off sale", "lane elsewhere", "goods elsewhere", "other stock"],
)
def test_nothing_is_available_that_the_lane_may_not_bring(
    listing: Listing, change: Callable[[], object]
) -> None:
    change()
    assert units(listing) == 0
