"""Orders on the variables of a cell: of computation, of events, and the loops through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from core.expression import variables
from core.grammar import Equation
from core.refusal import Refusal, listed


def in_order(equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """The topological order that keeps the order of the text; refuses a loop within one step."""
    needs = {equation.variable: used_now(equation) for equation in equations}
    try:
        TopologicalSorter({name: sorted(several) for name, several in needs.items()}).prepare()
    except CycleError as error:
        loop: list[str] = list(reversed(error.args[1]))
        line, column = next(e.position for e in equations if e.variable == loop[0])
        raise Refusal(
            f"These need one another within one step: {listed(loop, ' -> ')}; write [t-1] at one of"
            " them.",
            line=line,
            column=column,
        ) from None
    done: list[Equation] = []
    waiting = list(equations)
    while waiting:
        known = {equation.variable for equation in done}
        ready = next(e for e in waiting if needs[e.variable] <= known)
        waiting.remove(ready)
        done.append(ready)
    return tuple(done)


def used_now(equation: Equation) -> set[str]:
    """The variables (not x) that an equation uses at lag 0."""
    return {use.name for use in variables(equation.expression) if not use.lag and use.name != "x"}


def events(equations: Sequence[Equation]) -> tuple[tuple[str, ...], ...]:
    """What happens at once: consecutive equations that do not use one another within the step."""
    groups: list[list[str]] = []
    for equation in equations:
        if groups and not used_now(equation) & set(groups[-1]):
            groups[-1].append(equation.variable)
        else:
            groups.append([equation.variable])
    return tuple(tuple(group) for group in groups)


def components(equations: Sequence[Equation]) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Variables that depend on one another through time, each group with whether it is a loop.

    The groups are the strongly connected components of the graph of uses at any lag, in an order
    in which each follows what it depends on; a lone variable is a loop if it uses its own past.
    """
    uses = {e.variable: {use.name for use in variables(e.expression)} - {"x"} for e in equations}
    reachable = _closure(uses)
    groups: list[tuple[str, ...]] = []
    for equation in equations:
        name = equation.variable
        if any(name in group for group in groups):
            continue
        groups.append(
            tuple(
                e.variable
                for e in equations
                if e.variable == name
                or (e.variable in reachable[name] and name in reachable[e.variable])
            )
        )
    needs = {
        group: [
            other
            for other in groups
            if other != group and any(reachable[v] & set(other) for v in group)
        ]
        for group in groups
    }
    return tuple(
        (group, group[0] in reachable[group[0]])
        for group in TopologicalSorter(needs).static_order()
    )


def _closure(uses: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Everything that each variable depends on, over any number of steps."""
    reachable = {name: set(direct) for name, direct in uses.items()}
    for middle in uses:
        for name in uses:
            if middle in reachable[name]:
                reachable[name] |= reachable[middle]
    return reachable
