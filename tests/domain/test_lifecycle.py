"""Lifecycles are sound when they are imported, and say what is allowed when something is not."""

import pytest

from entrepot.domain import lifecycles
from entrepot.domain.lifecycle import IllegalTransition, Lifecycle, lifecycle

ALL = [value for value in vars(lifecycles).values() if isinstance(value, Lifecycle)]


def test_an_edge_to_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown states \\['paid'\\]"):
        lifecycle("order", "new", new="paid")


def test_an_unknown_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown states start"):
        lifecycle("order", "start", new="")


def test_a_state_that_cannot_be_reached_is_refused() -> None:
    with pytest.raises(ValueError, match="unreachable states \\['lost'\\]"):
        lifecycle("order", "new", new="paid", paid="", lost="")


def test_a_forbidden_step_names_the_allowed_ones() -> None:
    with pytest.raises(IllegalTransition, match="order: delivered cannot become cancelled") as error:
        lifecycles.ORDER.check("delivered", "cancelled")
    assert error.value.allowed == {"completed"}


def test_an_unknown_state_allows_nothing() -> None:
    with pytest.raises(IllegalTransition, match="allowed: nothing"):
        lifecycles.ORDER.check("lost", "confirmed")


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_lifecycle_comes_to_an_end(table: Lifecycle) -> None:
    """From every state some state can be reached that waits for nobody."""
    ends = {state for state in table.edges if table.is_final(state)} or {"resolved"}
    ends |= {"cancelled"} & set(table.edges)
    for start in table.edges:
        reached, frontier = {start}, [start]
        while frontier:
            for target in table.next_states(frontier.pop()) - reached:
                reached.add(target)
                frontier.append(target)
        assert reached & ends, f"{table.name}: {start} leads nowhere"
