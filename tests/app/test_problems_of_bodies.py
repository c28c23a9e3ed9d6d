"""Bodies that are no request at all, and addresses and methods that are not there."""

import time

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

FLOW = "/api/v1/flow"
JSON = {"content-type": "application/json"}
LIMIT = 8 * 2**20

BODIES: dict[str, bytes] = {
    "empty": b"",
    "spaces": b"   ",
    "not JSON": b"steps=12",
    "cut off": b'{"steps": 12',
    "trailing comma": b'{"steps": 12,}',
    "single quotes": b"{'steps': 12}",
    "two values": b"{} {}",
    "a list": b"[]",
    "null": b"null",
    "a number": b"3",
    "a word": b'"lstm"',
    "NaN": b'{"learning_rate": NaN}',
    "NaN among inputs": b'{"inputs": [[1, NaN]]}',
    "Infinity": b'{"parameters": {"b_z": [Infinity, 0, 0, 0]}}',
    "-Infinity": b'{"initial_state": {"c": [-Infinity, 0, 0, 0]}}',
    "NaN for a whole number": b'{"seed": NaN}',
    "NaN where nothing is": b'{"nope": NaN}',
    "1e999": b'{"learning_rate": 1e999}',
    "-1e999": b'{"inputs": [[-1e999]]}',
    "1e999 for a whole number": b'{"steps": 1e999}',
    "5000 digits": b'{"seed": ' + b"9" * 5000 + b"}",
    "5000 digits among inputs": b'{"inputs": [[' + b"9" * 5000 + b"]]}",
    "400 digits": b'{"learning_rate": ' + b"9" * 400 + b"}",
    "400 digits among inputs": b'{"inputs": [[' + b"9" * 400 + b"]]}",
    "400 digits in a list of steps": b'{"loss": {"at": [' + b"9" * 400 + b"]}}",
    "400 digits for the steps": b'{"steps": ' + b"9" * 400 + b"}",
    "deep list": b"[" * 100_000 + b"]" * 100_000,
    "deep list, cut off": b"[" * 1_000_000,
    "deep object": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep inputs": b'{"inputs": ' + b"[" * 500 + b"1" + b"]" * 500 + b"}",
    "deep where nothing is": b'{"nope": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "lone surrogate in a text": rb'{"task": {"name": "text", "text": "ab\ud800"}}',
    "lone surrogate in equations": rb'{"equations": "h[t] = x[t] # \udfff"}',
    "lone surrogate as a cell": rb'{"cell": "\ud800"}',
    "lone surrogate as a field": rb'{"\ud800": 1}',
    "lone surrogate as a parameter": rb'{"parameters": {"\ud800": [1]}}',
    "null character as a field": rb'{"\u0000": 1}',
    "not UTF-8": b'{"cell": "\xff"}',
    "control character": b'{"cell": "\x01"}',
}


@pytest.mark.parametrize("path", [FLOW, "/api/v1/cells"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_bad_body_is_refused(
    client: TestClient, refused: Refused, path: str, body: bytes
) -> None:
    start = time.process_time()
    refused(client.post(path, content=body, headers=JSON))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"],
)
def test_another_content_type_is_refused(
    client: TestClient, refused: Refused, content_type: str
) -> None:
    response = client.post(FLOW, content=b"{}", headers={"content-type": content_type})
    problem = refused(response)
    assert response.status_code in (415, 422) and "application/json" in problem["detail"]


def test_json_with_a_charset_is_read(client: TestClient) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}
    assert client.post(FLOW, content=b"{}", headers=headers).status_code == 200


@pytest.mark.parametrize("path", [FLOW, "/api/v1/cells"])
def test_a_body_of_more_than_8_mib_is_refused(
    client: TestClient, refused: Refused, path: str
) -> None:
    body = b"{}".ljust(LIMIT + 1)
    assert "8" in refused(client.post(path, content=body, headers=JSON), 413)["detail"]


def test_a_body_of_8_mib_is_read(client: TestClient) -> None:
    assert client.post(FLOW, content=b"{}".ljust(LIMIT), headers=JSON).status_code == 200


def test_a_body_of_unknown_length_is_counted(client: TestClient, refused: Refused) -> None:
    chunks = (b" " * 2**20 for _ in range(9))
    refused(client.post(FLOW, content=chunks, headers=JSON), 413)


# Nearly 8 MiB each, and a mistake (or, in the first, one too many) at every turn.
LONG: dict[str, bytes] = {
    "numbers": b'{"inputs": [[' + b"1," * 4_000_000 + b"1]]}",
    "nulls": b'{"inputs": [[' + b"null," * 1_600_000 + b"1]]}",
    "rows": b'{"inputs": [' + b'"",' * 2_000_000 + b"[1]]}",
    "steps": b'{"loss": {"at": [' + b'"",' * 2_000_000 + b"1]}}",
    "repeated steps": b'{"loss": {"at": [' + b"1," * 4_000_000 + b"1]}}",
    "repeated steps of a cut": b'{"cut": [{"edge": "c>c@1", "at": [' + b"1," * 4_000_000 + b"1]}]}",
    "cuts": b'{"cut": [' + b'"c>c@1",' * 1_000_000 + b'"c>c@1"]}',
    "includes": b'{"include": [' + b'"values",' * 800_000 + b'"values"]}',
    "fields": b"{" + b",".join(b'"%d":0' % i for i in range(700_000)) + b"}",
    "parameters": b'{"parameters":{' + b",".join(b'"%d":0' % i for i in range(700_000)) + b"}}",
}


@pytest.mark.parametrize("body", LONG.values(), ids=LONG)
def test_the_longest_bad_body_is_refused_soon(
    client: TestClient, refused: Refused, body: bytes
) -> None:
    start = time.process_time()
    refused(client.post(FLOW, content=body, headers=JSON), 422)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("path", ["/api/v1/nope", "/api/v2/flow", "/nope", "/api/v1/cells/nope"])
def test_an_unknown_address(client: TestClient, refused: Refused, path: str) -> None:
    refused(client.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", FLOW, {"GET", "POST"}),
        ("PUT", FLOW, {"GET", "POST"}),
        ("DELETE", "/api/v1/cells", {"GET", "POST"}),
        ("POST", "/api/v1/cells/lstm", {"GET"}),
        ("POST", "/healthz", {"GET"}),
    ],
)
def test_a_method_that_is_not_there(
    client: TestClient, refused: Refused, method: str, path: str, allowed: set[str]
) -> None:
    response = client.request(method, path)
    refused(response, 405)
    assert allowed <= {name.strip() for name in response.headers["allow"].split(",")}
