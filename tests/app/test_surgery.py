"""Cuts, truncation and clipping through the API."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Flow, Refused

LSTM = {"cell": "lstm-peephole", "steps": 9, "digits": 17}
EVERYTHING = ["values", "deltas", "messages", "gradients", "step_gradients"]


def norm(answer: dict[str, Any]) -> float:
    """Of all gradients together."""
    return float(np.sqrt(sum(g["norm"] ** 2 for g in answer["gradients"].values())))


def test_a_plain_run_says_nothing_of_clipping(flow: Flow) -> None:
    assert flow(**LSTM)["clip"] is None


def test_a_cut_edge_carries_nothing_and_the_forward_pass_stays(flow: Flow) -> None:
    free = flow(**LSTM, include=EVERYTHING)
    cut = [{"edge": "c>c@1", "at": [3, 0]}, "c>obar"]
    answer = flow(**LSTM, include=EVERYTHING, cut=cut)
    assert answer["request"]["cut"] == [{"edge": "c>c@1", "at": [3, 0]}, "c>obar"] or (
        answer["request"]["cut"] == cut
    )
    assert answer["values"] == free["values"] and answer["loss"] == free["loss"]
    messages = answer["messages"]
    assert not np.any(messages["c>obar"]) and not np.any(messages["c>c@1"][2])
    assert np.all(messages["c>c@1"][3])
    assert answer["deltas"]["c"][4:] != free["deltas"]["c"][4:], "c>obar is cut at every step"
    assert answer["clip"]["norm"] == pytest.approx(answer["clip"]["clipped_norm"])
    assert answer["clip"]["factor"] == 1 and answer["clip"]["angle"] > 0
    assert flow(**answer["request"]) == answer


def test_truncation_cuts_every_edge_to_the_next_step(flow: Flow) -> None:
    answer = flow(**LSTM, include=EVERYTHING, truncate=4)
    for edge, rows in answer["messages"].items():
        if edge.endswith("@1"):
            assert not np.any(rows[3]) and not np.any(rows[7]) and np.all(rows[4])
    explicit = flow(**LSTM, include=EVERYTHING, loss={"at": [4]})["deltas"]["y"][3]
    assert answer["deltas"]["y"][3] == pytest.approx(explicit, rel=1e-12)
    assert answer["clip"]["angle"] > 0


def test_truncation_after_the_last_step_changes_nothing(flow: Flow) -> None:
    free, answer = flow(**LSTM), flow(**LSTM, truncate=9)
    assert answer["deltas"] == free["deltas"]
    assert answer["clip"]["angle"] == 0


def test_clipping_by_norm_keeps_the_direction(flow: Flow) -> None:
    free = flow(**LSTM, include=EVERYTHING)
    answer = flow(**LSTM, include=EVERYTHING, clip={"mode": "norm", "threshold": 0.5})
    clip = answer["clip"]
    assert clip["norm"] == pytest.approx(norm(free)) and clip["clipped_norm"] == pytest.approx(0.5)
    assert clip["factor"] == pytest.approx(0.5 / norm(free)) and clip["angle"] < 1e-6
    assert answer["deltas"] == free["deltas"] and clip["shortened"] == {}
    for name, gradient in answer["gradients"].items():
        assert gradient["total"] == free["gradients"][name]["total"]
        assert gradient["clipped_norm"] == pytest.approx(gradient["norm"] * clip["factor"])


def test_clipping_by_value_turns_the_gradient(flow: Flow) -> None:
    answer = flow(**LSTM, include=["gradients"], clip={"mode": "value", "threshold": 0.01})
    totals = [np.ravel(g["total"]) for g in answer["gradients"].values()]
    true = np.concatenate(totals)
    after = np.clip(true, -0.01, 0.01)
    cosine = true @ after / np.linalg.norm(true) / np.linalg.norm(after)
    assert answer["clip"]["angle"] == pytest.approx(np.degrees(np.arccos(cosine)), rel=1e-6)
    assert answer["clip"]["clipped_norm"] == pytest.approx(np.linalg.norm(after))
    for gradient in answer["gradients"].values():
        expected = np.linalg.norm(np.clip(gradient["total"], -0.01, 0.01))
        assert gradient["clipped_norm"] == pytest.approx(expected)


def test_clipping_deltas_shortens_the_state_s_errors(flow: Flow) -> None:
    free = flow(**LSTM, include=EVERYTHING)
    answer = flow(**LSTM, include=EVERYTHING, clip={"mode": "delta", "threshold": 0.4})
    for name in ("c", "y"):
        factors = np.array(answer["clip"]["shortened"][name])
        gathered = sum(
            np.array(rows) for e, rows in answer["messages"].items() if e.startswith(f"{name}>")
        )
        assert answer["deltas"][name] == pytest.approx(factors[:, None] * gathered)
        assert np.max(answer["norms"]["deltas"][name]) <= 0.4 * (1 + 1e-12)
        assert np.any(factors < 1)
    assert answer["balance"]["worst"] < 1e-14
    assert answer["clip"]["norm"] == pytest.approx(norm(free))
    for name, gradient in answer["gradients"].items():
        summed = np.sum(answer["step_gradients"][name], axis=0)
        assert gradient["total"] == pytest.approx(summed, rel=1e-9, abs=1e-12)
        assert gradient["norm"] == pytest.approx(free["gradients"][name]["norm"])
        assert gradient["clipped_norm"] == pytest.approx(np.linalg.norm(summed))


@pytest.mark.parametrize("mode", ["norm", "value", "delta"])
def test_updates_take_the_clipped_gradient(flow: Flow, mode: str) -> None:
    clip = {"mode": mode, "threshold": 0.05}
    before = flow(**LSTM, include=["parameters", "gradients"], clip=clip)
    after = flow(**LSTM, include=["parameters"], clip=clip, updates=1, learning_rate=0.5)
    for name, gradient in before["gradients"].items():
        step = np.array(gradient["total"])
        if mode == "norm":
            step = step * before["clip"]["factor"]
        if mode == "value":
            step = np.clip(step, -0.05, 0.05)
        moved = np.array(before["parameters"][name]) - 0.5 * step
        assert after["parameters"][name] == pytest.approx(moved, rel=1e-9, abs=1e-12)


def test_a_silent_loss_has_no_direction(flow: Flow) -> None:
    answer = flow(**LSTM, loss={"at": []}, clip={})
    assert answer["clip"] == {
        "norm": 0.0,
        "clipped_norm": 0.0,
        "factor": 1.0,
        "angle": None,
        "shortened": {},
    }


def test_a_thousand_cuts_are_carried_out(flow: Flow) -> None:
    assert flow(**LSTM, cut=["c>c@1"] * 1000)["values"] == flow(**LSTM)["values"]


def test_flat_fields_say_the_same(client: TestClient, flow: Flow) -> None:
    query = "cell=lstm&truncate=3&cut=c>c@1&cut=x>zbar&clip_mode=value&clip_threshold=0.2"
    answer = client.get(f"/api/v1/flow?{query}").raise_for_status().json()
    clip = {"mode": "value", "threshold": 0.2}
    assert answer == flow(cell="lstm", truncate=3, cut=["c>c@1", "x>zbar"], clip=clip)
    alone = client.get("/api/v1/flow?clip_threshold=0.2").raise_for_status().json()
    assert alone["request"]["clip"] == {"mode": "norm", "threshold": 0.2}


@pytest.mark.parametrize(
    ("fields", "pointer", "word"),
    [
        ({"truncate": 0}, "/truncate", ""),
        ({"clip": {"mode": "norm", "threshold": 0}}, "/clip/threshold", "greater than 0"),
        ({"clip": {"mode": "length"}}, "/clip/mode", ""),
        ({"cut": ["c>c"]}, "/cut/0", "c>c@1"),
        ({"cut": ["y>J", "q>c"]}, "/cut/1", "source>target"),
        ({"cut": [{"edge": "c>c@1", "at": [13]}]}, "/cut/0/at/0", "0 to 12"),
        ({"cut": [{"edge": "c>y", "at": [2, 0]}]}, "/cut/0/at/1", "1 to 12"),
        ({"cut": [{"edge": "c>c@1", "at": [0, 3, 0]}]}, "/cut/0/at/2", "twice"),
        ({"loss": {"at": [3, 1, 3]}}, "/loss/at/2", "twice"),
        ({"cut": ["c>c@1"] * 1001}, "/cut", "1,000"),
    ],
)
def test_what_can_not_be_done_is_refused(
    client: TestClient, refused: Refused, fields: dict[str, Any], pointer: str, word: str
) -> None:
    problem = refused(client.post("/api/v1/flow", json=fields), 422)
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert word in problem["detail"]
