"""What is measured, each with the cost we mean to stay below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.client import Client

ADDRESS = {
    "name": "Lena Beispiel", "line1": "Beispielstraße 1", "city": "Berlin", "postcode": "10115",
    "country": "DE", "phone": "+49 30 5550123",
}  # fmt: skip
SEARCHES = (
    "red lantern",
    "clock",
    "面膜",
    "sunscren",
    "澳洲 奶粉",
    "paper chain kit",
    "heart t-light holder",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """``act`` does it once; its number lets it vary. ``cpu_ms``: server and database together."""

    name: str
    act: Callable[[Client, int], None]
    repeats: int
    cpu_ms: float
    statements: int | None = None


def operations(skus: Sequence[str], slugs: Sequence[str], category: str) -> list[Operation]:
    def pair(number: int) -> tuple[str, str]:
        return skus[2 * number % len(skus)], skus[(2 * number + 1) % len(skus)]

    def step_by_step(client: Client, number: int) -> None:
        first, second = pair(number)
        cart = client.post("open cart", "/api/v1/carts", {"country": "DE"})["id"]
        client.post("add an article", f"/api/v1/carts/{cart}/lines", {"sku": first, "quantity": 1})
        client.post("add another", f"/api/v1/carts/{cart}/lines", {"sku": second, "quantity": 2})
        _buy(client, cart)

    def cart_at_once(client: Client, number: int) -> None:
        first, second = pair(number)
        lines = [{"sku": first, "quantity": 1}, {"sku": second, "quantity": 2}]
        cart = client.post("cart with both articles", "/api/v1/carts", {"country": "DE", "lines": lines})[
            "id"
        ]
        _buy(client, cart)

    return [
        Operation("whole checkout, 6 requests (API)", step_by_step, 60, cpu_ms=60, statements=45),
        Operation("whole checkout, 4 requests (API)", cart_at_once, 60, cpu_ms=60, statements=45),
        _reading("product list, 24 of 10,000 (API)", lambda n: f"/api/v1/products?page={n % 40 + 1}", 200, 6),
        _reading("product list (page)", lambda n: f"/en/c/{category}/?page={n % 20 + 1}", 200, 6),
        _reading("product (API)", lambda n: f"/api/v1/products/{slugs[n % len(slugs)]}", 200, 6),
        _reading("product (page)", lambda n: f"/en/p/{slugs[n % len(slugs)]}/", 200, 6),
        _reading("search (API)", lambda n: f"/api/v1/search?q={SEARCHES[n % len(SEARCHES)]}", 140, 12),
        _reading("search (page)", lambda n: f"/en/search/?q={SEARCHES[n % len(SEARCHES)]}", 140, 12),
    ]


def _buy(client: Client, cart: str) -> None:
    """Address and landed cost, order, payment."""
    quote = client.post("address and landed cost", f"/api/v1/carts/{cart}/quotes", {"address": ADDRESS})
    if quote["plan"]["blocked"]:
        raise RuntimeError(f"an article cannot be sent to Germany: {quote['plan']['blocked']}")
    order = {"quote_id": quote["id"], "email": "lena@bench.example", "accept_unknown_charges": True}
    number = client.post("place", "/api/v1/orders", order)["number"]
    client.post("pay", f"/api/v1/orders/{number}/payments", {})


def _reading(name: str, path: Callable[[int], str], repeats: int, cpu_ms: float) -> Operation:
    def read(client: Client, number: int) -> None:
        client.get("read", path(number))

    return Operation(name, read, repeats, cpu_ms)
