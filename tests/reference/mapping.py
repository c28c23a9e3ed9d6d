"""Translates a reference case into a request of ours, and its arrays into places of our answer.

A variant whose peepholes are switched off there is our cell with peepholes of zeros.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core import cells

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.npz"))

# (cell, variant) there -> cell here
CELLS = {
    ("rnn", "simple"): "rnn",
    ("lstm", "NP"): "lstm",
    ("lstm", "vanilla"): "lstm-peephole",
    **{
        ("lstm", variant): f"lstm-{variant.lower()}"
        for variant in ("NIG", "NFG", "NOG", "NIAF", "NOAF", "CIFG", "FGR")
    },
    ("gru", "reset_before"): "gru",
    ("gru", "reset_after"): "gru-reset-after",
}
LOSSES = {"squared_error": "squared_error", "softmax_ce": "cross_entropy"}

# Gates as subscripts of a parameter: W_i is W_in. FGR has two, source and destination: R_oi is
# R_out_in. The read-out is told apart by its longer subscript, before any gate is translated:
# W_out there is V here, while W_o there is W_out here.
GATES = {"i": "in", "f": "for", "o": "out"}
HEAD = {"W_out": "V", "b_out": "d"}

# What a case gives to the request.
GIVEN = {"x", "target", "loss_mask", "param", "init"}

INCLUDE = (
    "values",
    "deltas",
    "messages",
    "parameters",
    "gradients",
    "step_gradients",
    "sources",
)


@dataclass(frozen=True)
class Case:
    """One reference run: `config` is its json, `arrays` its npz."""

    config: dict[str, Any]
    arrays: dict[str, np.ndarray]

    def named(self, kind: str) -> dict[str, np.ndarray]:
        """The arrays `kind/<name>` by their name."""
        return {
            key.removeprefix(f"{kind}/"): array
            for key, array in self.arrays.items()
            if key.startswith(f"{kind}/")
        }


def load(name: str) -> Case:
    """The case of this name from `cases/`."""
    config = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(CASES / f"{name}.npz") as arrays:
        return Case(config, dict(arrays))


def parameter(name: str, case: Case) -> str:
    """Our name of a parameter of theirs."""
    if case.config["cell"] == "rnn":
        return name
    if name in HEAD:
        return HEAD[name]
    letter, _, gates = name.partition("_")
    return "_".join([letter, *(GATES.get(gate, gate) for gate in gates)])


def variable(name: str, case: Case) -> str | None:
    """Our name of a variable of theirs, None if we have no such variable."""
    if name == "hc" or name in case.config["constant_gates"]:
        return None
    if name == "yhat" and loss_edge_target(case) == "J":
        return None
    return "s" if name == "logits" else name


def loss_edge_target(case: Case) -> str:
    """Where the loss hangs on the cell's output: `y>s`, `y>yhat` or `y>J`."""
    if case.config["head"] == "linear":
        return "s"
    return "J" if case.config["loss"] == "squared_error" else "yhat"


def message(route: str, case: Case) -> str | None:
    """Our edge of a route of theirs: `c/fbar_next` is `c>fbar@1`; None from a gate that is 1."""
    source, consumer = route.split("/")
    if variable(source, case) is None:
        return None
    if consumer == "loss":
        return f"{source}>{loss_edge_target(case)}"
    target, lag = consumer.removesuffix("_next"), "@1" * consumer.endswith("_next")
    if target == "a" or target in case.named("act"):
        return f"{source}>{target}{lag}"
    raise ValueError(f"a route to an unknown variable: {route}")


def place(key: str, case: Case) -> tuple[str, ...] | None:
    """The path of an array of theirs in our answer, None if it has none."""
    kind, _, name = key.partition("/")
    match kind:
        case "act" | "delta":
            ours = variable(name, case)
            return ours and ("values" if kind == "act" else "deltas", ours)
        case "route":
            edge = message(name, case)
            return edge and ("messages", edge)
        case "grad":
            return "gradients", parameter(name, case), "total"
        case "grad_t":
            return "step_gradients", parameter(name, case)
        case "grad_t_norm":
            return "norms", "gradients", parameter(name, case)
        case "delta_init":
            return "initial", name, "delta"
        case "loss":
            return "loss", "per_step"
        case "J":
            return "loss", "total"
        case "src":
            return "sources", name
    if kind in GIVEN:
        return None
    raise ValueError(f"an array of an unknown kind: {key}")


def request(case: Case) -> dict[str, Any]:
    """What to post to /api/v1/flow so that the answer should hold the case's numbers."""
    config = case.config
    simple = config["cell"] == "rnn"
    return {
        "cell": CELLS[config["cell"], config["variant"]],
        **({"activation": config["activation"]} if simple else {}),
        "readout": None if simple else config["head"],
        "inputs": case.arrays["x"].tolist(),
        "targets": case.arrays["target"].tolist(),
        "parameters": {
            **_zero_peepholes(case),
            **{
                parameter(name, case): array.tolist() for name, array in case.named("param").items()
            },
        },
        "initial_state": {name: array.tolist() for name, array in case.named("init").items()},
        "loss": {
            "kind": LOSSES[config["loss"]],
            "at": [step for step, mask in enumerate(config["loss_mask"], start=1) if mask],
        },
        "include": list(INCLUDE),
        "digits": 17,
    }


def _zero_peepholes(case: Case) -> dict[str, list[float]]:
    """The peepholes of our cell where the case has none."""
    names = cells.named(CELLS[case.config["cell"], case.config["variant"]]).equations
    return {
        name: [0.0] * case.config["H"]
        for name in ("p_in", "p_for", "p_out")
        if name in names and not case.config["peepholes"]
    }


def expected(case: Case) -> dict[tuple[str, ...], np.ndarray]:
    """The case's arrays by their path in our answer, which holds the norms of `src`."""
    return {
        path: np.linalg.norm(array, axis=-1) if path[0] == "sources" else array
        for key, array in case.arrays.items()
        if (path := place(key, case))
    }
