"""Limits that a host sets."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.main import create
from app.settings import Settings, from_environment
from core.request import Limits


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_environment() == Settings()
    monkeypatch.setenv("UNROLLED_MAX_STEPS", "40")
    monkeypatch.setenv("UNROLLED_MAX_BODY_BYTES", "1000")
    assert from_environment() == Settings(Limits(steps=40), 1000)


def test_a_host_s_limits_hold_and_are_shown() -> None:
    client = TestClient(create(Settings(Limits(steps=5), body_bytes=50)))
    refused = client.post("/api/v1/flow", json={"steps": 6})
    assert refused.status_code == 422 and "most is 5" in refused.json()["detail"]
    assert (
        client.post("/api/v1/flow", json={"task": {"name": "text", "text": "a" * 60}}).status_code
        == 413
    )
    assert '"max_steps": 5' in client.get("/").text
