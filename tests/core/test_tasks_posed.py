"""The tasks of the literature, against their definitions, and the weather."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import core.tasks
from core.experiment import prepare, settle
from core.functions import Array
from core.refusal import Refusal
from core.request import Limits, LossChoice, Request, Task, TaskName
from core.tasks import sequence
from core.tasks.copying import BLANK, DELIMITER, length
from core.tasks.weather import COLUMNS, DAYS, table


def drawn(name: TaskName, steps: int, seed: int = 0) -> tuple[Array, Array]:
    experiment = prepare(settle(Request(task=Task(name), steps=steps, seed=seed), Limits()))
    return experiment.inputs, experiment.loss.target


@pytest.mark.parametrize("steps", [4, 5, 9, 30])
def test_adding_asks_for_the_sum_of_the_two_marked_values(steps: int) -> None:
    firsts, seconds = set(), set()
    for seed in range(200):
        inputs, targets = drawn("adding", steps, seed)
        values, markers = inputs.T
        marked = np.flatnonzero(markers == 1.0)
        assert len(marked) == 2
        assert {*markers[1:-1]} <= {0.0, 1.0} and markers[-1] == -1.0
        assert markers[0] == (1.0 if 0 in marked else -1.0)
        assert np.all(np.abs(values) <= 1) and (values[0] == 0) == (0 in marked)
        assert targets[-1, 0] == pytest.approx(0.5 + values[marked].sum() / 4)
        assert not targets[:-1].any()
        firsts.add(int(marked[0]))
        seconds.add(int(marked[1]))
    assert firsts | seconds == {*range(steps // 2)}, "every step of the first half, and no other"
    if steps == 30:
        assert max(firsts) == 9, "the earlier of the two is never past the tenth"


def test_copying_says_the_symbols_again_after_the_delimiter() -> None:
    for steps, n in ((3, 1), (4, 1), (12, 5), (20, 9), (21, 10), (60, 10)):
        inputs, targets = drawn("copy", steps)
        assert inputs.shape == targets.shape == (steps, 10)
        assert np.all(inputs.sum(axis=1) == 1) and np.all(targets.sum(axis=1) == 1)
        said, asked = inputs.argmax(axis=1), targets.argmax(axis=1)
        assert length(steps) == n
        assert said[:n].max() < BLANK
        np.testing.assert_array_equal(asked[-n:], said[:n])
        assert {*asked[:-n]} == {BLANK}
        assert np.flatnonzero(said == DELIMITER).tolist() == [steps - n - 1]
        assert np.count_nonzero(said == BLANK) == steps - n - 1
    many = [drawn("copy", 21, seed)[0][:10].argmax(axis=1) for seed in range(40)]
    assert {*np.ravel(many)} == {*range(8)}, "all eight symbols occur"


def test_the_weather_is_to_be_seen_a_day_ahead() -> None:
    inputs, targets = drawn("weather", 1_000)
    np.testing.assert_array_equal(targets[:-1, 0], inputs[1:, COLUMNS.index("temp_max")])
    whole = table()
    assert whole.shape == (DAYS, 4)
    np.testing.assert_allclose(whole.mean(axis=0), 0.0, atol=1e-13)
    np.testing.assert_allclose(whole.std(axis=0), 1.0)
    assert np.corrcoef(whole[:, 1], whole[:, 2])[0, 1] > 0.8, "warm days have warm nights"
    summer, winter = whole[182:213], whole[:31]
    assert np.all(summer[:, 1].mean() > winter[:, 1].mean() + 1)


def test_the_weather_holds_no_more_than_four_years() -> None:
    limits = Limits(steps=5_000)
    last = prepare(settle(Request(task=Task("weather"), steps=DAYS - 1), limits))
    assert last.loss.target[-1, 0] == table()[-1, 1]
    with pytest.raises(Refusal, match="has 1,460 steps, not 1,461") as refusal:
        settle(Request(task=Task("weather"), steps=DAYS), limits)
    assert refusal.value.pointer == "/steps"


def test_a_draw_can_be_written_to_and_the_table_stays() -> None:
    before = table()[0, 0]
    drawn("weather", 3)[0][0, 0] = 99.0
    assert table()[0, 0] == before


@pytest.mark.parametrize("name", ["adding", "copy"])
def test_a_seed_draws_the_same_again_and_another_something_else(name: TaskName) -> None:
    for one, other in zip(drawn(name, 30, 3), drawn(name, 30, 3), strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(drawn(name, 30, 3)[0], drawn(name, 30, 4)[0])


@pytest.mark.parametrize(
    ("name", "least"), [("adding", 4), ("copy", 3), ("weather", 1), ("noise", 1)]
)
def test_the_fewest_steps(name: TaskName, least: int) -> None:
    assert len(drawn(name, least)[0]) == least
    if least > 1:
        with pytest.raises(Refusal, match=f"{name} needs {least} steps or more, not {least - 1}"):
            drawn(name, least - 1)


def test_a_sequence_of_one_s_own_needs_no_more_steps_than_it_has() -> None:
    request = Request(task=Task("adding"), inputs=[[1.0, 2.0, 3.0]], targets=[[0.5]])
    experiment = prepare(settle(request, Limits()))
    assert experiment.inputs.shape == (1, 3) and experiment.loss.mask.tolist() == [1.0]


def test_given_inputs_keep_the_task_s_targets() -> None:
    inputs = [[0.5], [0.25], [0.5], [1.0], [0.0]]
    experiment = prepare(settle(Request(task=Task("copy"), inputs=inputs), Limits()))
    assert experiment.inputs.tolist() == inputs
    np.testing.assert_array_equal(experiment.loss.target, drawn("copy", 5)[1])


@pytest.mark.parametrize(
    ("name", "inputs", "outputs", "kind", "at"),
    [
        ("adding", 2, 1, "squared_error", "last"),
        ("copy", 10, 10, "cross_entropy", "every"),
        ("weather", 4, 1, "squared_error", "every"),
        ("noise", 3, 4, "squared_error", "every"),
    ],
)
def test_what_the_task_says_unless_the_request_does(
    name: TaskName, inputs: int, outputs: int, kind: str, at: str
) -> None:
    design = settle(Request(task=Task(name)), Limits())
    request = design.request
    assert (request.input_size, request.output_size) == (inputs, outputs)
    assert request.loss == LossChoice(kind, at)  # type: ignore[arg-type]
    assert settle(request, Limits()).request == request
    asked = settle(Request(task=Task(name), loss=LossChoice("cross_entropy", [])), Limits())
    assert asked.request.loss == LossChoice("cross_entropy", [])


def test_targets_of_a_cross_entropy_are_distributions() -> None:
    _, targets = sequence(Task("weather"), 5, 4, 1, "cross_entropy", 0)
    assert targets.tolist() == [[1.0]] * 5


def test_the_table_is_installed_with_its_code() -> None:
    root = Path(__file__).parents[2]
    tools = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    assert "core.tasks" in tools["packages"]
    folder = Path(core.tasks.__file__).parent
    beside = {path for path in folder.iterdir() if path.suffix not in (".py", "")}
    declared = {path for form in tools["package-data"]["core.tasks"] for path in folder.glob(form)}
    assert beside == declared and len(beside) == 1
