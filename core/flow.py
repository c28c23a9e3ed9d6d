"""One run of an experiment: forward, loss, backward, and everything measured on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core import measures
from core.circuit_plan import Parts, parts
from core.clipping import Clipping, clipped, clipping
from core.experiment import Experiment
from core.functions import Array
from core.jacobians import Jacobians, jacobians
from core.measures import Balance, Overflow
from core.norms import norms_of
from core.plan import Run, run
from core.sources import sources
from core.surgery import NOTHING, Surgery


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
        with np.errstate(all="ignore"):
            return self.experiment.loss.per_step(*self.experiment.scored(self.run.values))

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
    def free(self) -> dict[str, Array]:
        """The gradients with the run's cuts, before any clipping."""
        surgery = self.experiment.surgery
        if surgery.threshold is None:
            return self.gradients
        return _once(replace(self.experiment, surgery=Surgery(surgery.keep))).gradients

    @cached_property
    def clipped(self) -> dict[str, Array]:
        """The gradients that an update takes."""
        with np.errstate(all="ignore"):
            return clipped(self.gradients, self.experiment.design.request.clip)

    @cached_property
    def clip(self) -> Clipping | None:
        """What was done to the gradients; None where nothing was asked for."""
        request = self.experiment.design.request
        if request.clip is None and request.truncate is None and not request.cut:
            return None
        true = _once(replace(self.experiment, surgery=NOTHING)).gradients
        with np.errstate(all="ignore"):
            return clipping(self.free, self.clipped, true)

    @cached_property
    def totals(self) -> dict[str, float]:
        """Frobenius norm of dJ/dP of each parameter."""
        with np.errstate(all="ignore"):
            rows = {name: total.reshape(1, -1) for name, total in self.gradients.items()}
            known = norms_of(rows.values())
            return {name: float(known[id(row)][0]) for name, row in rows.items()}

    @cached_property
    def step_gradients(self) -> dict[str, Array]:
        """(dJ/dP)^(t) of each parameter, [T, ...shape]."""
        with np.errstate(all="ignore"):
            return {
                name: measures.step_gradients(gradient)
                for name, gradient in self.run.gradients.items()
            }

    @cached_property
    def parts(self) -> Parts:
        """What happens inside the equations."""
        return parts(self.experiment, self.run)

    @cached_property
    def part_norms(self) -> dict[str, dict[str, Array]]:
        """Norms [T] of the deltas and messages inside the equations."""
        kinds = {"deltas": self.parts.deltas, "messages": self.parts.messages}
        with np.errstate(all="ignore"):
            known = norms_of(rows for several in kinds.values() for rows in several.values())
            return {
                kind: {name: known[id(rows)] for name, rows in several.items()}
                for kind, several in kinds.items()
            }

    @cached_property
    def sources(self) -> dict[str, Array]:
        """||dJ(s)/dv(t)|| of the state and the output, [T, T] (s, t)."""
        return sources(self.experiment, self.run)

    @cached_property
    def jacobians(self) -> Jacobians:
        """What each step's Jacobian, and their product, does to an error."""
        return jacobians(self.experiment, self.run)

    @cached_property
    def norms(self) -> dict[str, dict[str, Array]]:
        """Norms [T] of values, deltas, messages, and of each step's gradients."""
        run = self.run
        kinds = {"values": run.values, "deltas": run.deltas, "messages": run.messages}
        arrays = [rows for kind in kinds.values() for rows in kind.values()]
        with np.errstate(all="ignore"):
            known = norms_of([*arrays, *measures.factors(run.gradients)])
            return {
                kind: {name: known[id(rows)] for name, rows in several.items()}
                for kind, several in kinds.items()
            } | {"gradients": measures.gradient_norms(run.gradients, known)}

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
            name: value - rate * before.clipped[name]
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
                experiment.surgery,
            ),
        )
