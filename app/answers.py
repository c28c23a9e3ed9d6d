"""What comes back over the wire: runs, checks, problems."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.schemas import FlowRequest
from core.described import CellDescription
from core.measures import Balance, Overflow
from core.tasks import Fixed

Number = float | None
"""Null stands for what is not finite; `overflow` then says where that began."""
Row = list[Number]
Rows = list[Row]
Parameter = Row | Rows
StepParameter = Rows | list[Rows]


class LossAnswer(BaseModel):
    """The loss, not averaged."""

    total: Number
    """J, the sum over the steps where it counts."""
    per_step: Row
    """J(t) of every step, also where it does not count, [T]."""


class InitialAnswer(BaseModel):
    """The state before the first step, and the error that reaches it."""

    value: Row
    """Of size H."""
    delta: Row
    """dJ/d(value), of the same size."""


class PartsAnswer(BaseModel):
    """What happens inside the equations, by the ids of the cell's `circuit`, [T][size]."""

    values: dict[str, Rows]
    """Of the operations that are no variables."""
    deltas: dict[str, Rows]
    """Their errors."""
    messages: dict[str, Rows]
    """By use, argument>operation, or argument>operation@1 where the operation sits one step later,
    at the row of the step of the argument."""


class PartNorms(BaseModel):
    """Euclidean norms of what happens inside the equations."""

    deltas: dict[str, Row]
    """By operation, [T]."""
    messages: dict[str, Row]
    """By use, [T]."""


class NormsAnswer(BaseModel):
    """Euclidean norms of vectors and Frobenius norms of matrices."""

    values: dict[str, Row]
    """By variable, [T]."""
    deltas: dict[str, Row]
    """By variable and x, [T]."""
    messages: dict[str, Row]
    """By edge, [T]."""
    gradients: dict[str, Row]
    """By parameter, of each step's contribution to the gradient, [T]."""
    totals: dict[str, Number]
    """By parameter, of the whole gradient: the norm of the sum of these contributions."""
    parts: PartNorms | None = None
    """Of what happens inside the equations; comes with the parts."""


class GradientAnswer(BaseModel):
    """dJ/dP as the sum of the shown contributions of the steps, and Frobenius norms.

    The modes norm and value clip this total; with the mode delta it comes of errors that were
    shortened already.
    """

    total: Parameter
    """In the shape of the parameter."""
    norm: Number
    """Before any clipping."""
    clipped_norm: Number
    """After it."""


class ClipAnswer(BaseModel):
    """What cuts, truncation and clipping did to the gradient of all parameters together."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    norm: Number
    """Before clipping; null, and the factor too, where that run leaves the finite numbers."""
    clipped_norm: Number
    """After it."""
    factor: Number
    """The second over the first."""
    angle: Number
    """In degrees, to the gradient that is neither clipped, cut nor truncated; null where one of the
    two is zero or not finite."""
    shortened: dict[str, Row]
    """With the mode delta, the factors [T] by which the deltas of each state variable were
    shortened."""


class JacobiansAnswer(BaseModel):
    """Of d state(t) / d state(t-1), at each step; cuts, truncation and clipping are ignored.

    Null is what leaves the floating point numbers, which products can do in a run that does not.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    spectral_norm: Row
    """Its largest singular value."""
    spectral_radius: Row
    """Its largest absolute eigenvalue."""
    frobenius: Row
    """Its Frobenius norm."""
    product: Row
    """The spectral norm of d state(T) / d state(t-1), the product from step t on."""
    bound: Row | None
    """Where the state has one plain route to itself, as in the simple RNN: the product of the norms
    of its matrix and slopes from step t on."""
    forget_product: Row | None
    """Where states go on through gates alone, as the LSTM's c through f: the norm of the
    product of those gates from step t on."""
    explicit: Row
    """The norm of the output's error from its own step's loss alone."""


class FlowAnswer(BaseModel):
    """One run. Arrays over time have step 1 in their first row; null is what is not finite."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    request: FlowRequest
    """The request with every default filled in; posting it again gives the same bytes."""
    cell: CellDescription
    """All that is read off the equations."""
    fixed_by_task: Fixed
    """The sizes that the task has fixed."""
    loss: LossAnswer
    """J(t) of each step, and their masked sum."""
    inputs: Rows
    """[T][X]."""
    targets: Rows
    """[T][K]."""
    values: dict[str, Rows] | None = None
    """By variable, [T][size]."""
    deltas: dict[str, Rows] | None = None
    """dJ/dv(t), the total derivative, by variable and x, [T][size]."""
    initial: dict[str, InitialAnswer]
    """By variable of the state: the value before the first step, and the error there."""
    messages: dict[str, Rows] | None = None
    """By edge, [T][size], at the row of the step of the edge's source."""
    norms: NormsAnswer
    """Of everything, [T], whatever is included; of whole gradients, one number each."""
    balance: Balance
    """The largest |delta - sum of messages|, relative to the largest message of its row."""
    parameters: dict[str, Parameter] | None = None
    """As used in this run, after the updates."""
    gradients: dict[str, GradientAnswer] | None = None
    """dJ/dP, by parameter."""
    step_gradients: dict[str, StepParameter] | None = None
    """(dJ/dP)^(t), the contribution of each step, [T][...shape]."""
    sources: dict[str, Rows] | None = None
    """By variable of the state and the output, the norm of dJ(s)/dv(t), [T][T] (s, t)."""
    jacobians: JacobiansAnswer | None = None
    """What each step, and all from it on, do to an error."""
    parts: PartsAnswer | None = None
    """Values, errors and messages of the operations that the equations are made of."""
    clip: ClipAnswer | None
    """What was done to the gradients, if anything was."""
    overflow: Overflow | None
    """The first value that is not finite, if there is one: a finding, not an error."""


class EntryAnswer(BaseModel):
    """One number of a parameter, of the inputs (x) or of the initial state, and its derivative."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    field: Literal["parameters", "inputs", "initial_state"]
    """Where in the request it belongs."""
    name: str
    """Of the array."""
    place: list[int]
    """Row and column, or the place in a vector, counted from 1."""
    analytic: float
    """dJ/d(entry) from the backward pass."""
    numeric: float
    """The same from central differences, extrapolated to a step of zero (Ridders, 1982)."""
    step: float
    """h, the smallest step that the numeric derivative was taken from."""
    error: float
    """|analytic - numeric| / max(|analytic|, |numeric|, eps |J| / h)."""


class CheckAnswer(BaseModel):
    """Analytic derivatives against central differences, for a sample chosen by the seed."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    request: FlowRequest
    """The request with every default filled in."""
    agrees: bool | None
    """Whether no error is above the tolerance; null where nothing could be compared."""
    tolerance: float
    """The largest error that is put down to rounding."""
    of: int
    """How many entries there are."""
    kinks: int
    """How many of the sample were left out, since a kink of relu or hard_sigmoid lies too near."""
    overflows: int
    """How many were left out, since J leaves the finite numbers too near."""
    worst: EntryAnswer | None
    """The entry with the largest error; null where all were left out."""
    compared: list[EntryAnswer]
    """All entries that were compared."""


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"]
    """ok."""
