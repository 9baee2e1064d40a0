"""Start one simulator from the command line and stop it at once on SIGTERM or Ctrl-C."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from simulators.server import Server
from simulators.world import SPEEDS, World

Options = argparse.Namespace

SECRET_VARIABLE = "SIMULATOR_SECRET"


def run(
    name: str,
    install: Callable[[World, Options], None],
    more_options: Callable[[argparse.ArgumentParser], None] | None = None,
) -> None:
    """Parse the arguments, add the routes with ``install``, serve until told to stop.

    Prints one line with the address once calls are accepted. Exits with 2 for a wrong argument.
    """
    parser = argparse.ArgumentParser(prog=f"python -m simulators.{name}")
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--home", type=Path, required=True, help="folder for the SQLite file")
    parser.add_argument("--webhook", default="", help="where to send news; nothing is sent when empty")
    parser.add_argument(
        "--secret",
        default=os.environ.get(SECRET_VARIABLE, ""),
        help=f"whsec_... secret that signs the webhooks; {SECRET_VARIABLE} keeps it out of process lists",
    )
    parser.add_argument("--api-key", default="sandbox", help="what callers must send as bearer token")
    parser.add_argument("--speed", choices=SPEEDS, default="demo")
    if more_options is not None:
        more_options(parser)
    options = parser.parse_args()
    try:
        world = World.build(name, options.home, options.webhook, options.secret, options.speed)
    except ValueError as error:
        parser.error(str(error))
    install(world, options)
    try:
        server = Server(options.port, world.router, world.faults, options.api_key)
    except OSError as error:
        parser.error(f"cannot listen on 127.0.0.1:{options.port}: {error.strerror}")

    def leave(_signal: int, _frame: FrameType | None) -> None:
        # Everything that matters is committed already; waiting for open connections would gain nothing.
        sys.stdout.flush()
        os._exit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    world.agenda.start()
    print(f"{name} simulator on http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.run()
