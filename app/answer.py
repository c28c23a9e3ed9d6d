"""From a request to the bytes of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from math import prod
from typing import Any

from pydantic import BaseModel, TypeAdapter

from app.answers import (
    ClipAnswer,
    FlowAnswer,
    GradientAnswer,
    InitialAnswer,
    JacobiansAnswer,
    LossAnswer,
    NormsAnswer,
    PartNorms,
    PartsAnswer,
)
from app.rounding import as_lists
from app.schemas import FLOW_REQUEST, FlowRequest, Include
from core import cost
from core.cell import KEPT, Cell
from core.circuit import taken_apart
from core.circuit_plan import unnamed, uses
from core.described import CellDescription
from core.description import describe
from core.experiment import Design, prepare, settle
from core.flow import Flow, flow
from core.jacobians import forget_gates
from core.norms import norms
from core.refusal import Refusal
from core.request import Cut, Limits, Request
from core.step_plan import single_route

_DESCRIPTION = TypeAdapter(CellDescription)


def answer_bytes(request: FlowRequest, limits: Limits) -> bytes:
    """The JSON of one run. Raises Refusal for a request that can't be carried out."""
    if len(set(request.include)) < len(request.include):
        raise Refusal("Name each array in include once.", pointer="/include")
    design = settle(asked(request), limits)
    _description(design.cell)  # of a hostile cell this is refused, before anything is computed
    _check_extent(design, request, limits.numbers)
    cost.check(design, limits, request.include)
    answer = _answer(flow(prepare(design)), request)
    rest = answer.__pydantic_serializer__.to_json(answer, exclude_unset=True)
    echoed = FLOW_REQUEST.dump_json(echo(design, request))
    return b'{"request":%b,"cell":%b,%b' % (echoed, _description(design.cell), rest[1:])


@lru_cache(maxsize=KEPT)
def _description(cell: Cell) -> bytes:
    """The JSON of what is said of a cell: most of an answer, and always the same."""
    return _DESCRIPTION.dump_json(describe(cell))


def asked(request: FlowRequest) -> Request:
    """The part of the request that the core knows."""
    return Request(**{f.name: getattr(request, f.name) for f in fields(Request)})


def echo(design: Design, request: FlowRequest) -> FlowRequest:
    """The request with every default filled in."""
    settled = {f.name: getattr(design.request, f.name) for f in fields(Request)}
    return FlowRequest(**settled, include=request.include, digits=request.digits)


def _answer(result: Flow, request: FlowRequest) -> FlowAnswer:
    """The answer but for the request and the cell; built without validation, since every part of
    it was computed here.
    """
    experiment, run = result.experiment, result.run
    design = experiment.design
    # The input before the first step has an entry only where the request gives it one.
    shown = [
        name for name in run.initial_deltas if name != "x" or name in design.request.initial_state
    ]
    numbers = as_lists(
        {
            "loss": {"total": result.total, "per_step": result.per_step},
            "inputs": experiment.inputs,
            "targets": experiment.loss.target,
            "initial": {
                name: {"value": experiment.initial[name], "delta": run.initial_deltas[name]}
                for name in shown
            },
            "norms": {**result.norms, "totals": result.totals},
            "part_norms": result.part_norms if "parts" in request.include else {},
            "balance": result.balance.worst,
            "clip": {**vars(result.clip), "shortened": run.shortened} if result.clip else {},
            **{name: _chosen(result, name) for name in request.include},
        },
        request.digits,
    )
    chosen = {name: numbers[name] for name in request.include}
    if "jacobians" in chosen:
        absent = {"bound": None, "forget_product": None}
        chosen["jacobians"] = JacobiansAnswer.model_construct(**(absent | chosen["jacobians"]))
    if "gradients" in chosen:
        chosen["gradients"] = _models(GradientAnswer, chosen["gradients"])
    if "parts" in chosen:
        chosen["parts"] = PartsAnswer.model_construct(**chosen["parts"])
        numbers["norms"]["parts"] = PartNorms.model_construct(**numbers["part_norms"])
    return FlowAnswer.model_construct(
        fixed_by_task=design.fixed,
        loss=LossAnswer.model_construct(**numbers["loss"]),
        inputs=numbers["inputs"],
        targets=numbers["targets"],
        initial=_models(InitialAnswer, numbers["initial"]),
        norms=NormsAnswer.model_construct(**numbers["norms"]),
        balance=replace(result.balance, worst=numbers["balance"]),
        clip=ClipAnswer.model_construct(**numbers["clip"]) if result.clip else None,
        overflow=result.overflow,
        **chosen,
    )


def _models(model: type[BaseModel], entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: model.model_construct(**entry) for name, entry in entries.items()}


def _chosen(result: Flow, name: Include) -> Any:
    """The arrays that an entry of `include` stands for."""
    match name:
        case "gradients":
            clipped = result.clipped
            return {
                name: {
                    "total": total,
                    "norm": norms(result.free[name].reshape(1, -1))[0],
                    "clipped_norm": norms(clipped[name].reshape(1, -1))[0],
                }
                for name, total in result.gradients.items()
            }
        case "parameters":
            return result.experiment.parameters
        case "step_gradients":
            return result.step_gradients
        case "sources":
            return result.sources
        case "jacobians":
            return {name: rows for name, rows in vars(result.jacobians).items() if rows is not None}
        case "parts":
            return vars(result.parts)
        case "values" | "deltas" | "messages":
            return getattr(result.run, name)


def _check_extent(design: Design, request: FlowRequest, most: int) -> None:
    """Refuse an answer of too many numbers before anything is computed."""
    extent = _extent(design)
    if "parts" in request.include:
        extent["parts"] = _parts_extent(design)
    always = extent.pop("always")
    chosen = {name: extent[name] for name in request.include}
    total = always + sum(chosen.values())
    if total > most:
        largest = max(chosen, key=chosen.__getitem__, default=None)
        advice = f"leave {largest} out of include, or " if largest else ""
        raise Refusal(
            f"The answer would hold {total:,} numbers, and the most is {most:,}; {advice}ask for"
            " fewer steps or smaller sizes.",
            pointer="/include",
            numbers=total,
            most=most,
        )


def _extent(design: Design) -> dict[str, int]:
    """How many numbers each part of an answer holds, but for single ones such as the loss."""
    cell, sizes, steps = design.cell, design.sizes, design.steps
    size = {name: sizes[cell.symbol(name)] for name in (*cell.variables, "x")}
    extents = {
        name: prod(sizes[symbol] for symbol in shape) for name, shape in cell.parameters.items()
    }
    parameters = sum(extents.values())
    values = steps * sum(size[name] for name in cell.variables)
    request = design.request
    rows = 1 + len(cell.variables) * 2 + 1 + len(cell.edges) + len(cell.parameters)
    if request.clip and request.clip.mode == "delta":
        rows += len(cell.state)
    sequence = {"inputs": steps * size["x"], "targets": steps * sizes["K"]}
    initial = [size[name] for name in cell.lagged if name != "x" or name in request.initial_state]
    echoed = sum(sequence[name] for name in sequence if getattr(request, name) is not None)
    echoed += sum(extents[name] for name in request.parameters)
    echoed += sum(size[name] for name in request.initial_state)
    echoed += sum(len(each.at or ()) for each in request.cut if isinstance(each, Cut))
    echoed += 0 if isinstance(request.loss.at, str) else len(request.loss.at or ())
    return {
        "always": steps * rows + len(extents) + sum(sequence.values()) + 2 * sum(initial) + echoed,
        "values": values,
        "deltas": values + sequence["inputs"],
        "messages": steps * sum(size[edge.source] for edge in cell.edges),
        "parameters": parameters,
        "gradients": parameters + 2 * len(extents),
        "step_gradients": steps * parameters,
        "sources": steps * steps * len({*cell.state, cell.output}),
        "jacobians": steps * (5 + bool(forget_gates(cell)) + (single_route(cell) is not None)),
    }


def _parts_extent(design: Design) -> int:
    """How many numbers the parts hold, with their norms."""
    cell, apart = design.cell, taken_apart(design.cell)
    inside = [design.sizes[apart.symbol(name)] for name in unnamed(cell)]
    used = [design.sizes[apart.symbol(use.source)] for use in uses(cell)]
    return design.steps * (2 * sum(inside) + len(inside) + sum(used) + len(used))
