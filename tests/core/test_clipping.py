"""Gradients kept short, and how far that turns them."""

from __future__ import annotations

import numpy as np
import pytest

from core.clipping import angle, clipped, clipping, global_norm
from core.experiment import prepare, settle
from core.flow import Flow, flow
from core.request import Clip, Limits, Request

GRADIENTS = {"W": np.array([[3.0, 0.0], [0.0, -4.0]]), "b": np.array([12.0])}


def shown(**choices: object) -> Flow:
    return flow(prepare(settle(Request(**choices), Limits())))


def test_the_global_norm_is_of_all_together() -> None:
    assert global_norm(GRADIENTS) == pytest.approx(13.0)
    assert global_norm({}) == 0


def test_by_norm_all_are_scaled_alike_and_only_if_too_long() -> None:
    short = clipped(GRADIENTS, Clip("norm", 6.5))
    assert global_norm(short) == pytest.approx(6.5)
    np.testing.assert_allclose(short["W"], GRADIENTS["W"] / 2)
    assert clipped(GRADIENTS, Clip("norm", 13.1)) == GRADIENTS
    assert clipped(GRADIENTS, Clip("delta", 0.1)) == GRADIENTS == clipped(GRADIENTS, None)


def test_by_value_each_number_is_clipped() -> None:
    short = clipped(GRADIENTS, Clip("value", 3.5))
    np.testing.assert_array_equal(short["W"], [[3.0, 0.0], [0.0, -3.5]])
    np.testing.assert_array_equal(short["b"], [3.5])


@pytest.mark.parametrize("degrees", [0.0, 1e-7, 30.0, 90.0, 179.0, 180.0])
def test_angles_are_right_to_the_smallest(degrees: float) -> None:
    turned = np.radians(degrees)
    one, other = (
        {"b": np.array([5.0, 0.0])},
        {"b": 1e-200 * np.array([np.cos(turned), np.sin(turned)])},
    )
    assert angle(one, other) == pytest.approx(degrees, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("other", [0.0, np.inf, np.nan])
def test_what_has_no_direction_has_no_angle(other: float) -> None:
    assert np.isnan(angle(GRADIENTS, {"b": np.array([other])}))


def test_a_report_without_a_gradient() -> None:
    nothing = {"b": np.zeros(2)}
    report = clipping(nothing, nothing, nothing)
    assert (report.norm, report.clipped_norm, report.factor) == (0.0, 0.0, 1.0)


def test_a_run_reports_what_was_done_to_it() -> None:
    assert shown(cell="rnn").clip is None
    free = shown(cell="rnn")
    by_norm = shown(cell="rnn", clip=Clip("norm", 0.5)).clip
    assert by_norm is not None
    assert by_norm.norm == pytest.approx(global_norm(free.gradients))
    assert by_norm.clipped_norm == pytest.approx(0.5) and by_norm.angle < 1e-6
    truncated = shown(cell="rnn", truncate=3)
    report = truncated.clip
    assert report is not None and report.factor == 1
    assert report.angle == pytest.approx(angle(truncated.gradients, free.gradients))
    assert report.angle > 0


def test_clipping_of_deltas_is_held_against_the_run_without() -> None:
    free, short = shown(cell="lstm"), shown(cell="lstm", clip=Clip("delta", 0.2))
    report = short.clip
    assert report is not None
    assert report.norm == pytest.approx(global_norm(free.gradients))
    assert report.clipped_norm == pytest.approx(global_norm(short.gradients))
    assert report.factor == pytest.approx(report.clipped_norm / report.norm)
    assert short.free.keys() == free.gradients.keys()


def test_updates_go_by_the_clipped_gradient() -> None:
    before = shown(cell="rnn", clip=Clip("value", 0.01))
    after = shown(cell="rnn", clip=Clip("value", 0.01), updates=1)
    for name, array in before.experiment.parameters.items():
        step = np.clip(before.gradients[name], -0.01, 0.01)
        np.testing.assert_allclose(after.experiment.parameters[name], array - 0.1 * step)


def test_before_clipping_of_deltas_means_with_the_cuts() -> None:
    cut = shown(cell="lstm", truncate=4)
    both = shown(cell="lstm", truncate=4, clip=Clip("delta", 0.2)).clip
    assert both is not None and both.norm == pytest.approx(global_norm(cut.gradients), rel=1e-12)


def test_gradients_that_are_not_finite_are_left_as_they_are() -> None:
    infinite = {"b": np.array([np.inf, 1.0])}
    assert clipped(infinite, Clip("norm", 1.0))["b"].tolist() == [np.inf, 1.0]
