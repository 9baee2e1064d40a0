"""List all articles of a category on a channel at once."""

from django.db.models import F

from entrepot.apps.catalog.models import Category, Variant
from entrepot.apps.catalog.queries.branches import branches
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.queries import breaches_of_listing
from entrepot.apps.channels.services._deciding import refusal
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.save_listing import save_listing
from entrepot.apps.lanes.models import Lane
from entrepot.domain.channels.policy import Breach


def unlisted_articles(*, channel: Channel, category: Category, lane: Lane) -> list[Variant]:
    """The articles of ``category`` and of those beneath it that are for sale, not listed on ``channel``, and
    that stock from which ``lane`` may bring them has."""
    listed = channel.listings.exclude(status="withdrawn").values("variant")
    rows = Variant.objects.filter(
        product__category__slug__in=branches([category.slug]), is_active=True, product__is_active=True,
        stock_levels__warehouse__country=lane.origin_country,
        stock_levels__warehouse__kind__in=lane.mode.config["stock"],
        stock_levels__on_hand__gt=F("stock_levels__reserved"),
    )  # fmt: skip
    return list(rows.exclude(pk__in=listed).select_related("product").order_by("sku").distinct())


def category_breaches(*, channel: Channel, lane: Lane, says_from: str) -> list[Breach]:
    """What publishing any article by ``lane`` would break today: no rule asks which article it is."""
    return breaches_of_listing(Listing(channel=channel, lane=lane, says_from=says_from))


def list_category(*, channel: Channel, category: Category, lane: Lane, says_from: str, by: str) -> int:
    """Draft and publish each of ``unlisted_articles``; returns how many.

    Raises ``Refused`` with the channel's rules that they would break (``breaches_policy``), and for a lane
    that does not go to the channel's market; then nothing is drafted or listed.
    """
    if breaches := category_breaches(channel=channel, lane=lane, says_from=says_from):
        raise refusal(channel, breaches)
    articles = unlisted_articles(channel=channel, category=category, lane=lane)
    for variant in articles:
        listing = Listing(channel=channel, variant=variant, lane=lane, says_from=says_from)
        publish_listing(listing=save_listing(listing=listing, by=by), by=by)
    return len(articles)
