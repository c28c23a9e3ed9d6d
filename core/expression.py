"""Expressions: the one small tree that everything in Unrolled is read off.

A cell's equations are parsed into these nodes; the derivative of an equation is made of the same
nodes; and the code generator, the typesetter and the graph all walk them. Nodes are immutable and
hashable, so that equal sub-expressions are computed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Position = tuple[int, int]
"""Line and column of a node in the user's text, both counted from 1."""


@dataclass(frozen=True, eq=False)
class Expression:
    """A node; its position in the text takes no part in comparisons.

    Its hash is computed once, when it is made: trees are deep, and looked up all the time.
    """

    position: Position | None = field(default=None, repr=False, kw_only=True)
    _parts: tuple[object, ...] = field(init=False, repr=False)
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = tuple(value for name, value in vars(self).items() if name != "position")
        object.__setattr__(self, "_parts", parts)
        object.__setattr__(self, "_hash", hash((type(self), parts)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Expression)
            and type(self) is type(other)
            and self._hash == other._hash
            and self._parts == other._parts
        )

    @property
    def operands(self) -> tuple[Expression, ...]:
        return ()


@dataclass(frozen=True, eq=False)
class Number(Expression):
    """A constant, broadcast to the size of what it meets."""

    value: float


@dataclass(frozen=True, eq=False)
class Variable(Expression):
    """`name[t]` (lag 0) or `name[t-1]` (lag 1); the external input is the variable `x`."""

    name: str
    lag: int = 0


@dataclass(frozen=True, eq=False)
class Parameter(Expression):
    """A parameter used as a vector: a bias or a peephole."""

    name: str


@dataclass(frozen=True, eq=False)
class Negation(Expression):
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Binary(Expression):
    left: Expression
    right: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False)
class Sum(Binary):
    pass


@dataclass(frozen=True, eq=False)
class Difference(Binary):
    pass


@dataclass(frozen=True, eq=False)
class Product(Binary):
    """Element by element."""


@dataclass(frozen=True, eq=False)
class MatrixProduct(Expression):
    """`P @ v`: a parameter [m, n] times a vector [n]."""

    parameter: str
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Apply(Expression):
    """A function of the table in `core.functions`, or `softmax`, of one argument."""

    function: str
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


# The nodes below never come from a text: the derivative is written with them.


@dataclass(frozen=True, eq=False)
class Delta(Expression):
    """The error dJ/dv(t) of the variable whose equation is being differentiated."""

    name: str


@dataclass(frozen=True, eq=False)
class Slope(Expression):
    """g'(operand), element by element."""

    function: str
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class TransposedProduct(Expression):
    """Pᵀ times an error."""

    parameter: str
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class SoftmaxPullback(Expression):
    """(d softmax(argument) / d argument)ᵀ times an error: y * (e - sum(y * e))."""

    argument: Expression
    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.argument, self.operand)


@dataclass(frozen=True, eq=False)
class Ahead(Expression):
    """What the operand is one step later; zero after the last step."""

    operand: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Named(Expression):
    """An array that generated code has already computed, under this name."""

    name: str
    over_time: bool


def nodes(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, from the root down and from left to right."""
    waiting = [expression]  # rather than recursion, whose cost would grow with the depth
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.operands[::-1]


def variables(expression: Expression) -> Iterator[Variable]:
    """Every use of a variable."""
    return (node for node in nodes(expression) if isinstance(node, Variable))


def is_constant(expression: Expression) -> bool:
    """True of what is the same at every step: numbers and parameters only."""
    return not any(
        isinstance(node, Variable | Delta) or (isinstance(node, Named) and node.over_time)
        for node in nodes(expression)
    )


def times(left: Expression, right: Expression) -> Expression:
    """The product, without a factor of one."""
    if left == Number(1.0):
        return right
    if right == Number(1.0):
        return left
    return Product(left, right)
