"""HEAD on every address that answers GET, and what the pages send beside their text."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

PATHS = [
    *("/", "/docs", "/healthz", "/openapi.json"),
    *("/api/v1/cells", "/api/v1/cells/lstm", "/api/v1/cells/nope"),
    *("/api/v1/flow", "/api/v1/flow?steps=3", "/api/v1/flow?steps=0", "/nope"),
]


def static_path(client: TestClient) -> str:
    found = re.search(r"/static/[^\"]+\.css", client.get("/").text)
    assert found
    return found[0]


@pytest.mark.parametrize("path", [*PATHS, "static"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    path = static_path(client) if path == "static" else path
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code and head.content == b""
    assert head.headers == got.headers


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_files_are_only_read(client: TestClient, refused: Refused, method: str) -> None:
    response = client.request(method, static_path(client))
    refused(response, 405)
    assert response.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/flow", "GET, HEAD, POST"),
        ("POST", "/api/v1/cells/lstm", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
    ],
)
def test_allow_lists_head(client: TestClient, method: str, path: str, allowed: str) -> None:
    assert client.request(method, path).headers["allow"] == allowed


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_loads_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy


def test_the_document_does_not_list_head(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert all("head" not in operations for operations in paths.values())
