"""Load the demo shop into the database: idempotent, all or nothing, and at once when nothing changed."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from entrepot.apps.catalog import queries as catalog_queries
from entrepot.apps.catalog.services.load_synonyms import load_synonyms
from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.apps.markets import queries as market_queries
from entrepot.apps.markets.services.load_fx import load_fx
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.demo.goods import all_goods
from entrepot.demo.load_bonded import load_bonded
from entrepot.demo.load_buyers import load_buyers
from entrepot.demo.load_channels import load_channels
from entrepot.demo.load_consolidation import load_flights, load_number_pools
from entrepot.demo.load_goods import load_categories, load_products
from entrepot.demo.load_history import load_history
from entrepot.demo.load_lanes import load_lanes
from entrepot.demo.load_packing import load_boxes
from entrepot.demo.load_past_parcels import load_past_parcels
from entrepot.demo.load_people import load_people
from entrepot.demo.load_places import load_customs, load_markets, load_warehouses
from entrepot.demo.load_stores import load_stores
from entrepot.demo.load_supply import load_offers, load_stock, load_suppliers
from entrepot.demo.load_warehousing import load_warehousing
from entrepot.kit.models import LoadedData

NAME = "demo"
HERE = Path(__file__).parent
Say = Callable[[str], None]


def load_demo(*, say: Say, only: int | None = None) -> bool:
    """Load everything unless this very edition is loaded already; returns whether it did anything.

    What exists is brought up to date where it is content (texts, customs data, lanes); prices, stock, people
    and countries that were closed are the shop's own by then and stay. ``only`` takes that many articles of
    each kind and no sales history, and is not remembered: for tests.
    """
    checksum = packaged_checksum()
    if only is None and LoadedData.objects.filter(name=NAME, checksum=checksum).exists():
        return False
    with transaction.atomic():
        _load(say, only)
        if only is None:
            LoadedData.objects.update_or_create(name=NAME, defaults={"checksum": checksum})
    catalog_queries.forget()
    market_queries.forget()
    return True


def packaged_checksum() -> str:
    """Of the packaged data and of the code that loads it."""
    digest = hashlib.sha256()
    for path in sorted(HERE.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _load(say: Say, only: int | None) -> None:
    today = timezone.now().date()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("countries", load_markets),
        ("exchange rates", lambda: load_fx(today=today)),
        ("rule files", lambda: len(load_rules(by="system", why="packaged with the demo shop"))),
        ("customs ports", load_customs),
        ("suppliers", load_suppliers),
        ("warehouses", load_warehouses),
        ("boxes to pack into", load_boxes),
        ("categories", load_categories),
    ]
    for what, step in steps:
        _told(say, what, step)
    goods = all_goods(only)
    _told(say, "articles", lambda: load_products(goods, today=today))
    _told(say, "supplier offers", lambda: load_offers(goods))
    _told(say, "stock levels", lambda: load_stock(goods))
    _told(say, "articles in the bonded account book", load_bonded)
    _told(say, "articles in shops to collect from", load_stores)
    _told(say, "shipments to warehouses", load_warehousing)
    _told(say, "lanes", load_lanes)
    _told(say, "pools of tracking numbers", load_number_pools)
    _told(say, "flights with room", load_flights)
    _told(say, "channels", load_channels)
    _told(say, "search synonyms", load_synonyms)
    _told(say, "products in the search", reindex_search)
    if only is None:
        _told(say, "days of demand", load_history)
        _told(say, "legs of invented past parcels", load_past_parcels)
    _told(say, "listings of a buyer abroad", load_buyers)
    _told(say, "sign-ins", load_people)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _told(say: Say, what: str, step: Callable[[], object]) -> None:
    started = time.monotonic()
    count = step()
    say(f"  {count:>7} {what} ({time.monotonic() - started:.1f} s)")
