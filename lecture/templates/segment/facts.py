"""First steps: what is true of a walk downhill. Everything that is shown or spoken is computed here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("start",),
    "walk": ("go",),
    "answer": ("loss",),
}
"""Each beat, in order, with the marks of its words that the picture waits for."""


class Params(SegmentParams):
    """What a lecture file may change, under [segment.parameters]."""

    learning_rate: float = parameter(0.15, "step size η", gt=0, le=0.6)
    steps: int = parameter(10, "updates shown", ge=2, le=30)


@dataclass(frozen=True)
class Facts:
    """What is true of the walk: its points ``(steps + 1, 2)`` and the loss at each of them."""

    points: np.ndarray
    losses: np.ndarray

    @property
    def start_loss(self) -> float:
        """The loss where the walk begins."""
        return float(self.losses[0])

    @property
    def loss(self) -> float:
        """The loss where it ends."""
        return float(self.losses[-1])

    @property
    def left(self) -> float:
        """The share of the loss that is left in the end."""
        return self.loss / self.start_loss

    @property
    def grows(self) -> bool:
        """Whether the loss is larger in the end: the words have another answer then."""
        return self.left > 1


def facts(params: Params) -> Facts:
    """Walk, and read off what the words and the pictures need."""
    bowl = objectives.load("bowl")
    walk = run(bowl, GradientDescent(params.learning_rate), bowl.start, params.steps)
    return Facts(walk.x, walk.value)
