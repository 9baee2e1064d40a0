"""Our own shop and two example marketplaces with example policies, and a listing on each."""

import json
from datetime import date
from importlib.resources import files

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.catalog.models import Variant
from entrepot.apps.channels.models import Channel, ChannelPolicy, Listing
from entrepot.apps.lanes.models import Lane

SINCE = DateRange(date(2026, 1, 1), None)


def load_channels() -> int:
    """Returns how many channels are new; those that exist keep the rules that they have."""
    content = json.loads((files("entrepot.demo") / "channels.json").read_text(encoding="utf-8"))
    known = set(Channel.objects.values_list("code", flat=True))
    new = [row for row in content if row["code"] not in known]
    for row in new:
        policies = row.pop("policies")
        channel = Channel.objects.create(**row)
        ChannelPolicy.objects.bulk_create(
            ChannelPolicy(channel=channel, valid=SINCE, is_example=channel.kind == "marketplace", **policy)
            for policy in policies
        )
        _draft(channel)
    return len(new)


def _draft(channel: Channel) -> None:
    """An article of the origin hub, brought as a virtual overseas warehouse, yet to be published."""
    lane = Lane.objects.filter(
        mode__code="virtual_overseas_warehouse", destinations__contains=[channel.market]
    ).first()
    article = Variant.objects.filter(stock_levels__warehouse__code="CN-SZX").order_by("sku").first()
    if lane is not None and article is not None:
        Listing.objects.create(
            channel=channel, variant=article, lane=lane, says_from=lane.origin_country
        )  # fmt: skip
