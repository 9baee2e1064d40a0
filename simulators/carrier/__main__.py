"""``python -m simulators.carrier --port N --home DIR --webhook URL --secret whsec_...``"""

from simulators import launch
from simulators.carrier import api, depot_page, desk
from simulators.carrier.journey import Depot
from simulators.world import World


def install(world: World, _options: launch.Options) -> None:
    depot = Depot(world)
    api.install(world, depot)
    desk.install(world)
    depot_page.install(world)


if __name__ == "__main__":
    launch.run("carrier", install)
