"""Arithmetic written down once and played on whole columns of integers.

A node stands for a column of integers times one exact ``scale``; multiplying and dividing by constants
changes only the scale. Rounding is the only step that loses anything, and it is exact integer division.
"""

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Final

Column = Sequence[int]
_UNBOUNDED: Final = 1 << 200


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """``op`` says how its column is made of those of earlier nodes; value = column x ``scale``."""

    op: tuple[object, ...]
    scale: Fraction


class Tape:
    """Nodes of one calculation, each different one once, and within which bounds the calculation holds."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Node] = {}
        self.bounds: dict[Node, tuple[int, int]] = {}

    def input(self, name: str, scale: Fraction) -> Node:
        return self._node(("input", name), scale)

    def scaled(self, node: Node, factor: Fraction) -> Node:
        if factor <= 0:
            raise Untraceable("a column is only scaled by positive numbers")
        return self._node(("same", node), node.scale * factor) if factor != 1 else node

    def sum(self, one: Node, other: Node, sign: int = 1) -> Node:
        """``one`` + ``sign`` x ``other``."""
        scale = _common(one.scale, other.scale)
        factors = int(one.scale / scale), sign * int(other.scale / scale)
        return self._node(("sum", one, factors[0], other, factors[1]), scale)

    def shifted(self, node: Node, constant: Fraction, sign: int = 1) -> Node:
        """``constant`` + ``sign`` x ``node``."""
        scale = _common(node.scale, constant)
        return self._node(("shift", node, sign * int(node.scale / scale), int(constant / scale)), scale)

    def rounded(self, node: Node, step: Fraction, mode: str) -> Node:
        """To whole multiples of ``step``; ``mode`` is one of ``decimal``."""
        ratio = node.scale / step
        if ratio.denominator == 1:
            same = ("same", node) if ratio == 1 else ("shift", node, ratio.numerator, 0)
            return node if ratio == 1 else self._node(same, step)
        return self._node((mode, node, ratio.numerator, ratio.denominator), step)

    def holds(self, node: Node, limit: Fraction, *, at_most: bool, strict: bool) -> None:
        """Note that the calculation took the turn where value <= (or <) ``limit``, or where it did not."""
        exact = limit / node.scale
        most = exact.numerator // exact.denominator
        if strict and exact.denominator == 1:
            most -= 1
        lowest, highest = self.bounds.get(node, (-_UNBOUNDED, _UNBOUNDED))
        self.bounds[node] = (lowest, min(highest, most)) if at_most else (max(lowest, most + 1), highest)

    def _node(self, op: tuple[object, ...], scale: Fraction) -> Node:
        key = (*op, scale)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Node(op, scale)
        return found


class Untraceable(ArithmeticError):
    """A step that cannot be played on columns: such goods are quoted one by one."""


class Player:
    """The columns of a tape's nodes for given inputs, each made when first asked for."""

    def __init__(self, inputs: Mapping[str, Column]) -> None:
        self._inputs = inputs
        self._made: dict[Node, Column] = {}

    def column(self, node: Node) -> Column:
        found = self._made.get(node)
        if found is None:
            found = self._made[node] = self._make(node.op)
        return found

    def _make(self, op: tuple[object, ...]) -> Column:
        match op:
            case ("input", str(name)):
                return self._inputs[name]
            case ("same", Node() as node):
                return self.column(node)
            case ("shift", Node() as node, int(factor), int(constant)):
                return _linear(self.column(node), factor, constant)
            case ("sum", Node() as one, int(factor), Node() as other, int(second)):
                return _weighed(self.column(one), factor, self.column(other), second)
            case (str(mode), Node() as node, int(numerator), int(denominator)):
                return _divided(self.column(node), mode, numerator, denominator)
        raise Untraceable(f"no such step: {op[0]}")


def _linear(column: Column, factor: int, constant: int) -> Column:
    if factor == 1:
        return [number + constant for number in column]
    return [number * factor + constant for number in column]


def _weighed(one: Column, factor: int, other: Column, second: int) -> Column:
    if (factor, second) == (1, 1):
        return list(map(operator.add, one, other))
    if (factor, second) == (1, -1):
        return list(map(operator.sub, one, other))
    return [a * factor + b * second for a, b in zip(one, other, strict=True)]


def _divided(column: Column, mode: str, up: int, down: int) -> Column:
    """Each number x ``up`` / ``down`` as a whole number."""
    if mode == "ROUND_FLOOR":
        return [number * up // down for number in column]
    if mode == "ROUND_CEILING":
        return [-(-number * up // down) for number in column]
    twice, whole = 2 * up, 2 * down
    if mode == "ROUND_HALF_UP":
        if min(column, default=0) < 0:
            return [_half_up(number * up, down) for number in column]
        return [(number * twice + down) // whole for number in column]
    if mode == "ROUND_HALF_EVEN":
        if down % 2:  # a remainder of exactly one half needs an even divisor
            return [(number * twice + down) // whole for number in column]
        return [_half_even(number * up, down) for number in column]
    raise Untraceable(f"rounding {mode} is not known to the bulk engine")


def _half_up(number: int, divisor: int) -> int:
    size = (2 * abs(number) + divisor) // (2 * divisor)
    return size if number >= 0 else -size


def _half_even(number: int, divisor: int) -> int:
    whole, rest = divmod(number, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole & 1))


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The largest scale of which both are whole multiples."""
    if not one or not other:
        return abs(one) or abs(other) or Fraction(1)
    top = gcd(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(top, one.denominator * other.denominator)
