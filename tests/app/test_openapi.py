"""What the API says of itself: OpenAPI, the readable docs, and nothing that is not there yet."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from app.schemas import Include

CALLS = [
    ("/api/v1/cells", "get"),
    ("/api/v1/cells", "post"),
    ("/api/v1/cells/{id}", "get"),
    ("/api/v1/flow", "get"),
    ("/api/v1/flow", "post"),
    ("/api/v1/check", "post"),
]
FLAT = [
    "cell", "activation", "readout", "steps", "input_size", "hidden_size", "output_size", "task",
    "text", "loss", "at", "scheme", "recurrent_scheme", "recurrent_gain", "forget_bias", "seed",
    "updates", "learning_rate", "truncate", "cut", "clip_mode", "clip_threshold", "include",
    "digits",
]  # fmt: skip

EVERY_CALL = pytest.mark.parametrize(("path", "method"), CALLS)


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").raise_for_status().json()


def resolved(openapi: dict, schema: dict) -> dict:
    """The schema itself where it is a reference."""
    while "$ref" in schema:
        root, *path = schema["$ref"].split("/")
        assert root == "#"
        schema = openapi
        for step in path:
            schema = schema[step]
    return schema


def operation(openapi: dict, path: str, method: str) -> dict:
    """The operation at a path, whatever the name of its parameter."""
    paths = {re.sub(r"{\w+}", "{id}", key): value for key, value in openapi["paths"].items()}
    return paths[path][method]


def untyped(openapi: dict, schema: Any, place: str, seen: set[str]) -> Iterator[str]:
    """The places within a schema of which it says nothing."""
    if (reference := schema.get("$ref") if isinstance(schema, dict) else None) in seen:
        return
    if reference:
        seen.add(reference)
        schema = resolved(openapi, schema)
    says = {"type", "anyOf", "oneOf", "allOf", "enum", "const", "prefixItems"}
    if not isinstance(schema, dict) or not says & schema.keys():
        yield place
        return
    kind = schema.get("type")
    if kind == "object" and not schema.keys() & {"properties", "additionalProperties"}:
        yield place
    if kind == "array" and not schema.keys() & {"items", "prefixItems"}:
        yield place
    parts = {name: part for name, part in schema.get("properties", {}).items()}
    parts |= {key: schema[key] for key in ("items",) if key in schema}
    if schema.get("additionalProperties", False) is not False:
        parts["*"] = schema["additionalProperties"]
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        parts |= {f"{key}{i}": part for i, part in enumerate(schema.get(key, []))}
    for name, part in parts.items():
        yield from untyped(openapi, part, f"{place}/{name}", seen)


def test_it_is_openapi_3_1_of_this_product(openapi: dict) -> None:
    assert openapi["openapi"].startswith("3.1.")
    assert "Unrolled" in openapi["info"]["title"] and openapi["info"]["version"]


def test_every_reference_leads_somewhere(openapi: dict) -> None:
    references = re.findall(r'"\$ref": "([^"]*)"', json.dumps(openapi))
    assert references
    for reference in references:
        resolved(openapi, {"$ref": reference})


def test_operations_have_a_summary_and_an_id_of_their_own(openapi: dict) -> None:
    operations = [operation(openapi, *call) for call in CALLS]
    assert all(operation["summary"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(CALLS)


@EVERY_CALL
def test_answers_are_typed_to_the_last_field(openapi: dict, path: str, method: str) -> None:
    schema = operation(openapi, path, method)["responses"]["200"]["content"]["application/json"]
    assert list(untyped(openapi, schema["schema"], path, set())) == []


@pytest.mark.parametrize("path", ["/api/v1/cells", "/api/v1/flow", "/api/v1/check"])
def test_requests_are_typed_and_closed(openapi: dict, path: str) -> None:
    schema = operation(openapi, path, "post")["requestBody"]["content"]["application/json"]
    request = resolved(openapi, schema["schema"])
    assert list(untyped(openapi, request, path, set())) == []
    assert request["additionalProperties"] is False


@EVERY_CALL
def test_problems_are_documented(openapi: dict, path: str, method: str) -> None:
    responses = operation(openapi, path, method)["responses"]
    problems = {status for status in responses if status.startswith(("4", "default"))}
    assert problems or (path, method) == ("/api/v1/cells", "get")
    for status in problems:
        (schema,) = [responses[status]["content"]["application/problem+json"]["schema"]]
        fields = resolved(openapi, schema)["properties"].keys()
        assert {"type", "title", "status", "detail", "errors"} <= fields
    assert "HTTPValidationError" not in json.dumps(openapi)


def test_the_flat_fields_are_documented(openapi: dict) -> None:
    fields = [field["name"] for field in operation(openapi, "/api/v1/flow", "get")["parameters"]]
    assert {*FLAT} == {name for name in fields if name.lower() != "if-none-match"}
    assert "304" in operation(openapi, "/api/v1/flow", "get")["responses"]


def test_an_answer_has_the_documented_fields_only(openapi: dict, client: TestClient) -> None:
    schema = operation(openapi, "/api/v1/flow", "post")["responses"]["200"]["content"]
    fields = resolved(openapi, schema["application/json"]["schema"])["properties"].keys()
    include = [*get_args(Include)]
    answer = client.post("/api/v1/flow", json={"include": include}).json()
    assert answer.keys() <= fields and {*include} <= answer.keys()


def test_the_docs_are_rendered_here(client: TestClient) -> None:
    response = client.get("/docs")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    for path, _ in CALLS:
        assert path.partition("{")[0] in response.text
    loaded = re.sub(r"<a\s[^>]*>", "", response.text)  # a link is followed by choice
    assert (
        re.findall(r"(?:https?:)?//(?!127\.0\.0\.1|localhost|testserver)\w[^\s\"'<]*", loaded) == []
    )
    for address in re.findall(r'<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"', response.text):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("field", ["steps", "forget_bias", "include", "digits", "learning_rate"])
def test_the_docs_tell_the_fields(client: TestClient, field: str) -> None:
    assert field in client.get("/docs").text


@pytest.fixture(scope="module")
def docs(client: TestClient) -> str:
    return client.get("/docs").raise_for_status().text


def test_every_anchor_of_the_docs_is_there(docs: str) -> None:
    anchors = re.findall(r'href="#([^"]+)"', docs)
    ids = re.findall(r'\bid="([^"]+)"', docs)
    assert anchors and {*anchors} <= {*ids} and len(ids) == len({*ids})


def test_the_docs_have_every_field_of_every_schema(openapi: dict, docs: str) -> None:
    sections = dict(re.findall(r'<h2 id="(\w+)">(.*?)</section>', docs, re.DOTALL))
    for name, schema in openapi["components"]["schemas"].items():
        fields = re.findall(r'<th scope="row"><code>(\w+)</code></th>', sections[name])
        assert fields == list(schema["properties"]), name
        assert schema.get("description", "").partition("\n")[0] in html.unescape(sections[name])


def test_the_docs_begin_with_what_is_asked(docs: str) -> None:
    places = [docs.index(f'<h2 id="{name}"') for name in ("FlowRequest", "FlowAnswer", "Problem")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "word", ["delta of v at t", "edge", "step", "state", "source", "cut", "truncate"]
)
def test_the_docs_explain_the_words(docs: str, word: str) -> None:
    assert f"<dt>{word}</dt>" in docs


def test_a_request_has_a_description(openapi: dict) -> None:
    schemas = openapi["components"]["schemas"]
    for name in ("FlowRequest", "CellRequest", "Task", "Loss", "CutRequest", "ClipRequest"):
        assert schemas[name]["description"], name


def test_bounds_and_what_always_comes_are_documented(openapi: dict) -> None:
    schemas = openapi["components"]["schemas"]
    assert schemas["ClipRequest"]["properties"]["threshold"]["exclusiveMinimum"] == 0
    assert schemas["FlowRequest"]["properties"]["cut"]["maxItems"] == 1000
    always = {"request", "cell", "loss", "inputs", "targets", "initial", "norms", "balance"}
    assert always | {"fixed_by_task", "clip", "overflow"} == {*schemas["FlowAnswer"]["required"]}


def test_it_is_alive(client: TestClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_every_schema_and_every_field_has_a_description(openapi: dict) -> None:
    schemas = openapi["components"]["schemas"]
    silent = [name for name, schema in schemas.items() if not schema.get("description")]
    for name, schema in schemas.items():
        fields = schema["properties"].items()
        silent += [f"{name}.{key}" for key, field in fields if not field.get("description")]
    calls = [(path, call) for path, calls in openapi["paths"].items() for call in calls.values()]
    for path, call in calls:
        for field in call.get("parameters", []):
            silent += [] if field.get("description") else [f"{path}?{field['name']}"]
    assert silent == []
