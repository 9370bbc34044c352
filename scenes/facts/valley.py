"""What segments that explain themselves by two curvatures ask of an objective."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.parameters import Point, Reach, SegmentParams, parameter

NEAR = 0.1
"""How far from an axis of the valley a start must lie, so that its way to and fro can be seen and told."""


class ValleyParams(SegmentParams):
    """What may be changed wherever methods run in a valley: which one, and where they begin."""

    objective: ObjectiveChoice = parameter(
        "ravine", "a quadratic without rotation, steeper along y than along x"
    )
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where all runs begin")


def curvatures(objective: ObjectiveChoice, segment: str) -> np.ndarray:
    """Return both second derivatives ``(2,)`` of a valley along x with its minimum at the origin.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, centred, and steeper along y than along x.
    """
    chosen = objective.load()
    probes = np.array([[0.0, 0.0], [1.7, -0.6]])
    here, there = chosen.hessian(probes)
    diagonal = np.diag(here)
    if not (
        np.allclose(here, there)
        and np.allclose(here, np.diag(diagonal))
        and 0 < diagonal[0] < diagonal[1]
        and not np.any(chosen.gradient(probes[0]))
    ):
        raise ContentError(
            f"objective '{objective}' is not a quadratic valley along x",
            hint=f"{segment} explains itself with two constant curvatures: take 'ravine' or 'bowl'",
        )
    return np.asarray(diagonal)


def refuse_axis(start: tuple[float, float]) -> None:
    """Refuse a start on an axis of the valley, or so near that nobody could tell.

    The gradient points at the minimum there, and nothing sways.
    """
    if min(map(abs, start)) < NEAR:
        raise ContentError(
            f"start {start} lies on an axis of the valley or beside it, where gradient descent does not zig-zag",
            hint=f"choose a start with both coordinates at least {NEAR:g} away from 0",
        )
