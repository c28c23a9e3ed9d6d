"""Code for the loop over time of one group of variables, forward.

It works on rows of preallocated time-major arrays: sums of what is known beforehand are laid into
those arrays first, stacked products are added to their block, the rest is done element by element.
"""

from __future__ import annotations

from core.cell import Cell
from core.emitter import Emitter, allocate
from core.expression import (
    Apply,
    Binary,
    Difference,
    Expression,
    MatrixProduct,
    Negation,
    Product,
    Sum,
    Variable,
    is_constant,
    variables,
)
from core.sizes import Symbol
from core.stacks import Stack, find_runs, find_stacks, slices, terms, varies

_UFUNC = {Sum: "add", Difference: "subtract", Product: "multiply"}
_SPELLED = {
    "sigmoid": (
        "negative({argument}, {target})",
        "exp({target}, {target})",
        "add({target}, one, {target})",
        "reciprocal({target}, {target})",
    ),
    "relu": ("maximum({argument}, nil, out={target})",),
}


class ForwardLoop:
    """The loop over time of one group of variables."""

    def __init__(self, cell: Cell, emitter: Emitter, group: tuple[str, ...]) -> None:
        self.cell, self.emitter, self.group = cell, emitter, group
        self.rows: dict[str, str] = {}  # array over time -> its row in the loop
        self.body: list[str] = []
        self.known: dict[Expression, str] = {}  # computed in this step -> row or buffer
        self.kept: dict[Expression, str] = {}  # computed in the loop and kept for later
        self.multiplied: set[Expression] = set()  # operands whose stacks this step has computed
        self.blocks: dict[str, str] = {}  # first variable of a run -> the run's array
        self.stacks = find_stacks(cell, group)
        self.runs = list(find_runs(cell, group, list(self.stacks.values())))

    def emit(self) -> None:
        self._allocate()
        for name in self.group:
            self._prefill(name)
        for run in self.runs:
            if len(run) > 1:
                self._apply_run(run)
            else:
                self._equation(run[0])
        emitter = self.emitter
        rows, arrays = ", ".join(self.rows.values()), ", ".join(self.rows)
        emitter.line(f"for {rows}, in zip({arrays}, strict=True):")
        emitter.lines += [f"    {line}" for line in self.body]
        emitter.names.update(self.kept)

    # Memory

    def _size(self, name: str) -> Symbol:
        return self.cell.sizes.variables[name]

    def _allocate(self) -> None:
        emitter = self.emitter
        for stack in self.stacks.values():
            stack.block = self._block(list(stack.hosts)) if stack.hosts else ""
            sizes = [self.cell.sizes.parameters[m.parameter][0] for m in stack.members]
            stack.product = emitter.define("b", f"empty({' + '.join(sizes)})")
            for member, where in zip(stack.members, slices(sizes), strict=True):
                stack.slices[member] = emitter.define("b", f"{stack.product}[{where}]")
            stack.matrix = emitter.joined(member.parameter for member in stack.members)
        for run in self.runs:
            if len(run) > 1:
                self.blocks[run[0]] = self._block(run)
            elif run[0] not in emitter.values:
                allocate(self.cell, emitter, run[0], self._size(run[0]))

    def _block(self, names: list[str]) -> str:
        """One array for several variables, each of them a view."""
        sizes = [self._size(name) for name in names]
        block = self.emitter.define("a", f"empty((T + 1, {' + '.join(sizes)}))")
        for name, where in zip(names, slices(sizes), strict=True):
            allocate(self.cell, self.emitter, name, "", f"{block}[:, {where}]")
        return block

    def _prefill(self, name: str) -> None:
        """Lay the terms that are known beforehand into the variable's array."""
        known = [term for term in self._terms(name) if not varies(term[1], self.group)]
        if known or self._hosted(name):
            total: Expression | None = None
            for added, term in known:
                if total is None:
                    total = term if added else Negation(term)
                else:
                    total = Sum(total, term) if added else Difference(total, term)
            code = "0.0" if total is None else self.emitter.array(total)
            self.emitter.line(f"{self.emitter.values[name]}[1:] = {code}")

    def _terms(self, name: str) -> list[tuple[bool, Expression]]:
        return list(terms(self.cell.equation[name].expression))

    def _hosted(self, name: str) -> Stack | None:
        return next((stack for stack in self.stacks.values() if name in stack.hosts), None)

    # One step

    def _equation(self, name: str) -> None:
        row = self._variable(name, 0)
        host = self._hosted(name)
        pending = [term for term in self._terms(name) if varies(term[1], self.group)]
        if host is None and len(pending) == len(self._terms(name)):
            self._row(self.cell.equation[name].expression, row)
            return
        if host is not None:
            self._multiply(host)
            pending.remove((True, host.hosts[name]))
        for added, term in pending:
            self.body.append(f"{'add' if added else 'subtract'}({row}, {self._row(term)}, {row})")

    def _apply_run(self, run: list[str]) -> None:
        expressions = [self.cell.equation[name].expression for name in run]
        arguments = [next(variables(expression)).name for expression in expressions]
        stack = self._hosted(arguments[0])
        assert stack is not None and isinstance(expressions[0], Apply)
        sizes = [self._size(name) for name in stack.hosts]
        first = list(stack.hosts).index(arguments[0])
        start = " + ".join(sizes[:first]) or "0"
        end = " + ".join(sizes[: first + len(run)])
        source = self._over(f"{stack.block}[1:, {start}:{end}]")
        target = self._over(f"{self.blocks[run[0]]}[1:]")
        self._call(expressions[0].function, source, target)

    def _row(self, expression: Expression, out: str | None = None) -> str:
        """The value at this step, computed into `out` or a buffer where it needs computing."""
        if expression in self.known and out is None:
            return self.known[expression]
        if not varies(expression, self.group):
            array = self.emitter.array(expression)
            value = array if is_constant(expression) else self._over(array)
        else:
            match expression:
                case Variable(name, lag):
                    value = self._variable(name, lag)
                case MatrixProduct():
                    stack = self.stacks[expression.operand]
                    self._multiply(stack)
                    value = stack.slices[expression]
                case _:
                    return self._operation(expression, out)
        if out is not None:
            self.body.append(f"copyto({out}, {value})")
        return out or value

    def _operation(self, expression: Expression, out: str | None) -> str:
        keep = out is None and isinstance(expression, Apply)
        if keep:  # the factors of the backward pass will want it
            array = self.emitter.define("u", f"empty((T, {self.cell.sizes.of(expression)}))")
            self.kept[expression] = array
            target = self._over(array)
        else:
            target = out or self.emitter.define("b", f"empty({self.cell.sizes.of(expression)})")
        match expression:
            case Apply(function, operand):
                self._call(function, self._row(operand), target)
            case Negation(operand):
                self.body.append(f"negative({self._row(operand)}, {target})")
            case Binary(left, right):
                first, second = self._row(left), self._row(right)
                self.body.append(f"{_UFUNC[type(expression)]}({first}, {second}, {target})")
        self.known[expression] = target
        return target

    def _call(self, function: str, argument: str, target: str) -> None:
        """A function, spelled out where a call would cost as much as what it does."""
        for line in _SPELLED.get(function, ("{function}({argument}, {target})",)):
            self.body.append(line.format(function=function, argument=argument, target=target))

    def _multiply(self, stack: Stack) -> None:
        """The stacked product, once a step, as soon as something needs it."""
        key = stack.operand
        if key in self.multiplied:
            return
        self.multiplied.add(key)
        self.body.append(f"{stack.matrix}.dot({self._row(key)}, {stack.product})")
        if stack.hosts:
            sizes = " + ".join(self._size(name) for name in stack.hosts)
            row = self._over(f"{stack.block}[1:]")
            part = (
                stack.product
                if len(stack.hosts) == len(stack.members)
                else self.emitter.define("b", f"{stack.product}[:{sizes}]")
            )
            self.body.append(f"add({row}, {part}, {row})")

    def _variable(self, name: str, lag: int) -> str:
        return self._over(f"{self.emitter.values[name]}[{':-1' if lag else '1:'}]")

    def _over(self, array: str) -> str:
        """The row of an array over time at this step."""
        if array not in self.rows:
            self.rows[array] = self.emitter.fresh("r")
        return self.rows[array]
