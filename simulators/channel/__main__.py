"""``python -m simulators.channel --port N --home DIR``"""

from simulators import launch
from simulators.channel import api, seller_page
from simulators.world import World


def install(world: World, _options: launch.Options) -> None:
    api.install(world)
    seller_page.install(world)


if __name__ == "__main__":
    launch.run("channel", install)
