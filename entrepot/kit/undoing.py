"""What belongs together is written together, at the price of a savepoint only where one is needed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")
_undone_by_caller: ContextVar[bool] = ContextVar("undone_by_caller", default=False)


@contextmanager
def undone_when_it_fails() -> Iterator[None]:
    """A transaction that nothing raised inside survives: whatever fails in it, all of it is undone."""
    with transaction.atomic():
        token = _undone_by_caller.set(True)
        try:
            yield
        finally:
            _undone_by_caller.reset(token)


def all_or_nothing(service: Callable[Given, Result]) -> Callable[Given, Result]:
    """As ``transaction.atomic``, without a savepoint inside ``undone_when_it_fails``."""

    @wraps(service)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with transaction.atomic(savepoint=not _undone_by_caller.get()):
            return service(*args, **kwargs)

    return run
