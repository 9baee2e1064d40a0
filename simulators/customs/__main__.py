"""``python -m simulators.customs --port N --home DIR --webhook URL --secret whsec_...``"""

import argparse

from simulators import launch
from simulators.customs import api, clerk_page
from simulators.customs.decisions import Office
from simulators.world import World


def options(parser: argparse.ArgumentParser) -> None:
    for name, default in (("query", "0.05"), ("inspection", "0.05"), ("reject", "0")):
        parser.add_argument(f"--{name}-rate", default=default, help=f"share answered by {name}, 0 to 1")
    parser.add_argument("--manual", action="store_true", help="wait for a clerk's decision")


def install(world: World, chosen: launch.Options) -> None:
    office = Office(world)
    rates = {name: getattr(chosen, f"{name}_rate") for name in ("query", "inspection", "reject")}
    try:
        office.configure(rates=rates, manual=chosen.manual)
    except ValueError as error:
        raise SystemExit(f"python -m simulators.customs: error: {error}") from error
    api.install(world, office)
    clerk_page.install(world, office)


if __name__ == "__main__":
    launch.run("customs", install, options)
