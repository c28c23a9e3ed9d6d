"""The OpenAPI document: FastAPI's own, and the schemas of what the routes read themselves."""

from __future__ import annotations

import inspect
from dataclasses import MISSING
from dataclasses import fields as fields_of
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from app import docstrings
from app.answers import Problem
from app.schemas import (
    CELL_REQUEST,
    FLOW_REQUEST,
    CellRequest,
    ClipRequest,
    CutRequest,
    FlowRequest,
    Loss,
)
from core.request import Initialization, Task

SCHEMAS = "#/components/schemas"
_PLAIN: TypeAdapter[Any] = TypeAdapter(Any)


def install(app: FastAPI) -> None:
    """Have the app's document name the bodies that it takes and the problems it answers with."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                routes=app.routes,
            )
            schemas = app.openapi_schema["components"]["schemas"]
            read: dict[str, TypeAdapter[Any]] = {
                "FlowRequest": FLOW_REQUEST,
                "CellRequest": CELL_REQUEST,
                "Problem": TypeAdapter(Problem),
            }
            for name, adapter in read.items():
                schema = adapter.json_schema(ref_template=f"{SCHEMAS}/{{model}}")
                schemas.update(schema.pop("$defs", {}))
                schemas[name] = schema
            for documented in (
                FlowRequest,
                CellRequest,
                Task,
                Loss,
                Initialization,
                CutRequest,
                ClipRequest,
            ):
                schema = schemas[documented.__name__]
                schema.setdefault("description", inspect.getdoc(documented))
                fields = schema["properties"]
                for field, sentence in docstrings.of_fields(documented).items():
                    fields[field]["description"] = sentence
                for made in fields_of(documented):
                    if made.default_factory is not MISSING:  # pydantic leaves these out
                        fields[made.name]["default"] = _PLAIN.dump_python(
                            made.default_factory(), mode="json"
                        )
            # Queries are refused with a problem, not with FastAPI's own form.
            for own in ("HTTPValidationError", "ValidationError"):
                schemas.pop(own, None)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def in_reading_order(document: dict[str, Any]) -> dict[str, Any]:
    """Every schema of a document: what the calls take, then what they answer, then problems.

    Each comes before its own parts.
    """
    schemas, found = document["components"]["schemas"], {}

    def follow(part: Any) -> None:
        match part:
            case {"$ref": str(reference)}:
                name = reference.removeprefix(f"{SCHEMAS}/")
                if name not in found:
                    found[name] = schemas[name]
                    follow(schemas[name])
            case dict():
                follow(list(part.values()))
            case list():
                for inner in part:
                    follow(inner)

    calls = [call for methods in document["paths"].values() for call in methods.values()]
    follow([call.get("requestBody") for call in calls])
    follow([call["responses"]["200"] for call in calls])
    follow(calls)
    return found
