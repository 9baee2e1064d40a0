"""A decimal that writes down what is done with it.

The scalar engine calculates one example with these instead of ordinary decimals. What comes out is the
answer for the example, and on the tape the same calculation for every other value on the same side of
every comparison that was made. So the bulk engine holds no law of its own.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from entrepot.domain.duties.bulk.tape import Node, Tape, Untraceable

_ROUND_BY_DEFAULT = "ROUND_HALF_EVEN"


class Traced(Decimal):
    """``node`` on ``tape`` stands for this number in every row."""

    tape: Tape
    node: Node

    @classmethod
    def of(cls, value: Decimal, tape: Tape, node: Node) -> Self:
        made = cls(value)
        made.tape, made.node = tape, node
        return made

    def _like(self, value: Decimal, node: Node) -> "Traced":
        return Traced.of(value, self.tape, node)

    # -- arithmetic ------------------------------------------------------------------------------

    def __add__(self, other: Any) -> Any:
        value = Decimal.__add__(self, other)
        if isinstance(other, Traced):
            return self._like(value, self.tape.sum(self.node, other.node))
        return self._like(value, self.tape.shifted(self.node, Fraction(other))) if other else self

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        value = Decimal.__sub__(self, other)
        if isinstance(other, Traced):
            return self._like(value, self.tape.sum(self.node, other.node, -1))
        return self._like(value, self.tape.shifted(self.node, -Fraction(other))) if other else self

    def __rsub__(self, other: Any) -> Any:
        return self._like(Decimal.__rsub__(self, other), self.tape.shifted(self.node, Fraction(other), -1))

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Traced):
            raise Untraceable("the product of two columns")
        value = Decimal.__mul__(self, other)
        return self._like(value, self.tape.scaled(self.node, Fraction(other))) if other else value

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Traced):
            raise Untraceable("the quotient of two columns")
        value = Decimal.__truediv__(self, other)
        return self._like(value, self.tape.scaled(self.node, 1 / Fraction(other)))

    def __rtruediv__(self, other: Any) -> Any:
        raise Untraceable("division by a column")

    def quantize(self, exp: Any, rounding: str | None = None, context: Any = None) -> Any:
        value = Decimal.quantize(self, exp, rounding, context)
        step = Fraction(Decimal(1).scaleb(int(exp.as_tuple().exponent)))
        return self._like(value, self.tape.rounded(self.node, step, rounding or _ROUND_BY_DEFAULT))

    # -- turns -----------------------------------------------------------------------------------

    def _turn(self, other: Any, *, strict: bool) -> bool:
        """Whether self <= (or <) other, noted."""
        if isinstance(other, Traced):
            taken = Decimal.__lt__(self, other) if strict else Decimal.__le__(self, other)
            difference = self.tape.sum(self.node, other.node, -1)
            self.tape.holds(difference, Fraction(0), at_most=taken, strict=strict)
            return taken
        taken = Decimal.__lt__(self, other) if strict else Decimal.__le__(self, other)
        self.tape.holds(self.node, Fraction(other), at_most=taken, strict=strict)
        return taken

    def __lt__(self, other: Any) -> bool:
        return self._turn(other, strict=True)

    def __le__(self, other: Any) -> bool:
        return self._turn(other, strict=False)

    def __gt__(self, other: Any) -> bool:
        return not self._turn(other, strict=False)

    def __ge__(self, other: Any) -> bool:
        return not self._turn(other, strict=True)

    def __bool__(self) -> bool:
        """Whether it is not zero: rows of the other sign would need a tape of their own, too."""
        zero = not Decimal.__bool__(self)
        if zero or Decimal.__gt__(self, 0):
            self.tape.holds(self.node, Fraction(0), at_most=zero, strict=False)
        if zero or Decimal.__lt__(self, 0):
            self.tape.holds(self.node, Fraction(0), at_most=not zero, strict=True)
        return not zero

    def __eq__(self, other: object) -> bool:
        """Not noted: the engine compares amounts for equality only to check its own sums."""
        return Decimal.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not Decimal.__eq__(self, other)

    __hash__ = Decimal.__hash__
