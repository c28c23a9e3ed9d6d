"""The translation loses nothing, makes nothing up and never calls two things by one name."""

import hashlib

import pytest

from tests.reference import mapping
from tests.reference.mapping import CASES, NAMES, Case, load, place, request


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return load(request.param)


def test_the_files_are_the_ones_that_were_computed() -> None:
    lines = (CASES / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    manifest = {name: digest for digest, name in (line.split() for line in lines)}
    files = {path.name: path for path in CASES.iterdir() if path.name != "MANIFEST.sha256"}
    assert {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files.items()} == manifest
    assert len(NAMES) == 25


def test_the_gate_o_and_the_read_out_keep_apart() -> None:
    case = load("lstm_vanilla_ce_head_all")
    ours = {name: mapping.parameter(name, case) for name in case.named("param")}
    assert (ours["W_o"], ours["b_o"], ours["p_o"]) == ("W_out", "b_out", "p_out")
    assert (ours["W_out"], ours["b_out"]) == ("V", "d")
    assert (ours["R_f"], ours["W_z"], ours["p_i"]) == ("R_for", "W_z", "p_in")


def test_two_arrays_never_share_a_place(case: Case) -> None:
    places = [path for key in case.arrays if (path := place(key, case))]
    assert len(places) == len(set(places))
    ours = request(case)["parameters"]
    switched_off = {name for name, array in ours.items() if name[0] == "p" and not any(array)}
    assert len(ours) == len(case.named("param")) + len(switched_off)


def test_only_what_has_no_counterpart_is_left_out(case: Case) -> None:
    left_out = {key for key in case.arrays if place(key, case) is None}
    results = {key for key in left_out if key.partition("/")[0] not in mapping.GIVEN}
    no_yhat = case.config["head"] == "none" and case.config["loss"] == "squared_error"
    without = {"hc"} & case.named("act").keys() | ({"yhat"} if no_yhat else set())
    gates = set(case.config["constant_gates"])
    routes = {route for route in case.named("route") if route.split("/")[0] in gates}
    assert results == {
        *(f"{kind}/{name}" for kind in ("act", "delta") for name in without | gates),
        *(f"route/{route}" for route in routes),
    }


@pytest.mark.parametrize(
    ("name", "route", "edge"),
    [
        ("lstm_vanilla_se_all", "c/fbar_next", "c>fbar@1"),
        ("lstm_vanilla_se_all", "c/c_next", "c>c@1"),
        ("lstm_vanilla_se_all", "c/obar", "c>obar"),
        ("lstm_vanilla_se_all", "x/ibar", "x>ibar"),
        ("lstm_vanilla_se_all", "y/loss", "y>J"),
        ("lstm_vanilla_ce_head_all", "y/loss", "y>s"),
        ("gru_before_se_all", "h/rh_next", "h>rh@1"),
        ("lstm_cifg_se_all", "i/f", "i>f"),
        ("lstm_fgr_se_all", "o/ibar_next", "o>ibar@1"),
        ("rnn_tanh_se_all", "h/o", "h>o"),
        ("rnn_tanh_se_all", "h/a_next", "h>a@1"),
    ],
)
def test_routes_become_edges(name: str, route: str, edge: str) -> None:
    assert mapping.message(route, load(name)) == edge


def test_the_score_of_a_cell_without_read_out_goes_through_yhat_for_cross_entropy() -> None:
    case = load("lstm_np_se_last")
    assert mapping.message("y/loss", Case({**case.config, "loss": "softmax_ce"}, case.arrays)) == (
        "y>yhat"
    )


def test_steps_count_from_one() -> None:
    assert request(load("rnn_sigmoid_ce_mask"))["loss"]["at"] == [2, 5]
