"""Work that no two processes do at once, however each of them came to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def one_at_a_time(name: str) -> Iterator[bool]:
    """Whether the work called ``name`` is ours until the block ends; false while another session has it.

    PostgreSQL holds the lock for the session: one that dies lets go of it. A job's own lock does not do: a
    job that was taken for dead and is run again may still be running.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def wait_for_turn(name: str) -> None:
    """Go on when no other transaction does the work called ``name``; it is ours until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
