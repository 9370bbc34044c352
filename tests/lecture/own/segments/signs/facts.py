"""What a step by sign alone does: parameters, beats and facts of a segment that stands outside the package."""

from __future__ import annotations

from dataclasses import dataclass

from optimlib.run import run
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {"question": ("walk",), "answer": ()}


class Params(SegmentParams):
    """What may be changed."""

    optimizer: OptimizerChoice = parameter("sign_step", "the method that walks")
    objective: ObjectiveChoice = parameter("tilted", "where it walks")
    steps: int = parameter(4, "updates", ge=1, le=50)


@dataclass(frozen=True)
class Facts:
    """What is true of the walk."""

    steps: int
    loss: float


def facts(params: Params) -> Facts:
    """Walk."""
    objective = params.objective.load()
    walk = run(objective, params.optimizer.load(), objective.start, params.steps)
    return Facts(params.steps, float(walk.value[-1]))
