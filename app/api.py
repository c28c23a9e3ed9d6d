"""The calls under /api/v1."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app import body, openapi
from app import problems as problem
from app.answer import answer_bytes
from app.answers import CheckAnswer, FlowAnswer
from app.check import check_bytes
from app.query import as_request, check_single
from app.schemas import CELL_REQUEST, FLOW_REQUEST, CellQuery, FlowQuery, NoQuery
from app.settings import Settings
from core import cells
from core.build import build
from core.cell import Source
from core.described import CellDescription
from core.description import describe
from core.experiment import choose_cell
from core.request import Limits, LossChoice
from core.request import Request as Asked

JSON = "application/json"
ID = f"{', '.join(cells.NAMES[:-1])} or {cells.NAMES[-1]}."


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a call can answer with, for OpenAPI."""
    content = {problem.MEDIA_TYPE: {"schema": {"$ref": f"{openapi.SCHEMAS}/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


def takes(name: str) -> dict[str, Any]:
    """The request body of a call, for OpenAPI."""
    schema = {"$ref": f"{openapi.SCHEMAS}/{name}"}
    return {"requestBody": {"content": {JSON: {"schema": schema}}}}


def router(settings: Settings) -> APIRouter:
    """The calls, within the limits of the settings."""
    api = APIRouter(prefix="/api/v1")

    @api.get("/cells", tags=["cells"], responses=problems(422))
    def list_cells(query: Annotated[NoQuery, Query()]) -> list[CellDescription]:
        """The built-in cells, each as its equations and all that is read off them."""
        return [describe(build(cells.named(name))) for name in cells.NAMES]

    @api.get("/cells/{id}", tags=["cells"], responses=problems(404, 422))
    def show_cell(
        request: Request,
        id: Annotated[str, Path(description=ID)],
        query: Annotated[CellQuery, Query()],
    ) -> CellDescription:
        """One cell, with the read-out and the loss asked for."""
        check_single(request.query_params)
        if id not in cells.NAMES:
            raise HTTPException(
                404, f"There is no such cell; write one of {', '.join(cells.NAMES)}."
            )
        asked = Asked(
            cell=id,
            activation=query.activation,
            readout=query.readout,
            loss=LossChoice(kind=query.loss),
        )
        return describe(choose_cell(asked, fixes_output=False))

    @api.post(
        "/cells",
        tags=["cells"],
        response_model=CellDescription,
        responses=problems(400, 413, 415, 422),
        openapi_extra=takes("CellRequest"),
    )
    async def describe_own(request: Request, query: Annotated[NoQuery, Query()]) -> CellDescription:
        """The description of a cell of one's own, or where its text is wrong."""
        text = await body.read(request, settings.body_bytes)
        return await run_in_threadpool(_describe_own, text)

    @api.post(
        "/flow",
        tags=["flow"],
        response_model=FlowAnswer,
        responses=problems(400, 413, 415, 422),
        openapi_extra=takes("FlowRequest"),
    )
    async def run_flow(request: Request, query: Annotated[NoQuery, Query()]) -> Response:
        """One run: forward, loss, backward."""
        text = await body.read(request, settings.body_bytes)
        answer = await run_in_threadpool(_run, text, settings.limits)
        return Response(answer, media_type=JSON)

    @api.get(
        "/flow",
        tags=["flow"],
        response_model=FlowAnswer,
        responses={304: {"description": "Not Modified"}, **problems(422)},
    )
    def get_flow(request: Request, query: Annotated[FlowQuery, Query()]) -> Response:
        """The same run from flat fields; cacheable, with a strong ETag."""
        check_single(request.query_params, may_repeat=("at", "cut", "include"))
        answer = answer_bytes(as_request(query), settings.limits)
        tag = f'"{blake2b(answer, digest_size=16).hexdigest()}"'
        headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
        if _matches(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(answer, media_type=JSON, headers=headers)

    @api.post(
        "/check",
        tags=["flow"],
        response_model=CheckAnswer,
        responses=problems(400, 413, 415, 422),
        openapi_extra=takes("FlowRequest"),
    )
    async def check_flow(request: Request, query: Annotated[NoQuery, Query()]) -> Response:
        """The gradients of a run against central differences of its loss."""
        text = await body.read(request, settings.body_bytes)
        answer = await run_in_threadpool(_check, text, settings.limits)
        return Response(answer, media_type=JSON)

    return api


# Long bodies take long to validate: that too is done off the event loop.


def _run(text: bytes, limits: Limits) -> bytes:
    return answer_bytes(FLOW_REQUEST.validate_json(text), limits)


def _check(text: bytes, limits: Limits) -> bytes:
    return check_bytes(FLOW_REQUEST.validate_json(text), limits)


def _describe_own(text: bytes) -> CellDescription:
    asked = CELL_REQUEST.validate_json(text)
    source = Source(None, "Own equations", "", asked.equations)
    return describe(build(source, output=asked.output, readout=asked.readout, loss=asked.loss))


def _matches(wanted: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: any of the tags listed, or a star."""
    tags = [each.strip().removeprefix("W/") for each in wanted.split(",")]
    return tag in tags or "*" in tags
