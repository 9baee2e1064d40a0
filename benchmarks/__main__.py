"""Starts a shop of its own under ``<home>/bench``, measures, prints and writes ``docs/benchmarks.md``."""

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.client import Client
from entrepot.config.commands.cpu import cpu_seconds
from entrepot.config.commands.stack import Stack, Stop, running
from entrepot.config.environment import BASE_DIR, home

if TYPE_CHECKING:
    from benchmarks.operations import Operation

PORT = 8090
DOCUMENT = BASE_DIR / "docs" / "benchmarks.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", default="", help="operations whose name contains this; writes no document")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--stay", action="store_true", help="keep the shop running afterwards, to look at it")
    options = parser.parse_args()
    os.environ["ENTREPOT_HOME"] = str(home() / "bench")
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(ENTREPOT_DEMO="1", DJANGO_SETTINGS_MODULE="benchmarks.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    stack = Stack(port=PORT, web_workers=2, speed="fast", worker=False)
    try:
        with running(stack):
            _measure_all(stack, options)
            while options.stay:
                time.sleep(1)
    except (Stop, KeyboardInterrupt):
        print("\nStopped.")
    return 0


def _measure_all(stack: Stack, options: argparse.Namespace) -> None:
    from django.utils import timezone

    from benchmarks.measuring import Result, measure
    from benchmarks.report import lines, page
    from entrepot.demo.people import API_KEY

    print(f"{_fill()} products added", flush=True)
    results: list[Result] = []
    for operation in _operations():
        if options.only not in operation.name:
            continue
        for count in options.clients:
            clients = [Client(stack.site, API_KEY) for _ in range(count)]
            for number in range(operation.repeats):
                operation.act(clients[number % count], number)
            results.append(measure(operation, clients, lambda: _spent(stack)))
            print(*list(lines(results[-1:]))[(len(results) > 1) :], sep="\n", flush=True)
    if options.only:
        for step, (statements, ms) in results[0].steps.items():
            print(f"  {step:30} {statements:6.1f} SQL {ms:8.1f} ms")
    else:
        DOCUMENT.write_text(page(results, timezone.now().date()), encoding="utf-8")
        print(f"written to {DOCUMENT.relative_to(BASE_DIR)}")


def _fill() -> int:
    from benchmarks.goods import fill_catalogue

    return fill_catalogue()


def _operations() -> "list[Operation]":
    from benchmarks.goods import articles_to_sell
    from benchmarks.operations import operations
    from entrepot.apps.catalog.models import Product
    from entrepot.apps.catalog.queries import categories

    biggest = max((row for row in categories("en") if not row.parent), key=lambda row: row.products)
    slugs = list(Product.objects.order_by("-popularity").values_list("slug", flat=True)[:50])
    return operations(articles_to_sell(), slugs, biggest.slug)


def _spent(stack: Stack) -> tuple[float, float]:
    server = stack.server
    if server is None:
        raise SystemExit("the benchmark needs its own embedded database")
    postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    return cpu_seconds(stack.children.running["web"].pid), cpu_seconds(postmaster)


if __name__ == "__main__":
    sys.exit(main())
