"""The request of /flow and its echo: defaults, the two ways to ask, what is included, rounding."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow

FLOW = "/api/v1/flow"
OWN = "h[t] = tanh(W @ x[t] + R @ h[t-1] + b)\nq[t] = Q @ h[t]"
ARRAYS = ["values", "deltas", "messages", "parameters", "gradients", "step_gradients"]
ALWAYS = ["request", "cell", "loss", "inputs", "targets", "initial", "norms", "balance", "overflow"]

REQUESTS: dict[str, dict[str, Any]] = {
    "defaults": {},
    "rnn": {"cell": "rnn", "activation": "relu", "steps": 5, "loss": {"kind": "cross_entropy"}},
    "peepholes and read-out": {"cell": "lstm-peephole", "readout": "linear", "output_size": 3},
    "own equations": {"equations": OWN, "output": "q", "steps": 4, "hidden_size": 2},
    "own equations, read-out": {"equations": "h[t] = 0.9 * h[t-1] + x[t]", "readout": "linear"},
    "text": {"task": {"name": "text", "text": "größer: hello"}, "seed": 7},
    "posted arrays": {
        "inputs": [[1 / 3, 0.1], [1e-300, -2.5]],
        "targets": [[0.25], [0.75]],
        "parameters": {"b_z": [0.7], "W_in": [[3, 4]]},
        "initial_state": {"c": [0.1234567890123456]},
    },
    "updates": {"updates": 3, "learning_rate": 0.123456789012, "digits": 12, "include": ARRAYS},
    "loss at some steps": {"loss": {"at": [2, 5]}, "include": ["messages"]},
    "loss at no step": {"loss": {"at": []}, "include": []},
    "initialization": {"initialization": {"scheme": "normal", "recurrent_gain": 2}},
}  # fmt: skip


def integers_where_possible(value: Any) -> Any:
    """The same JSON as a browser writes it, to whom 1.0 and 1 are one number."""
    if isinstance(value, dict):
        return {key: integers_where_possible(item) for key, item in value.items()}
    if isinstance(value, list):
        return [integers_where_possible(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_the_echoed_request_gives_the_same_bytes(client: TestClient, request_: dict) -> None:
    first = client.post(FLOW, json=request_)
    assert first.status_code == 200, first.text
    echo = first.json()["request"]
    assert client.post(FLOW, json=echo).content == first.content
    assert client.post(FLOW, json=integers_where_possible(echo)).content == first.content


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_what_was_asked_stands_unrounded_in_the_echo(flow: Flow, request_: dict) -> None:
    echo = flow(**request_)["request"]
    for field, asked in request_.items():
        if field in ("task", "loss", "initialization"):
            assert asked.items() <= echo[field].items()
        else:
            assert echo[field] == asked


def test_the_defaults_are_filled_in(flow: Flow) -> None:
    defaults = {
        "cell": "lstm",
        "readout": "none",
        "steps": 12,
        "input_size": 3,
        "hidden_size": 4,
        "output_size": 4,
        "task": {"name": "noise"},
        "initialization": {
            "scheme": "glorot",
            "recurrent_scheme": "orthogonal",
            "recurrent_gain": 1.0,
            "forget_bias": 1.0,
        },
        "seed": 0,
        "loss": {"kind": "squared_error", "at": "every"},
        "updates": 0,
        "learning_rate": 0.1,
        "include": ["values", "deltas"],
        "digits": 6,
    }
    echo = flow()["request"]
    assert echo["task"].pop("text", None) is None
    assert {field: echo[field] for field in defaults} == defaults


@pytest.mark.parametrize(
    ("asked", "filled_in"),
    [
        ({"cell": "rnn"}, {"activation": "tanh", "readout": None, "output_size": 2}),
        ({"readout": "linear"}, {"output_size": 2}),
        ({"equations": OWN}, {"cell": None, "output": "q", "readout": "none", "output_size": 2}),
        ({"hidden_size": 7}, {"output_size": 7}),
        ({"loss": {"at": "last"}}, {"loss": {"kind": "squared_error", "at": "last"}}),
        (
            {"task": {"name": "text", "text": "abc"}, "loss": {"at": "last"}},
            {"loss": {"kind": "cross_entropy", "at": "last"}, "readout": "linear"},
        ),
        ({"inputs": [[1, 2], [3, 4], [5, 6]]}, {"steps": 3, "input_size": 2, "hidden_size": 4}),
        ({"parameters": {"R_z": [[1, 0], [0, 1]]}}, {"hidden_size": 2, "input_size": 3}),
        ({"cell": "rnn", "targets": [[1, 2, 3]]}, {"steps": 1, "output_size": 3}),
        ({"initial_state": {"y": [0, 0, 0]}}, {"hidden_size": 3}),
        ({"equations": "h[t] = 0.9 * h[t-1] + x[t]"}, {"output": "h"}),
    ],
)
def test_defaults_depend_on_what_was_asked(flow: Flow, asked: dict, filled_in: dict) -> None:
    echo = flow(**asked)["request"]
    assert {field: echo[field] for field in filled_in} == filled_in


def test_adding_the_input_to_the_state_makes_their_sizes_equal(flow: Flow) -> None:
    equations = "h[t] = 0.9 * h[t-1] + x[t]"
    echo = flow(equations=equations, input_size=5)["request"]
    assert (echo["input_size"], echo["hidden_size"], echo["output_size"]) == (5, 5, 5)


GET_AND_POST = [
    ("", {}),
    (
        "cell=lstm&steps=12&forget_bias=1",
        {"cell": "lstm", "steps": 12, "initialization": {"forget_bias": 1}},
    ),
    (
        "cell=rnn&activation=relu&loss=cross_entropy&at=2&at=5&output_size=3&seed=3",
        {"cell": "rnn", "activation": "relu", "loss": {"kind": "cross_entropy", "at": [2, 5]},
         "output_size": 3, "seed": 3},
    ),
    ("at=last&input_size=2&hidden_size=3",
     {"loss": {"at": "last"}, "input_size": 2, "hidden_size": 3}),
    ("at=4", {"loss": {"at": [4]}}),
    ("task=text&text=h%C3%A9llo+world&readout=linear",
     {"task": {"name": "text", "text": "héllo world"}, "readout": "linear"}),
    ("task=sine", {"task": {"name": "sine"}}),
    ("task=adding", {"task": {"name": "adding"}}),
    ("task=copy&at=last", {"task": {"name": "copy"}, "loss": {"at": "last"}}),
    ("task=weather&steps=40", {"task": {"name": "weather"}, "steps": 40}),
    ("scheme=normal&recurrent_scheme=identity&recurrent_gain=0.9",
     {"initialization": {"scheme": "normal", "recurrent_scheme": "identity",
                         "recurrent_gain": 0.9}}),
    ("updates=2&learning_rate=0.05&digits=12&include=gradients&include=deltas",
     {"updates": 2, "learning_rate": 0.05, "digits": 12, "include": ["gradients", "deltas"]}),
    ("cut=c%3Ey&cut=c%3Ec%401:3:6", {"cut": ["c>y", {"edge": "c>c@1", "at": [3, 6]}]}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "body"), GET_AND_POST)
def test_flat_fields_give_the_same_bytes(client: TestClient, query: str, body: dict) -> None:
    posted = client.post(FLOW, json=body)
    assert posted.status_code == 200, posted.text
    assert client.get(f"{FLOW}?{query}").content == posted.content


@pytest.mark.parametrize("steps", ["", "x", "-1", "3:", "9" * 5000])
def test_the_steps_of_a_flat_cut_are_numbers(client: TestClient, steps: str) -> None:
    refused = client.get(FLOW, params={"cut": f"c>c@1:{steps}"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"pointer": "/cut", "detail": "The steps of a cut are whole numbers: cut=c>c@1:3:6."}
    ]


def test_an_answer_can_be_cached(client: TestClient) -> None:
    first = client.get(f"{FLOW}?steps=3")
    tag = first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"], "a new version may answer otherwise"
    assert tag.startswith('"') and tag.endswith('"') and len(tag) > 2
    assert client.get(f"{FLOW}?steps=3").headers["etag"] == tag
    assert client.get(f"{FLOW}?steps=4").headers["etag"] != tag


@pytest.mark.parametrize("known", ["{}", '"another", {}', "W/{}", "*"])
def test_a_known_answer_is_not_sent_again(client: TestClient, known: str) -> None:
    tag = client.get(f"{FLOW}?steps=3").headers["etag"]
    response = client.get(f"{FLOW}?steps=3", headers={"If-None-Match": known.format(tag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == tag
    assert "no-cache" in response.headers["cache-control"]


def test_another_answer_is_sent(client: TestClient) -> None:
    tag = client.get(f"{FLOW}?steps=3").headers["etag"]
    response = client.get(f"{FLOW}?steps=4", headers={"If-None-Match": tag})
    assert response.status_code == 200 and response.json()["request"]["steps"] == 4


@pytest.mark.parametrize("include", [[], *([name] for name in ARRAYS), ARRAYS])
def test_include_selects_the_arrays(flow: Flow, include: list[str]) -> None:
    answer = flow(include=include, steps=2)
    assert set(ALWAYS) <= answer.keys()
    assert [name for name in ARRAYS if answer.get(name) is not None] == [
        name for name in ARRAYS if name in include
    ]


def test_what_is_included_does_not_change_the_numbers(flow: Flow) -> None:
    everything = flow(include=ARRAYS)
    for name in ARRAYS:
        assert flow(include=[name])[name] == everything[name]


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("digits", [3, 6, 11, 16])
@pytest.mark.parametrize("section", ["values", "deltas", "messages", "gradients", "loss", "norms"])
def test_results_have_as_many_significant_digits(flow: Flow, digits: int, section: str) -> None:
    asked = {"cell": "rnn", "loss": {"at": [9]}, "include": ARRAYS}
    exact = leaves(flow(digits=17, **asked)[section])
    rounded = leaves(flow(digits=digits, **asked)[section])
    assert rounded == [float(f"{number:.{digits - 1}e}") for number in exact]
    assert rounded != exact


def test_the_answer_is_strict_json(client: TestClient) -> None:
    response = client.post(FLOW, json={})
    assert response.headers["content-type"] == "application/json"
    json.loads(response.text, parse_constant=pytest.fail)


def test_the_norms_of_the_gradients_come_without_the_gradients(flow: Flow) -> None:
    bare, full = flow(include=[]), flow(include=["gradients"])
    norms = {name: gradient["norm"] for name, gradient in full["gradients"].items()}
    assert bare["norms"]["totals"] == norms and "gradients" not in bare
