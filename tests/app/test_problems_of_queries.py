"""Bad flat fields are problems too, pointed at by their own names."""

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

FLOW = "/api/v1/flow"

QUERIES = [
    "steps=abc", "steps=0", "steps=1001", "steps=1.5", "at=0", "at=13", "at=sometimes",
    "at=last&at=3", "seed=-1", "nope=1", "cell=nope", "cell=lstm&activation=relu",
    "cell=rnn&readout=linear", "loss=hinge", "scheme=magic", "recurrent_gain=nan",
    "recurrent_gain=inf", "forget_bias=1e999", "include=nothing", "include=values&include=values",
    "digits=2", "task=nope", "task=text", "task=text&text=a", f"task=text&text={'ab' * 600}",
    "equations=h%5Bt%5D+%3D+x%5Bt%5D", "inputs=%5B%5B1%5D%5D", "updates=1000000000",
    "steps=1000&hidden_size=256", "seed=" + "9" * 5000, "cell=%FF",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:40])
def test_bad_flat_fields_are_refused(client: TestClient, refused: Refused, query: str) -> None:
    problem = refused(client.get(f"{FLOW}?{query}"), 422)
    assert problem["errors"]


# What a place in the request is called on GET: the flat field that it was made of.
FLAT = {
    "clip_threshold=0": "/clip_threshold",
    "clip_mode=length": "/clip_mode",
    "at=99": "/at",
    "at=3&at=3": "/at",
    "text=ab": "/text",
    "task=text": "/text",
    "task=text&text=a": "/text",
    "task=nope": "/task",
    "loss=hinge": "/loss",
    "scheme=magic": "/scheme",
    "include=values&include=nothing": "/include",
    "include=values&include=values": "/include",
    "cut=c>c@1&cut=nope": "/cut",
    "&".join(["cut=c>c@1"] * 1001): "/cut",
    "steps=1001": "/steps",
    "nope=1": "/nope",
    "cell=gru&forget_bias=3": "/forget_bias",
    "cell=dense&recurrent_gain=3": "/recurrent_gain",
}


@pytest.mark.parametrize(("query", "pointer"), FLAT.items(), ids=lambda text: text[:40])
def test_flat_fields_are_pointed_at_by_their_own_names(
    client: TestClient, refused: Refused, query: str, pointer: str
) -> None:
    (error,) = refused(client.get(f"{FLOW}?{query}"), 422)["errors"]
    assert error["pointer"] == pointer


@pytest.mark.parametrize(
    ("query", "write"),
    [
        ("include=values,deltas", "include=values&include=deltas"),
        ("at=3,7", "at=3&at=7"),
        ("cut=c>obar,%20c>c@1", "cut=c>obar&cut=c>c@1"),
    ],
)
def test_a_list_is_told_to_repeat_its_field(
    client: TestClient, refused: Refused, query: str, write: str
) -> None:
    (error,) = refused(client.get(f"{FLOW}?{query}"), 422)["errors"]
    assert error["pointer"] == f"/{query.partition('=')[0]}"
    assert error["detail"] == f"Write the field once for each: {write}."


def test_a_cut_of_the_body_s_form_is_told_that_of_an_address(
    client: TestClient, refused: Refused
) -> None:
    cut = '{"edge":"c>c@1","at":[3]}'
    (error,) = refused(client.get(FLOW, params={"cut": cut}), 422)["errors"]
    assert error["pointer"] == "/cut"
    assert error["detail"] == "In an address a cut at some steps is cut=c>c@1:3:6."


@pytest.mark.parametrize("call", ["flow", "cells", "check"])
def test_a_post_takes_nothing_in_its_address(
    client: TestClient, refused: Refused, call: str
) -> None:
    body = {"equations": "h[t] = x[t]"}
    (error,) = refused(client.post(f"/api/v1/{call}?x=1", json=body), 422)["errors"]
    assert error["pointer"] == "/x"


def test_the_cells_take_no_fields(client: TestClient, refused: Refused) -> None:
    for path in ("cells?x=1", "cells/lstm?x=1"):
        (error,) = refused(client.get(f"/api/v1/{path}"), 422)["errors"]
        assert error["pointer"] == "/x"
