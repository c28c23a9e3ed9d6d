"""Errors as RFC 9457 problem details: what is wrong, where, and what to write instead.

Nothing long of the input is echoed, there are at most eight errors in one answer, and it stays
small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from app.problem import Problem, ProblemError
from app.query import flat
from app.schemas import CellRequest, FlowRequest
from core.refusal import Refusal, brief

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 8
MOST_BYTES = 2_000
TOO_MANY = 1_000
"""Mistakes in one body that are no longer looked at one by one."""


def problem(
    status: int,
    detail: str,
    errors: Iterable[ProblemError] = (),
    headers: Mapping[str, str] | None = None,
    **extension: int | None,
) -> Response:
    """A problem as a response, with extension members (RFC 9457, 3.2)."""
    body = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors)[:MOST_ERRORS],
        **extension,
    )
    return Response(_fitting(body), status, headers=headers, media_type=MEDIA_TYPE)


def _fitting(body: Problem) -> bytes:
    """Its JSON in at most MOST_BYTES: with fewer errors, and at last with shorter sentences."""
    while len(content := body.model_dump_json(exclude_none=True).encode()) > MOST_BYTES:
        if len(body.errors) > 1:
            body.errors.pop()
            continue
        body.detail = _shorter(body.detail)
        for error in body.errors:
            error.detail = _shorter(error.detail)
    return content


def _shorter(sentence: str) -> str:
    return f"{sentence[: len(sentence) * 3 // 4]}…"


def install(app: FastAPI) -> None:
    """Have every error of the app answered as a problem."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        pointer = "/equations" if error.line is not None else error.pointer
        if request.method == "GET":
            pointer = flat(pointer)
        one = ProblemError(
            pointer=pointer, detail=error.detail, line=error.line, column=error.column
        )
        return problem(422, str(error), [one], numbers=error.numbers, most=error.most)

    @app.exception_handler(ValidationError)
    @app.exception_handler(RequestValidationError)
    async def invalid(
        request: Request, error: ValidationError | RequestValidationError
    ) -> Response:
        if isinstance(error, ValidationError) and error.error_count() > TOO_MANY:
            return problem(422, "Nearly every field of the body is wrong; see /docs.")
        details: list[Any] = list(error.errors())
        malformed = next((each for each in details if each["type"] == "json_invalid"), None)
        if malformed is not None:
            return problem(400, f"The body is not JSON: {malformed['ctx']['error']}.")
        title = error.title if isinstance(error, ValidationError) else ""
        errors = list(_errors(details, title))
        where = f"{errors[0].pointer}: " if errors[0].pointer else ""
        return problem(422, f"{where}{errors[0].detail}", errors)

    @app.exception_handler(HTTPException)
    async def refused_by_http(request: Request, error: HTTPException) -> Response:
        details = {
            404: "There is nothing at this address; the calls are listed at /docs.",
            405: "This address takes other methods; the calls are listed at /docs.",
        }
        detail = str(error.detail)
        if detail == HTTPStatus(error.status_code).phrase:  # nothing was said of this one
            detail = details.get(error.status_code, detail)
        headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
        return problem(error.status_code, detail, headers=headers)

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        return problem(500, "Something failed here that should not; the log of the server has it.")


def _allowed(request: Request) -> str:
    """Every method that this address takes: its routes are one for each method."""

    # Within a mount, the path is read from where that begins: here it is read from the start.
    root = request.scope.get("app_root_path", request.scope.get("root_path", ""))

    def takes(method: str) -> bool:
        scope = {**request.scope, "method": method, "root_path": root}
        return any(
            route.matches(scope)[0] is Match.FULL
            and not (method == "POST" and isinstance(route, Mount))  # which holds files
            for route in request.app.routes
        )

    return ", ".join(["GET", "HEAD"] * takes("GET") + ["POST"] * takes("POST"))


def _errors(details: list[Any], title: str) -> Iterable[ProblemError]:
    """One error for each place. Of a union's alternatives, the one that got furthest speaks.

    All unions sit two deep, as in ("parameters", "W", "list[float]", 3): the third part names the
    alternative, and what comes after it is how far that one got. `title` is the name of the class
    that the body is read as.
    """
    furthest: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for each in details:
        place = each["loc"][:2]
        furthest[place] = max(furthest.get(place, each["loc"]), each["loc"], key=lambda at: at[3:])
    seen = set()
    for each in details:
        pointer = _pointer(each["loc"])
        speaks = each["loc"][:3] == furthest[each["loc"][:2]][:3]
        if pointer not in seen and speaks:
            seen.add(pointer)
            yield ProblemError(pointer=pointer, detail=_sentence(each, title))


def _pointer(location: tuple[int | str, ...]) -> str:
    """A JSON pointer (RFC 6901), without the names that pydantic gives to alternatives."""
    if location and location[0] == "query":
        location = location[1:2]
    parts = [part for depth, part in enumerate(location) if depth != 2 or isinstance(part, int)]
    return "".join(f"/{brief(str(part)).replace('~', '~0').replace('/', '~1')}" for part in parts)


def _sentence(error: Any, title: str) -> str:
    match error["loc"]:
        case "cut", _, "str":
            return "A string or an object in braces belongs here."
        case "loss", "at", _:
            return "Write 'every', 'last' or a list of steps."
    match error["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            if len(error["loc"]) > 1:  # within an object, or a query
                return "There is no such field here; leave it out. The fields are at /docs."
            body = CellRequest if title == CellRequest.__name__ else FlowRequest
            names = ", ".join(field.name for field in fields(body))
            return f"There is no such field; the fields are {names}."
        case "missing":
            return "This field is needed."
        case "too_long":
            return f"The list is too long; the most is {error['ctx']['max_length']:,}."
        case "dataclass_type":
            return "An object in braces belongs here."
        case "finite_number":
            return "Numbers are finite here; write one below 1.8e308."
        case "value_error":  # one of ours
            return f"{error['ctx']['error']}."
        case _:
            return f"{error['msg']}."
