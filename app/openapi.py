"""The OpenAPI document: FastAPI's own, and the schemas of what the routes read themselves."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, is_dataclass
from dataclasses import fields as fields_of
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from app import answers, docstrings, problem, schemas
from app.problem import Problem
from app.query import place
from app.schemas import CELL_REQUEST, FLOW_REQUEST
from core import described, measures, request
from core.tasks import definition as task

SCHEMAS = "#/components/schemas"
_CLASSES = {
    name: found
    for module in (request, task, measures, described, schemas, answers, problem)
    for name, found in vars(module).items()
    if isinstance(found, type)
}
"""By the names that their schemas have."""
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
            found = app.openapi_schema["components"]["schemas"]
            read: dict[str, TypeAdapter[Any]] = {
                "FlowRequest": FLOW_REQUEST,
                "CellRequest": CELL_REQUEST,
                "Problem": TypeAdapter(Problem),
            }
            for name, adapter in read.items():
                schema = adapter.json_schema(ref_template=f"{SCHEMAS}/{{model}}")
                found.update(schema.pop("$defs", {}))
                found[name] = schema
            for name, schema in found.items():
                if documented := _CLASSES.get(name):
                    _explain(schema, documented)
            for parameter in app.openapi_schema["paths"]["/api/v1/flow"]["get"]["parameters"]:
                holder, field = place(parameter["name"])
                parameter["description"] = docstrings.of_fields(holder)[field]
            # Queries are refused with a problem, not with FastAPI's own form.
            for own in ("HTTPValidationError", "ValidationError"):
                found.pop(own, None)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _explain(schema: dict[str, Any], documented: type) -> None:
    """Have the schema of a class say what its docstrings say, and the defaults of its fields."""
    schema["description"] = inspect.getdoc(documented)
    fields = schema["properties"]
    for field, sentence in docstrings.of_fields(documented).items():
        fields[field]["description"] = sentence
    for made in fields_of(documented) if is_dataclass(documented) else ():
        if made.default_factory is not MISSING:  # pydantic leaves these out
            fields[made.name]["default"] = _PLAIN.dump_python(made.default_factory(), mode="json")


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
