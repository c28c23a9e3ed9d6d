"""What can be asked for: every choice behind one run, with None where the rest decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.cell import LossKind, Readout

Activation = Literal["tanh", "relu", "sigmoid", "identity"]
Scheme = Literal["glorot", "uniform", "normal", "orthogonal", "identity"]
TaskName = Literal["noise", "impulse", "sine", "text", "adding", "copy", "weather"]
At = Literal["every", "last"] | Sequence[int]
ClipMode = Literal["norm", "value", "delta"]

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Task:
    """Where inputs and targets come from."""

    name: TaskName = "noise"
    """noise, impulse, sine, text, adding, copy or weather."""
    text: str | None = None
    """Of the task text: its characters one-hot, the next character as the target."""


@dataclass(frozen=True)
class LossChoice:
    """What J(t) is, and at which steps it counts."""

    kind: LossKind | None = None
    """squared_error or cross_entropy; what the task is meant for if left out: cross_entropy for
    text and copy, squared_error for the others."""
    at: At | None = None
    """every, last, or a list of steps, which may be empty; if left out, last for adding and every
    for the other tasks."""


@dataclass(frozen=True)
class Initialization:
    """How the parameters that are not given are drawn."""

    scheme: Scheme = "glorot"
    """Of matrices and peepholes: glorot, uniform, normal, orthogonal or identity."""
    recurrent_scheme: Scheme = "orthogonal"
    """Of matrices applied to a variable of the step before."""
    recurrent_gain: float = 1.0
    """A factor on those matrices; refused, if not 1, for a cell that has none."""
    forget_bias: float = 1.0
    """Added to the bias b_for; refused, if not 1, for a cell that has none."""


@dataclass(frozen=True)
class Cut:
    """An edge that carries nothing."""

    edge: str
    """source>target, or source>target@1 where the target sits one step later."""
    at: Sequence[int] | None = None
    """The steps of the edge's source where it is cut; all if left out. 0 is before the first."""


@dataclass(frozen=True)
class Clip:
    """How gradients are kept short."""

    mode: ClipMode = "norm"
    """norm: of all gradients together. value: of each number. delta: of each state variable's delta
    at each step, once it has gathered."""
    threshold: float = 1.0
    """The largest norm, or absolute value, that is let through."""


@dataclass(frozen=True)
class Request:
    """One run, as asked for. What is None is filled in by `core.experiment.settle`."""

    cell: str | None = None
    """A built-in cell by its id; lstm by default. Null with equations."""
    equations: str | None = None
    """A cell of one's own, one equation a line: name[t] = expression."""
    output: str | None = None
    """With equations: the variable that the loss reads; the last line's if left out."""
    activation: Activation = "tanh"
    """Of rnn: tanh, relu, sigmoid or identity."""
    readout: Readout | None = None
    """none, or linear: s[t] = V @ y[t] + d. Linear by default where the task fixes K."""
    steps: int | None = None
    """T; 12 unless arrays or the task say otherwise."""
    input_size: int | None = None
    """X; 3 unless arrays or the task say otherwise."""
    hidden_size: int | None = None
    """H; 4 unless arrays say otherwise. Refused, if not 4, for a cell that has no such size."""
    output_size: int | None = None
    """K; the score's own size, or 2 where it is free, unless arrays or the task say otherwise."""
    task: Task = Task()
    """Where inputs and targets come from if they are not given."""
    inputs: Matrix | None = None
    """One's own sequence, [T][X]."""
    targets: Matrix | None = None
    """One's own targets, [T][K]. With cross_entropy, J(t) = - sum(target * log yhat) is computed of
    them as they are: whether they are distributions is not asked."""
    parameters: Mapping[str, Vector | Matrix] = field(default_factory=dict)
    """One's own weights by name, used as they are; the others are drawn."""
    initial_state: Mapping[str, Vector] = field(default_factory=dict)
    """What stands before the first step, by variable; zeros if left out."""
    initialization: Initialization = Initialization()
    """How the other parameters are drawn."""
    seed: int = 0
    """Of everything that is drawn; each array comes from a stream of its own."""
    loss: LossChoice = LossChoice()
    """What the errors come from; what is left out, the task says."""
    updates: int = 0
    """Plain gradient steps taken before the run shown."""
    learning_rate: float = 0.1
    """Of these steps."""
    truncate: int | None = None
    """k: no error is carried from a step after k, 2k, ... back to it (truncated BPTT)."""
    cut: Sequence[str | Cut] = ()
    """Edges that carry no error; the forward pass does not change."""
    clip: Clip | None = None
    """Clipping of the gradients, or of the errors on their way."""


@dataclass(frozen=True)
class Limits:
    """The largest request that is carried out."""

    steps: int = 1_000
    input_size: int = 256
    hidden_size: int = 256
    output_size: int = 256
    text: int = 1_001
    characters: int = 64
    updates: int = 100
    numbers: int = 2_000_000
    """Of an answer."""
    held: int = 64_000_000
    """Numbers that a run holds in memory at once: about half a gigabyte."""
    work: int = 5_000_000_000
    """Multiplications of a run with all its updates: some ten seconds."""
