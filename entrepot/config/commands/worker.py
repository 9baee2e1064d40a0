"""``entrepot worker``: delivers events in batches and runs jobs. Add more of them on more machines."""

import argparse
import logging
import signal
import threading
from types import FrameType

import psycopg

logger = logging.getLogger("entrepot.worker")
CHECK_SECONDS = 5.0
PAUSE_AFTER_FAILURE_SECONDS = 2.0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="entrepot worker")
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at once")
    options = parser.parse_args(arguments)
    import django

    django.setup()
    from procrastinate.contrib.django import app

    from entrepot.kit.tasks import STALLED_AFTER_SECONDS

    ending = threading.Event()
    courier = threading.Thread(target=_deliver_events, args=(ending,), name="outbox", daemon=True)
    courier.start()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
            working.run_worker(
                name="entrepot", concurrency=options.concurrency, listen_notify=True,
                fetch_job_polling_interval=5, shutdown_graceful_timeout=5, delete_jobs="successful",
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
            )  # fmt: skip
    except KeyboardInterrupt:
        pass
    ending.set()
    courier.join(timeout=5)
    return 0


def _deliver_events(ending: threading.Event) -> None:
    """Drain the outbox whenever PostgreSQL says that something was recorded, and every few seconds anyway."""
    from django.conf import settings
    from django.db import close_old_connections

    from entrepot.kit import outbox

    while not ending.is_set():
        try:
            with _listening() as line:
                while not ending.is_set():
                    while outbox.drain(settings.OUTBOX_BATCH):
                        pass
                    close_old_connections()
                    for _ in line.notifies(timeout=CHECK_SECONDS, stop_after=1):
                        pass
        except Exception:  # the database may be restarting; the events wait in it
            logger.exception("event delivery paused")
            ending.wait(PAUSE_AFTER_FAILURE_SECONDS)


def _listening() -> psycopg.Connection[tuple[object, ...]]:
    from django.db import connection

    from entrepot.kit.outbox import CHANNEL

    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    line = psycopg.connect(**parameters, autocommit=True)
    line.execute(f"LISTEN {CHANNEL}")
    return line


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
