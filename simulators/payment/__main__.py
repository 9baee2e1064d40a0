"""``python -m simulators.payment --port N --home DIR --webhook URL --secret whsec_...``"""

from simulators import launch
from simulators.payment import api, pay_page
from simulators.world import World


def install(world: World, _options: launch.Options) -> None:
    api.install(world)
    pay_page.install(world)


if __name__ == "__main__":
    launch.run("payment", install)
