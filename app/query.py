"""The flat fields of GET /flow as the request of POST /flow."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.datastructures import QueryParams

from app.schemas import ClipRequest, FlowQuery, FlowRequest, Loss
from core.refusal import Refusal
from core.request import At, Initialization, Task

_OBJECTS: dict[str, Any] = {
    "task": Task,
    "loss": Loss,
    "clip": ClipRequest,
    "initialization": Initialization,
}
_NESTED = {
    "task": ("task", "name"),
    "text": ("task", "text"),
    "loss": ("loss", "kind"),
    "at": ("loss", "at"),
    "clip_mode": ("clip", "mode"),
    "clip_threshold": ("clip", "threshold"),
    **{
        name: ("initialization", name)
        for name in ("scheme", "recurrent_scheme", "recurrent_gain", "forget_bias")
    },
}
"""Where in the request a flat field belongs, if not at the top."""
_FLAT = {place: name for name, place in _NESTED.items()}


def place(name: str) -> tuple[type, str]:
    """The class and the field that a flat field belongs to."""
    holder, field = _NESTED.get(name, ("", name))
    return _OBJECTS.get(holder, FlowRequest), field


def check_single(fields: QueryParams, may_repeat: Collection[str] = ()) -> None:
    """Refuse a field that is given twice, where only one of them could be taken."""
    for name in fields:
        if name not in may_repeat and len(fields.getlist(name)) > 1:
            raise Refusal("This field is given more than once; keep one.", pointer=f"/{name}")


def as_request(query: FlowQuery) -> FlowRequest:
    """The same run as a request; raises Refusal where `at` mixes words and steps."""
    given: dict[str, Any] = {}
    objects: dict[str, dict[str, Any]] = {}
    for name, value in query:
        if value is None:
            continue
        if name in _NESTED:
            holder, field = _NESTED[name]
            objects.setdefault(holder, {})[field] = _at(value) if name == "at" else value
        else:
            given[name] = value
    return FlowRequest(**given, **{name: _OBJECTS[name](**objects[name]) for name in objects})


def flat(pointer: str) -> str:
    """The pointer of the flat field that a place in the request was made of."""
    if not pointer:
        return ""
    holder, _, inner = pointer[1:].partition("/")
    field = inner.partition("/")[0]
    return f"/{_FLAT.get((holder, field), holder)}"


def _at(values: list[int | str]) -> At:
    words = [value for value in values if isinstance(value, str)]
    if not words:
        return [value for value in values if isinstance(value, int)]
    if len(values) > 1:
        raise Refusal("at is every, last, or steps: at=3&at=7.", pointer="/at")
    return "every" if words[0] == "every" else "last"
