"""From a request to the bytes of its derivative check."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from app.answer import asked, echo
from app.answers import CheckAnswer, EntryAnswer
from app.rounding import rounded
from app.schemas import FlowRequest
from core import cost
from core.check import TOLERANCE, Entry, check
from core.experiment import prepare, settle
from core.flow import flow
from core.request import Limits


def check_bytes(request: FlowRequest, limits: Limits) -> bytes:
    """The JSON of a check. Raises Refusal for a request that can't be run or checked."""
    design = settle(asked(request), limits)
    cost.check(design, limits)
    result = flow(prepare(design))
    found = check(result)

    def entry(one: Entry) -> EntryAnswer:
        numbers = np.array([one.analytic, one.numeric, one.step, one.error])
        analytic, numeric, step, error = rounded(numbers, request.digits).tolist()
        fields = asdict(one) | {
            "analytic": analytic,
            "numeric": numeric,
            "step": step,
            "error": error,
        }
        return EntryAnswer.model_construct(**fields | {"place": list(one.place)})

    answer = CheckAnswer.model_construct(
        request=echo(design, request),
        agrees=found.agrees,
        tolerance=TOLERANCE,
        of=found.of,
        kinks=found.kinks,
        overflows=found.overflows,
        worst=None if found.worst is None else entry(found.worst),
        compared=[entry(one) for one in found.compared],
    )
    return answer.__pydantic_serializer__.to_json(answer)
