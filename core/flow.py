"""One run of an experiment: forward, loss, backward, and everything measured on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core import measures
from core.experiment import Experiment
from core.functions import Array
from core.measures import Balance, Overflow
from core.plan import Run, run


@dataclass(frozen=True)
class Flow:
    """A run and its measures; arrays over time have step 1 in row 0.

    `experiment` holds the parameters that the run used, after the updates it asked for.
    """

    experiment: Experiment
    run: Run

    @cached_property
    def per_step(self) -> Array:
        """J(t) before the mask, [T]."""
        cell, values = self.experiment.design.cell, self.run.values
        score = self.experiment.inputs if cell.score == "x" else values[cell.score]
        with np.errstate(all="ignore"):
            return self.experiment.loss.per_step(score, values[cell.prediction])

    @cached_property
    def total(self) -> float:
        """J."""
        return self.experiment.loss.total(self.per_step)

    @cached_property
    def gradients(self) -> dict[str, Array]:
        """dJ/dP of each parameter, in its shape."""
        with np.errstate(all="ignore"):
            return {
                name: measures.total_gradient(gradient)
                for name, gradient in self.run.gradients.items()
            }

    @cached_property
    def step_gradients(self) -> dict[str, Array]:
        """(dJ/dP)^(t) of each parameter, [T, ...shape]."""
        with np.errstate(all="ignore"):
            return {
                name: measures.step_gradients(gradient)
                for name, gradient in self.run.gradients.items()
            }

    @cached_property
    def norms(self) -> dict[str, dict[str, Any]]:
        """Norms [T] of values, deltas, messages, each step's gradients, and of dJ/dP itself."""
        with np.errstate(all="ignore"):
            return {
                "values": {name: measures.norms(rows) for name, rows in self.run.values.items()},
                "deltas": {name: measures.norms(rows) for name, rows in self.run.deltas.items()},
                "messages": {
                    edge: measures.norms(rows) for edge, rows in self.run.messages.items()
                },
                "gradients": {
                    name: measures.gradient_norms(gradient)
                    for name, gradient in self.run.gradients.items()
                },
                "totals": {
                    name: measures.norms(total.reshape(1, -1))[0]
                    for name, total in self.gradients.items()
                },
            }

    @cached_property
    def balance(self) -> Balance:
        with np.errstate(all="ignore"):
            return measures.balance(self.experiment.design.cell, self.run)

    @cached_property
    def overflow(self) -> Overflow | None:
        return measures.overflow(
            self.experiment.design.cell, self.run, self.per_step, self.gradients
        )


def flow(experiment: Experiment) -> Flow:
    """Run an experiment, after as many plain gradient steps as it asks for."""
    for _ in range(experiment.design.request.updates):
        experiment = renewed(_once(experiment))
    return _once(experiment)


def renewed(before: Flow) -> Experiment:
    """The experiment with its parameters renewed once: P - learning_rate * dJ/dP."""
    experiment = before.experiment
    rate = experiment.design.request.learning_rate
    with np.errstate(all="ignore"):
        parameters = {
            name: value - rate * before.gradients[name]
            for name, value in experiment.parameters.items()
        }
    return replace(experiment, parameters=parameters)


def _once(experiment: Experiment) -> Flow:
    with np.errstate(all="ignore"):
        return Flow(
            experiment,
            run(
                experiment.design.cell,
                experiment.design.sizes,
                experiment.parameters,
                experiment.inputs,
                experiment.initial,
                experiment.loss,
            ),
        )
