"""AdaGrad with one sum for all coordinates: a control that differs in nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimlib.optimizers.adagrad import AdaGrad, AdaGradState
from optimlib.types import Array, Evaluation


@dataclass(frozen=True)
class OneTank(AdaGrad):
    """s ← s + |g|²;  x ← x − learning_rate · g/(√s + ε), with the length of the whole gradient.

    M. Streeter, H. B. McMahan, Less Regret via Online Conditioning, 2010; later called AdaGrad-Norm.

    Examples
    --------
    >>> from optimlib import objectives, run
    >>> run(objectives.load("ravine"), OneTank(5.0, epsilon=0.0), [-30.0, 2.0], steps=1).step.round(9)
    array([[ 3., -4.]])
    """

    coordinatewise: ClassVar[bool] = False

    def update(self, state: AdaGradState, evaluation: Evaluation) -> tuple[AdaGradState, Array]:
        """Add the squared length of the gradient to the one sum, which every coordinate holds a copy of."""
        length = np.linalg.norm(evaluation.gradient, axis=-1, keepdims=True)
        shared = evaluation._replace(gradient=np.broadcast_to(length, np.shape(evaluation.gradient)))
        after, step = super().update(state, shared)
        return after, step * evaluation.gradient / np.maximum(length, np.finfo(float).tiny)
