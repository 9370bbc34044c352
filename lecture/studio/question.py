"""What the page asks: which ground, from where, how long, with which methods."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from lecture.studio.given import given_objective, given_optimizer
from scenes.choices import ObjectiveChoice, OptimizerChoice

MOST_STEPS = 2000
MOST_RACERS = 12
MOST_VALUES = 64
"""Values along an axis of a sweep."""
FARTHEST = 1e6
"""Coordinates of a start are at most this large."""

ChosenObjective = Annotated[ObjectiveChoice, BeforeValidator(given_objective)]
ChosenOptimizer = Annotated[OptimizerChoice, BeforeValidator(given_optimizer)]
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]


class Ground(BaseModel):
    """The ground alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    objective: ChosenObjective

    @model_validator(mode="after")
    def _flat(self) -> Ground:
        if len(self.objective.load().view) not in (1, 2):
            raise ValueError("a curve needs an objective of one coordinate, a map one of two")
        return self


class Walk(Ground):
    """The ground, and where one starts on it."""

    start: Annotated[tuple[Coordinate, ...], Field(min_length=1, max_length=2)]

    @model_validator(mode="after")
    def _on_it(self) -> Walk:
        coordinates = len(self.objective.load().view)
        if len(self.start) != coordinates:
            raise ValueError(f"start has {len(self.start)} coordinates, and the ground {coordinates}")
        return self


class Axis(BaseModel):
    """A hyperparameter and the values of it that are tried."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    values: Annotated[tuple[float, ...], Field(min_length=1, max_length=MOST_VALUES)]


class Sweep(Walk):
    """How long a method takes to a loss, over two of its hyperparameters.

    Attributes
    ----------
    target
        The loss to stay at or below.
    """

    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)]
    racer: ChosenOptimizer
    across: Axis
    up: Axis
    target: Annotated[float, Field(allow_inf_nan=False)]

    @model_validator(mode="after")
    def _two(self) -> Sweep:
        if self.across.name == self.up.name:
            raise ValueError("a map of two hyperparameters needs two")
        return self


class Question(Walk):
    """Runs: all from one start, with the same noise.

    Attributes
    ----------
    steps
        Updates.
    noise
        Standard deviation of what is added to each coordinate of each gradient, drawn from ``seed``.
    racers
        The methods with their hyperparameters.
    """

    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 30
    noise: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 0.0
    seed: Annotated[int, Field(ge=0, le=2**31)] = 0
    racers: Annotated[tuple[ChosenOptimizer, ...], Field(min_length=1, max_length=MOST_RACERS)]


class Copied(Question):
    """What is copied: the runs of the page, and the segment that it was opened for, if any.

    Attributes
    ----------
    watched
        The place of the method that a line for a lecture file tells, where there is no segment.
    """

    segment: str = ""
    watched: Annotated[int, Field(ge=0, lt=MOST_RACERS)] = 0
