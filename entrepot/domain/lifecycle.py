"""Lifecycles as tables that are checked when they are imported.

A lifecycle is decided by people or rules (an order is confirmed, a declaration released). What can
be derived from facts (how much of an order has been paid) is derived instead, and has no table.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class IllegalTransition(ValueError):
    """``old`` cannot become ``new``; ``allowed`` says what it can become."""

    def __init__(self, name: str, old: str, new: str, allowed: frozenset[str]) -> None:
        super().__init__(f"{name}: {old} cannot become {new} (allowed: {sorted(allowed) or 'nothing'})")
        self.name, self.old, self.new, self.allowed = name, old, new, allowed


@dataclass(frozen=True)
class Lifecycle:
    """States, the edges between them, and the one a new row starts in.

    Raises ``ValueError`` at import for an edge to a state without a row of its own, or for a state
    that cannot be reached from ``initial``.
    """

    name: str
    initial: str
    edges: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        states = set(self.edges)
        unknown = {target for targets in self.edges.values() for target in targets} - states
        if self.initial not in states or unknown:
            raise ValueError(f"{self.name}: unknown states {sorted(unknown) or self.initial}")
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            for target in self.edges[frontier.pop()] - reached:
                reached.add(target)
                frontier.append(target)
        if states - reached:
            raise ValueError(f"{self.name}: unreachable states {sorted(states - reached)}")

    def next_states(self, state: str) -> frozenset[str]:
        """What ``state`` may become. Raises ``KeyError`` for an unknown state."""
        return self.edges[state]

    def is_final(self, state: str) -> bool:
        return not self.edges[state]

    def check(self, old: str, new: str) -> None:
        """Raises ``IllegalTransition`` unless ``old`` may become ``new``."""
        if new not in self.edges.get(old, frozenset()):
            raise IllegalTransition(self.name, old, new, self.edges.get(old, frozenset()))


def lifecycle(name: str, initial: str, **edges: str) -> Lifecycle:
    """Write a table readably: ``lifecycle("order", "new", new="paid cancelled", paid="", ...)``."""
    return Lifecycle(name, initial, {state: frozenset(targets.split()) for state, targets in edges.items()})
