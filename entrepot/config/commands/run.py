"""``entrepot run``: everything a shop needs, started together and stopped together."""

import argparse
import threading
import time

from entrepot.config.commands.stack import Stack, Stop, running
from entrepot.config.environment import env_int, env_text, home


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="entrepot run")
    parser.add_argument("--port", type=int, default=env_int("PORT", 8000))
    parser.add_argument("--workers", type=int, default=env_int("WEB_WORKERS", 2), help="web processes")
    parser.add_argument("--no-simulators", action="store_true")
    parser.add_argument(
        "--speed", default=env_text("SIMULATOR_SPEED", "demo"), choices=["demo", "fast", "real"]
    )
    parser.add_argument("--no-orders", action="store_true", help="a demo shop without its first orders")
    options = parser.parse_args(arguments)
    stack = Stack(
        port=options.port,
        web_workers=options.workers,
        speed=options.speed,
        simulators=not options.no_simulators,
    )
    try:
        with running(stack):
            _announce(stack)
            if stack.simulators and not options.no_orders:
                threading.Thread(target=_first_orders, args=(stack,), daemon=True).start()
            while True:
                time.sleep(1)
                stack.check()
    except (Stop, KeyboardInterrupt):
        print("\nStopped.", flush=True)
        return 0


def _announce(stack: Stack) -> None:
    from django.conf import settings

    print(f"\nEntrepot is running. Logs: {home() / 'logs'}. Ctrl-C stops everything.\n")
    print(f"  Shop            {stack.site}/en/   {stack.site}/zh-hans/")
    print(f"  Console         {stack.site}/en/console/")
    print(f"  Supplier portal {stack.site}/en/supplier/")
    print(f"  API             {stack.site}/api/v1/docs")
    for name, address in stack.simulators.items():
        print(f"  Simulator       {address}/   ({name})")
    if settings.DEMO:
        from entrepot.demo.people import API_KEY, SIGN_INS

        print("\n  Sign in as")
        for role, email, password in SIGN_INS:
            print(f"    {role:12} {email:28} {password}")
        print(f"    {'program':12} Authorization: Bearer {API_KEY}")
    print(flush=True)


def _first_orders(stack: Stack) -> None:
    """Fill a new demo shop with orders, while people already look around in it."""
    from django.conf import settings
    from django.db import connection

    from entrepot.demo.first_orders.partners import SimulatedPartners
    from entrepot.demo.first_orders.play import play_first_orders

    if not settings.DEMO:
        return
    try:
        placed = play_first_orders(
            partners=SimulatedPartners.among(stack.simulators),
            return_url=f"{stack.site}/",
            say=print,
        )
    finally:
        connection.close()
    if placed:
        print(f"{placed} first orders of the demo shop stand in the console.", flush=True)
