"""List all articles of a category on a channel at once."""

from collections import Counter

from django.db.models import F

from entrepot.apps.catalog.models import Category, Variant
from entrepot.apps.catalog.queries.branches import branches
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.save_listing import save_listing
from entrepot.apps.lanes.models import Lane
from entrepot.kit.errors import Refused


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


def list_category(
    *, channel: Channel, category: Category, lane: Lane, says_from: str, by: str
) -> Counter[str]:
    """Draft and publish each of ``unlisted_articles``; returns how many are ``published`` and ``refused``.

    One that the channel's rules refuse stays with its reasons, as if it had been listed alone. Raises
    ``Refused`` for a lane that does not go to the channel's market; then nothing is listed.
    """
    told: Counter[str] = Counter()
    for variant in unlisted_articles(channel=channel, category=category, lane=lane):
        listing = Listing(channel=channel, variant=variant, lane=lane, says_from=says_from)
        save_listing(listing=listing, by=by)
        try:
            publish_listing(listing=listing, by=by)
        except Refused:
            told["refused"] += 1
        else:
            told["published"] += 1
    return told
