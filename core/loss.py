"""Losses: what J is at each step, and the errors that it sends into the network.

J = sum over t of mask(t) * J(t), never averaged. `squared_error` is half the squared distance of
the prediction from the target; `cross_entropy` is -sum(target * log(prediction)), taken from the
score (the prediction is its softmax) so that nothing overflows and nothing is rounded to log 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.functions import Array, softmax


def squared_error(prediction: Array, target: Array) -> Array:
    """J(t) = 1/2 sum((prediction - target)²): [T, K], [T, K] -> [T]."""
    per_step: Array = 0.5 * np.sum(np.square(prediction - target), axis=-1)
    return per_step


def cross_entropy(score: Array, target: Array) -> Array:
    """J(t) = -sum(target * log softmax(score)): [T, K], [T, K] -> [T]; 0 * log 0 is 0."""
    shifted = score - np.max(score, axis=-1, keepdims=True)
    log_prediction = shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    per_step: Array = -np.sum(np.where(target == 0, 0.0, target * log_prediction), axis=-1)
    return per_step


@dataclass(frozen=True)
class Loss:
    """A loss against targets [T, K] with a mask [T] of zeros and ones.

    Called with the score and the prediction, both [T, K], it gives dJ/dprediction, and dJ/dscore as
    it is where the prediction is the score's softmax: prediction * sum(target) - target.
    """

    kind: str
    target: Array
    mask: Array

    def __call__(self, score: Array, prediction: Array) -> tuple[Array, Array]:
        on = self.mask[:, None] != 0
        if self.kind == "squared_error":
            return np.where(on, prediction - self.target, 0.0), np.zeros_like(score)
        fresh = np.zeros_like(prediction)
        np.divide(-self.target, prediction, out=fresh, where=on & (self.target != 0))
        total = np.sum(self.target, axis=-1, keepdims=True)
        return fresh, np.where(on, softmax(score) * total - self.target, 0.0)

    def per_step(self, score: Array, prediction: Array) -> Array:
        """J(t) before the mask, [T]."""
        if self.kind == "squared_error":
            return squared_error(prediction, self.target)
        return cross_entropy(score, self.target)

    def total(self, per_step: Array) -> float:
        """J, the masked sum."""
        return float(np.sum(per_step[self.mask != 0]))
