"""From a request to an experiment: every choice made, every size known, every array there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core import cells, effect
from core.build import build
from core.cell import Cell, Readout, Source
from core.cuts import kept
from core.functions import Array
from core.initialization import draw
from core.loss import Loss
from core.refusal import Refusal
from core.request import At, Limits, LossChoice, Request
from core.shapes import Shapes
from core.surgery import Surgery
from core.tasks import Fixed, check_steps, definition, fixed_sizes, sequence

MAX_SEED = 2**53 - 1
"""The largest whole number that JavaScript holds exactly."""


@dataclass(frozen=True)
class Design:
    """Every choice of a request made and every size known, before any array is drawn.

    request  says the same with every default filled in
    sizes    X, H, K by symbol
    fixed    the sizes that the task has fixed, also through what the cell makes the same size
    """

    request: Request
    cell: Cell
    steps: int
    sizes: dict[str, int]
    fixed: Fixed


@dataclass(frozen=True)
class Experiment:
    """A design with its arrays.

    inputs      [T, X]
    parameters  by name, in their shapes
    initial     by what is used at lag 1, [n]
    loss        with the targets [T, K] and the mask [T]
    surgery     what is done to the errors on their way
    """

    design: Design
    inputs: Array
    parameters: dict[str, Array]
    initial: dict[str, Array]
    loss: Loss
    surgery: Surgery

    def scored(self, values: Mapping[str, Array]) -> tuple[Array, Array]:
        """Score and prediction [T, K], which the loss reads, of these values."""
        cell = self.design.cell
        score = self.inputs if cell.score == "x" else values[cell.score]
        return score, values[cell.prediction]


def settle(request: Request, limits: Limits) -> Design:
    """Fill in what the request leaves open; raises Refusal where it contradicts itself."""
    _check_numbers(request, limits)
    fixed = _fixed(request, limits)
    request = replace(request, loss=_loss(request))
    cell = choose_cell(request, fixes_output=fixed.output_size is not None)
    effect.check(request, cell)
    shapes = Shapes(cell, request, fixed, limits)
    if not _is_given(request):
        check_steps(request.task, shapes.steps)
    mask(request.loss.at, shapes.steps)
    kept(request, cell, shapes.steps)
    request = replace(
        request,
        cell=cell.id,
        output=cell.output if request.equations is not None else None,
        readout=_readout_of(cell),
        steps=shapes.steps,
        input_size=shapes.sizes["X"],
        hidden_size=shapes.sizes["H"],
        output_size=shapes.sizes["K"],
    )
    return Design(request, cell, shapes.steps, shapes.sizes, shapes.fixed_by_task())


def prepare(design: Design) -> Experiment:
    """Draw what the request does not give."""
    request, cell = design.request, design.cell
    inputs, targets = _sequence(design)
    return Experiment(
        design,
        inputs,
        _parameters(design),
        _initial(design),
        Loss(cell.loss, targets, mask(request.loss.at, design.steps)),
        Surgery(
            kept(request, cell, design.steps),
            request.clip.threshold if request.clip and request.clip.mode == "delta" else None,
        ),
    )


def _check_numbers(request: Request, limits: Limits) -> None:
    if not 0 <= request.seed <= MAX_SEED:
        raise Refusal(f"seed is a whole number from 0 to {MAX_SEED}.", pointer="/seed")
    if not 0 <= request.updates <= limits.updates:
        raise Refusal(f"updates is a whole number from 0 to {limits.updates}.", pointer="/updates")
    if request.learning_rate < 0:
        raise Refusal("learning_rate is zero or more.", pointer="/learning_rate")
    if request.truncate is not None and request.truncate < 1:
        raise Refusal("truncate is a number of steps, 1 or more.", pointer="/truncate")
    if request.clip is not None and not request.clip.threshold > 0:
        raise Refusal("The threshold is more than 0.", pointer="/clip/threshold")


def choose_cell(request: Request, *, fixes_output: bool) -> Cell:
    """The cell that a request names or writes down, with its read-out and loss.

    Left open, the read-out is linear where the task fixes K, unless the cell brings an output of
    that size itself.
    """
    kind = request.loss.kind or "squared_error"
    if request.equations is None:
        source = _named(request)
    elif request.cell is not None:
        raise Refusal("Write a cell's name or equations, not both.", pointer="/cell")
    else:
        source = Source(None, "Own equations", "", request.equations)
    if request.activation != "tanh" and source.id != "rnn":
        raise Refusal(
            "An activation can be chosen for rnn only; leave it out.", pointer="/activation"
        )
    if source.readout is not None and request.readout is not None:
        raise Refusal(
            f"The cell {source.id} has a read-out of its own; leave this out.", pointer="/readout"
        )
    plain = build(source, output=request.output, readout="none", loss=kind)
    readout: Readout = request.readout or (
        "linear" if fixes_output and source.readout is None and plain.sizes.score != "K" else "none"
    )
    return build(source, output=request.output, readout=readout, loss=kind)


def _named(request: Request) -> Source:
    name = "lstm" if request.cell is None else request.cell
    if name not in cells.NAMES:
        raise Refusal(
            f"There is no such cell; write one of {', '.join(cells.NAMES)}.", pointer="/cell"
        )
    if request.output is not None:
        raise Refusal(
            "An output can be chosen for equations of one's own; leave it out.", pointer="/output"
        )
    return cells.named(name, request.activation)


def _readout_of(cell: Cell) -> Readout | None:
    if cell.id == "rnn":
        return None
    return "linear" if cell.has_readout else "none"


def _fixed(request: Request, limits: Limits) -> Fixed:
    """What the task fixes, of what it is asked for."""
    fixed = fixed_sizes(request.task, limits)
    if _is_given(request):
        return Fixed()
    return replace(
        fixed,
        input_size=None if request.inputs is not None else fixed.input_size,
        output_size=None if request.targets is not None else fixed.output_size,
    )


def _loss(request: Request) -> LossChoice:
    """The loss, where nothing is said as the task is meant to be measured."""
    defined, asked = definition(request.task), request.loss
    return replace(
        asked, kind=asked.kind or defined.kind, at=defined.at if asked.at is None else asked.at
    )


def _is_given(request: Request) -> bool:
    """Whether nothing of the sequence is left to the task."""
    return request.inputs is not None and request.targets is not None


def _sequence(design: Design) -> tuple[Array, Array]:
    """Inputs and targets: those given, else the task's."""
    request, sizes = design.request, design.sizes
    inputs, targets = (
        None if given is None else np.array(given, dtype=float)
        for given in (request.inputs, request.targets)
    )
    if inputs is None or targets is None:
        drawn = sequence(
            request.task, design.steps, sizes["X"], sizes["K"], design.cell.loss, request.seed
        )
        inputs = drawn[0] if inputs is None else inputs
        targets = drawn[1] if targets is None else targets
    return inputs, targets


def mask(at: At | None, steps: int) -> Array:
    """Ones at the steps where the loss counts, [T]; at every step if nothing is said."""
    if at is None or at == "every":
        return np.ones(steps)
    ones = np.zeros(steps)
    for index, step in enumerate([steps] if at == "last" else at):
        pointer = f"/loss/at/{index}"
        if not 1 <= step <= steps:
            raise Refusal(f"There is no such step; write steps from 1 to {steps}.", pointer=pointer)
        if ones[step - 1]:
            raise Refusal("This step is written twice; keep one.", pointer=pointer)
        ones[step - 1] = 1.0
    return ones


def _parameters(design: Design) -> dict[str, Array]:
    request, cell = design.request, design.cell
    parameters = {}
    for name, symbols in cell.parameters.items():
        if name in request.parameters:
            parameters[name] = np.array(request.parameters[name], dtype=float)
        else:
            shape = tuple(design.sizes[symbol] for symbol in symbols)
            parameters[name] = draw(cell, name, shape, request.initialization, request.seed)
    return parameters


def _initial(design: Design) -> dict[str, Array]:
    given = design.request.initial_state
    return {
        name: np.array(given[name], dtype=float)
        if name in given
        else np.zeros(design.sizes[design.cell.symbol(name)])
        for name in design.cell.lagged
    }
