"""First steps: what is true of a walk downhill. Everything that is shown or spoken is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimlib.run import run
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("start",),
    "walk": ("go",),
    "answer": ("loss",),
}
"""Each beat, in order, with the marks of its words that the picture waits for."""


class Params(SegmentParams):
    """What a lecture file may change, under [segment.parameters]."""

    optimizer: OptimizerChoice = parameter(
        {"name": "gradient_descent", "learning_rate": 0.15},
        "the method that walks: a name, or its name and numbers",
    )
    objective: ObjectiveChoice = parameter("bowl", "where it walks: a name, or an expression of x and y")
    steps: int = parameter(10, "updates shown", ge=2, le=30)


@dataclass(frozen=True)
class Facts:
    """What is true of the walk: the method's name by language, points ``(steps + 1, 2)``, the loss at each."""

    method: Mapping[str, str]
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
    objective = params.objective.load()
    if len(objective.start) != 2:
        raise ContentError(f"{params.objective} has no map", hint="take an objective of two coordinates")
    walk = run(objective, params.optimizer.load(), objective.start, params.steps)
    if walk.diverged_at is not None:
        raise ContentError(f"{params.optimizer} diverges here", hint="take a smaller learning rate")
    return Facts(params.optimizer.display_name, walk.x, walk.value)
