"""What goes over the wire: the request as the core knows it, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_serializer
from pydantic.dataclasses import dataclass as validated

from core.cell import LossKind, Readout
from core.description import CellDescription
from core.experiment import MAX_SEED
from core.measures import Balance, Overflow
from core.request import Activation, ClipMode, Cut, LossChoice, Request, Scheme, Task, TaskName
from core.tasks import Fixed

Include = Literal[
    "values",
    "deltas",
    "messages",
    "parameters",
    "gradients",
    "step_gradients",
    "sources",
    "jacobians",
]
DEFAULT_INCLUDE: tuple[Include, ...] = ("values", "deltas")

Number = float | None
"""Null stands for what is not finite; `overflow` then says where that began."""
Row = list[Number]
Rows = list[Row]
Parameter = Row | Rows
StepParameter = Rows | list[Rows]

Digits = Annotated[int, Field(ge=3, le=17)]
Size = Annotated[int, Field(ge=1)]
Steps = Annotated[int, Field(ge=1)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Updates = Annotated[int, Field(ge=0)]
Rate = Annotated[float, Field(ge=0)]

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True)

# A sequence stops at its first mistake: a body may hold millions of them.
GivenVector = Annotated[list[float], Field(fail_fast=True)]
GivenMatrix = Annotated[list[GivenVector], Field(fail_fast=True)]
GivenSteps = Annotated[list[int], Field(fail_fast=True)]


@validated(config=STRICT, frozen=True)
@dataclass(frozen=True)
class Loss(LossChoice):
    """What J(t) is, and at which steps it counts."""

    at: Literal["every", "last"] | GivenSteps | None = None


@validated(config=STRICT, frozen=True)
@dataclass(frozen=True)
class CutRequest(Cut):
    """An edge that carries nothing."""

    at: GivenSteps | None = None


@validated(config=STRICT, frozen=True)
@dataclass(frozen=True)
class FlowRequest(Request):
    """One run: a cell, its sizes, a sequence, a loss. Every field may be left out."""

    steps: Size | None = None
    input_size: Size | None = None
    hidden_size: Size | None = None
    output_size: Size | None = None
    seed: Seed = 0
    updates: Updates = 0
    learning_rate: Rate = 0.1
    inputs: GivenMatrix | None = None
    targets: GivenMatrix | None = None
    parameters: Mapping[str, GivenVector | GivenMatrix] = field(default_factory=dict)
    # A matrix is let through, to be told the size of the vector that belongs there.
    initial_state: Mapping[str, GivenVector | GivenMatrix] = field(default_factory=dict)  # type: ignore[assignment]
    loss: Loss = field(default_factory=Loss)
    truncate: Steps | None = None
    cut: Annotated[list[str | CutRequest], Field(fail_fast=True)] = field(default_factory=list)
    include: Annotated[list[Include], Field(fail_fast=True)] = field(
        default_factory=lambda: list(DEFAULT_INCLUDE)
    )
    """The arrays that the answer shall hold."""
    digits: Digits = 6
    """Significant digits of the answer's results, 3 to 17."""

    @field_serializer("task")
    def _task(self, task: Task) -> dict[str, str]:
        """A task without a text has no such field."""
        return {"name": task.name} if task.text is None else {"name": task.name, "text": task.text}


@validated(config=STRICT, frozen=True)
@dataclass(frozen=True)
class CellRequest:
    """Equations of one's own, of which the description is wanted."""

    equations: str
    """One equation a line: name[t] = expression."""
    output: str | None = None
    """The variable that the loss reads; the last line's if left out."""
    readout: Readout = "none"
    """linear adds s[t] = V @ y[t] + d."""
    loss: LossKind = "squared_error"
    """squared_error or cross_entropy."""


FLOW_REQUEST = TypeAdapter(FlowRequest)
CELL_REQUEST = TypeAdapter(CellRequest)


class CellQuery(BaseModel):
    """The flat fields of GET /cells/{id}."""

    model_config = ConfigDict(extra="forbid")

    activation: Activation = "tanh"
    readout: Readout | None = None
    loss: LossKind = "squared_error"


class FlowQuery(BaseModel):
    """The flat fields of GET /flow; what is left out has the default of POST /flow."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    cell: str | None = None
    activation: Activation | None = None
    readout: Readout | None = None
    steps: Size | None = None
    input_size: Size | None = None
    hidden_size: Size | None = None
    output_size: Size | None = None
    task: TaskName | None = None
    text: str | None = None
    loss: LossKind | None = None
    at: list[int | Literal["every", "last"]] | None = None
    scheme: Scheme | None = None
    recurrent_scheme: Scheme | None = None
    recurrent_gain: float | None = None
    forget_bias: float | None = None
    seed: Seed | None = None
    updates: Updates | None = None
    learning_rate: Rate | None = None
    truncate: Steps | None = None
    cut: list[str] | None = None
    clip_mode: ClipMode | None = None
    clip_threshold: float | None = None
    include: list[Include] | None = None
    digits: Digits | None = None


class LossAnswer(BaseModel):
    """`per_step` is J(t) before the mask, `total` the masked sum."""

    total: Number
    per_step: Row


class InitialAnswer(BaseModel):
    """The state before the first step, and the error that reaches it."""

    value: Row
    delta: Row


class NormsAnswer(BaseModel):
    """Euclidean norms at each step; of a gradient, the Frobenius norm of the step's share.

    `totals` are the Frobenius norms of the whole gradients, the sums of these shares.
    """

    values: dict[str, Row]
    deltas: dict[str, Row]
    messages: dict[str, Row]
    gradients: dict[str, Row]
    totals: dict[str, Number]


class GradientAnswer(BaseModel):
    """dJ/dP, the sum over the steps, and its Frobenius norm before and after clipping."""

    total: Parameter
    norm: Number
    clipped_norm: Number


class ClipAnswer(BaseModel):
    """What cuts, truncation and clipping did to the gradient of all parameters together.

    `norm` is before clipping, `clipped_norm` after it, `factor` their ratio. `angle`, in degrees,
    is to the gradient that is neither clipped, cut nor truncated; null where one of the two is zero
    or not finite. `shortened` holds, with the mode delta, the factors [T] by which the deltas of
    each state variable were shortened.
    """

    norm: Number
    clipped_norm: Number
    factor: Number
    angle: Number
    shortened: dict[str, Row]


class JacobiansAnswer(BaseModel):
    """Of d state(t) / d state(t-1), at each step; cuts, truncation and clipping are ignored."""

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
    """Where a state goes on through a gate alone, as the LSTM's c through f: the norm of the
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
    clip: ClipAnswer | None
    """What was done to the gradients, if anything was."""
    overflow: Overflow | None = None
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
    of: int
    """How many entries there are."""
    kinks: int
    """How many of the sample were left out, since a kink of relu or hard_sigmoid lies too near."""
    worst: EntryAnswer | None
    """The entry with the largest error; null where all were left out."""
    compared: list[EntryAnswer]
    """All entries that were compared."""


class ProblemError(BaseModel):
    """One thing that is wrong: where (a JSON pointer), and what to write instead."""

    pointer: str
    detail: str
    line: int | None = None
    column: int | None = None


class Problem(BaseModel):
    """RFC 9457 problem details; of what is too large also how large it is, and the most."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = []
    numbers: int | None = None
    most: int | None = None


class Health(BaseModel):
    status: Literal["ok"]
