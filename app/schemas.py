"""What comes in over the wire: the request as the core knows it, and the flat fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
    field_serializer,
    field_validator,
)
from pydantic.dataclasses import dataclass as validated

from core.cell import LossKind, Readout
from core.experiment import MAX_SEED
from core.refusal import brief
from core.request import (
    Activation,
    Clip,
    ClipMode,
    Cut,
    LossChoice,
    Request,
    Scheme,
    Task,
    TaskName,
)

Include = Literal[
    "values",
    "deltas",
    "messages",
    "parameters",
    "gradients",
    "step_gradients",
    "sources",
    "jacobians",
    "parts",
]
DEFAULT_INCLUDE: tuple[Include, ...] = ("values", "deltas")

Digits = Annotated[int, Field(ge=3, le=17)]
Size = Annotated[int, Field(ge=1)]
Steps = Annotated[int, Field(ge=1)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Updates = Annotated[int, Field(ge=0)]
Rate = Annotated[float, Field(ge=0)]
Threshold = Annotated[float, Field(gt=0)]
MOST_CUTS = 1_000

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
class ClipRequest(Clip):
    """How gradients are kept short."""

    threshold: Threshold = 1.0


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
    cut: Annotated[list[str | CutRequest], Field(fail_fast=True, max_length=MOST_CUTS)] = field(
        default_factory=list
    )
    clip: ClipRequest | None = None
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


class NoQuery(BaseModel):
    """Of a call that takes no fields."""

    model_config = ConfigDict(extra="forbid")


class CellQuery(BaseModel):
    """The flat fields of GET /cells/{id}."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    activation: Activation = "tanh"
    """Of rnn: tanh, relu, sigmoid or identity."""
    readout: Readout | None = None
    """none, or linear: s[t] = V @ y[t] + d."""
    loss: LossKind = "squared_error"
    """squared_error or cross_entropy."""


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
    cut: Annotated[list[str], Field(max_length=MOST_CUTS)] | None = None
    clip_mode: ClipMode | None = None
    clip_threshold: Threshold | None = None
    include: list[Include] | None = None
    digits: Digits | None = None

    @field_validator("at", "cut", "include", mode="before")
    @classmethod
    def _one_each(cls, given: Any, field: ValidationInfo) -> Any:
        """A list is written by repeating its field."""
        for text in given if isinstance(given, list) else ():
            name = field.field_name
            if name == "cut" and isinstance(text, str) and text.startswith("{"):
                raise ValueError("In an address a cut at some steps is cut=c>c@1:3:6")
            if isinstance(text, str) and "," in text:
                first, second, *_ = (brief(part.strip()) for part in text.split(","))
                raise ValueError(f"Write the field once for each: {name}={first}&{name}={second}")
        return given
