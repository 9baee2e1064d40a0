"""Reading an answer of success: what cannot be understood is ``Temporary``, since the work may be done."""

from collections.abc import Callable
from typing import Any, TypeVar

from entrepot.domain.ports import Temporary

Read = TypeVar("Read")


def understood(answer: dict[str, Any], read: Callable[[dict[str, Any]], Read]) -> Read:
    """``read(answer)``. Raises ``Temporary`` when fields are missing or of the wrong kind."""
    try:
        return read(answer)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        said = f"the answer cannot be understood: {type(error).__name__} {error}"
        raise Temporary(said, code="unreadable") from error
