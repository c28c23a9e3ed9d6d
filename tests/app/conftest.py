"""One client for all tests of the API, and the two things that almost all of them ask of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import app

Flow = Callable[..., dict[str, Any]]
Refused = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application, as any program sees it."""
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="session")
def flow(client: TestClient) -> Flow:
    """Posts the fields of a request of /flow and gives the answer, which must be one."""

    def post(**request: Any) -> dict[str, Any]:
        response = client.post("/api/v1/flow", json=request)
        assert response.status_code == 200, response.text
        return response.json()

    return post


@pytest.fixture(scope="session")
def refused() -> Refused:
    """Holds a response to be a problem of RFC 9457, of this status if one is given."""

    def problem(response: Any, status: int | None = None) -> dict[str, Any]:
        assert 400 <= response.status_code < 500, response.text[:2000]
        assert status in (None, response.status_code), response.text[:2000]
        assert response.headers["content-type"] == "application/problem+json"
        assert len(response.content) <= 2_048, "a refusal must not echo what was sent"
        assert "Traceback" not in response.text
        problem = response.json()
        assert problem["status"] == response.status_code
        for field in ("type", "title", "detail"):
            assert isinstance(problem[field], str) and problem[field], field
        for error in problem.get("errors", []):
            pointer = error["pointer"].removeprefix("#")
            assert pointer == "" or pointer.startswith("/"), error
        return problem

    return problem
