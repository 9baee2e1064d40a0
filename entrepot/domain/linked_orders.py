"""Orders that look like one sale spread over days or names so that each stays below a limit of the law.

Nothing is concluded: families live behind one door, and people order twice. What is found are facts for
somebody to judge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from entrepot.domain.money import Money, total

# Kinds of links, the strongest first.
IDENTITY: Final = "identity"
ACCOUNT: Final = "account"
EMAIL: Final = "email"
PHONE: Final = "phone"
DOOR: Final = "door"
LINKS: Final = (IDENTITY, ACCOUNT, EMAIL, PHONE, DOOR)


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """An order whose goods cross a border. ``keys`` maps kinds of ``LINKS`` to what identifies its buyer, and
    ``tested`` rules to what was held against a limit and the limit that it stayed within."""

    number: str
    placed_at: datetime
    name: str
    keys: Mapping[str, str]
    tested: Mapping[str, tuple[Money, Money]]


@dataclass(frozen=True, slots=True)
class LinkedOrders:
    """``orders`` within ``limit`` one by one and ``worth`` more together; ``links`` are what they have in
    common, ``names`` how many recipients they name."""

    limit: Money
    worth: Money
    orders: tuple[str, ...]
    links: tuple[str, ...]
    names: int


def linked_orders(order: ImportOrder, others: Iterable[ImportOrder]) -> list[LinkedOrders]:
    """For each limit that ``order`` stays within, the ``others`` with a link to it which do, too, if all of
    them together would be above it; of rules with one limit it is found once."""
    linked = [(other, links) for other in others if (links := links_between(order, other))]
    found: dict[Money, LinkedOrders] = {}
    for rule_id, (worth, limit) in sorted(order.tested.items()):
        with_it = [(other, links) for other, links in linked if rule_id in other.tested]
        together = total([worth, *(other.tested[rule_id][0] for other, _links in with_it)], worth.currency)
        if with_it and together > limit:
            found.setdefault(limit, _found(limit, together, order, with_it))
    return list(found.values())


def _found(
    limit: Money,
    worth: Money,
    order: ImportOrder,
    with_it: list[tuple[ImportOrder, frozenset[str]]],
) -> LinkedOrders:
    orders = sorted([order, *(other for other, _links in with_it)], key=lambda one: one.placed_at)
    links = frozenset().union(*(links for _other, links in with_it))
    return LinkedOrders(
        limit, worth, tuple(one.number for one in orders),
        tuple(link for link in LINKS if link in links), len({_plain(one.name) for one in orders}),
    )  # fmt: skip


def links_between(one: ImportOrder, other: ImportOrder) -> frozenset[str]:
    """The kinds of keys that both have alike, however they are written."""
    return frozenset(
        kind
        for kind, value in one.keys.items()
        if _plain(value) and _plain(value) == _plain(other.keys.get(kind, ""))
    )


def _plain(text: str) -> str:
    """Without case, spaces and signs: "+44 20-7946" is "44207946"."""
    return "".join(each for each in text.casefold() if each.isalnum())
