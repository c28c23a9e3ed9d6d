"""The flat fields of GET /flow as the request of POST /flow."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.datastructures import QueryParams

from app.schemas import FlowQuery, FlowRequest, Loss
from core.refusal import Refusal
from core.request import At, Clip, Initialization, Task

_NESTED = {
    "task": "task",
    "text": "task",
    "loss": "loss",
    "at": "loss",
    **dict.fromkeys(("clip_mode", "clip_threshold"), "clip"),
    **dict.fromkeys(
        ("scheme", "recurrent_scheme", "recurrent_gain", "forget_bias"), "initialization"
    ),
}


def check_single(fields: QueryParams, may_repeat: Collection[str] = ()) -> None:
    """Refuse a field that is given twice, where only one of them could be taken."""
    for name in fields:
        if name not in may_repeat and len(fields.getlist(name)) > 1:
            raise Refusal("This field is given more than once; keep one.", pointer=f"/{name}")


def as_request(query: FlowQuery) -> FlowRequest:
    """The same run as a request; raises Refusal where `at` mixes words and steps."""
    given = {name: value for name, value in query if value is not None}
    flat: dict[str, Any] = {name: value for name, value in given.items() if name not in _NESTED}
    task = {"name": given.get("task", "noise"), "text": given.get("text")}
    loss: dict[str, Any] = {"kind": given.get("loss")}
    if "at" in given:
        loss["at"] = _at(given["at"])
    if "clip_mode" in given or "clip_threshold" in given:
        clip = {"mode": given.get("clip_mode"), "threshold": given.get("clip_threshold")}
        flat["clip"] = Clip(**{name: value for name, value in clip.items() if value is not None})
    initialization = {
        name: value for name, value in given.items() if _NESTED.get(name) == "initialization"
    }
    return FlowRequest(
        **flat,
        task=Task(**task),
        loss=Loss(**loss),
        initialization=Initialization(**initialization),
    )


def _at(values: list[int | str]) -> At:
    words = [value for value in values if isinstance(value, str)]
    if not words:
        return [value for value in values if isinstance(value, int)]
    if len(values) > 1:
        raise Refusal("at is every, last, or steps: at=3&at=7.", pointer="/at")
    return "every" if words[0] == "every" else "last"
