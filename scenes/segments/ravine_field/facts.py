"""Where the gradient points in a valley (source text 001; numbers: block 1 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from scenes.choices import ObjectiveChoice
from scenes.errors import ContentError
from scenes.facts.valley import ValleyParams, curvatures, refuse_axis
from scenes.parameters import Point, Reach, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("valley", "flat", "steep"),
    "above": ("turn", "line"),
    "field": ("wish", "grow", "miss"),
    "angle": ("down", "way", "angle"),
    "wander": ("go", "floor", "worst", "steep"),
    "heat": ("paint", "share", "worst"),
    "law": ("way", "grad"),
    "least": ("sum", "equal", "result"),
    "kappa": ("round", "ours", "narrow", "right"),
    "moral": ("down", "way", "next"),
}

ASPECT = 0.5
"""Height of the map over its width; its middle is the minimum."""
ROOM = 0.7
"""How much of the half map the start takes, along x or along y."""
STEP_RATE = 0.95
"""The learning rate of the one step that is shown: that of the walk in the next segment."""
FARTHEST = 1000.0
"""The condition number up to which the largest angle is drawn, or ten times the narrower valley's."""
ROUNDEST = 2.0
"""From this condition number on, there is an angle to be seen."""
NARROW = 100
"""The condition number to compare ours with, or five times ours, if that is more."""


class Params(ValleyParams):
    """What may be changed."""

    objective: ObjectiveChoice = parameter(
        "ravine", "a quadratic without rotation, at least twice as steep along y as along x"
    )
    start: Annotated[Point, Reach(20)] = parameter((-7.0, 2.0), "where the angle is measured first")
    threshold: float = parameter(
        45.0, "the share of all directions is told in which the angle is larger", unit="°", ge=5, le=85
    )


@dataclass(frozen=True)
class Facts:
    """What is true of steepest descent in the valley; angles in degrees, lengths in units of the plane.

    The angle is the one between −∇L and the way to the minimum. It depends on where a point lies only through the
    slope t = |y/x| of its way to the minimum: see :func:`miss`.

    Attributes
    ----------
    condition
        The larger curvature over the smaller one, κ.
    half_width, half_height
        Half the sides of the map, whose middle is the minimum.
    gradient
        ∇L at the start.
    angle, slope, slope_down
        The angle at the start, and there the slopes of the way to the minimum, t, and of steepest descent, κt.
    largest, worst_slope, worst_direction
        The largest angle anywhere, the slope at which it is found, 1/√κ, and the degrees which that is.
    least_sum, farther
        The least that 1/t + κt can be, 2√κ; and √κ, how many times as far along the valley as across it the same
        loss is reached.
    share
        The share of all directions from the minimum in which the angle is larger than the threshold.
    narrow, narrow_angle
        A narrower valley's condition number, and its largest angle.
    step
        Where one step of gradient descent leads from the start.
    """

    objective: ObjectiveChoice
    start: Point
    curvature_x: float
    curvature_y: float
    condition: float
    half_width: float
    half_height: float
    gradient: Point
    angle: float
    slope: float
    slope_down: float
    largest: float
    worst_slope: float
    worst_direction: float
    least_sum: float
    farther: float
    threshold: float
    share: float
    narrow: float
    narrow_angle: float
    farthest: float
    step: Point
    step_rate: float = STEP_RATE

    @property
    def slight(self) -> bool:
        """Whether the angle is nowhere larger than the threshold."""
        return self.share == 0.0


def facts(params: Params) -> Facts:
    """Measure where steepest descent points.

    Raises
    ------
    ContentError
        If the objective is not a quadratic without rotation, at least twice as steep along y, or the start lies on
        an axis.
    """
    flat, steep = (float(one) for one in curvatures(params.objective, "ravine_field"))
    condition = steep / flat
    if condition < ROUNDEST:
        raise ContentError(
            f"objective '{params.objective}' is nearly a round bowl: its condition number is {condition:.3g}",
            hint=f"ravine_field shows by how much the gradient misses: take a valley of at least {ROUNDEST:g}",
        )
    refuse_axis(params.start)
    objective, start = params.objective.load(), np.array(params.start)
    gradient = objective.gradient(start)
    half_width = float(max(abs(start[0]), abs(start[1]) / ASPECT) / ROOM)
    slope = float(abs(start[1] / start[0]))
    narrow = float(max(NARROW, 5 * condition))
    return Facts(
        objective=params.objective,
        start=params.start,
        curvature_x=flat,
        curvature_y=steep,
        condition=condition,
        half_width=half_width,
        half_height=ASPECT * half_width,
        gradient=(float(gradient[0]), float(gradient[1])),
        angle=miss(condition, slope),
        slope=slope,
        slope_down=condition * slope,
        largest=largest_miss(condition),
        worst_slope=float(1 / np.sqrt(condition)),
        worst_direction=float(np.degrees(np.arctan(1 / np.sqrt(condition)))),
        least_sum=float(2 * np.sqrt(condition)),
        farther=float(np.sqrt(condition)),
        threshold=params.threshold,
        share=share_beyond(condition, params.threshold),
        narrow=narrow,
        narrow_angle=largest_miss(narrow),
        farthest=max(FARTHEST, 10 * narrow),
        step=(float(start[0] - STEP_RATE * gradient[0]), float(start[1] - STEP_RATE * gradient[1])),
    )


def miss(condition: float, slope: float) -> float:
    """Return the angle between −∇L and the way to the minimum, in degrees, where that way has this slope.

    With the way (1, t), −∇L has the direction (1, κt): their difference has the tangent (κ − 1) / (1/t + κt).

    >>> round(miss(20.0, 2 / 7), 3)
    64.128
    """
    return float(np.degrees(np.arctan(condition * slope) - np.arctan(slope)))


def largest_miss(condition: float) -> float:
    """Return the largest angle: 1/t + κt is least, 2√κ, where both terms are equal.

    >>> round(largest_miss(20.0), 3)
    64.791
    """
    return float(np.degrees(np.arctan((condition - 1) / (2 * np.sqrt(condition)))))


def wedge(condition: float, degrees: float) -> tuple[float, float] | None:
    """Return the slopes between which the angle is larger than so many degrees; None if it is nowhere.

    >>> low, high = wedge(20.0, 45.0)
    >>> round(low, 4), round(high, 4)
    (0.0559, 0.8941)
    >>> wedge(1.0, 45.0) is None
    True
    """
    # (κ − 1)/(1/t + κt) = T is κT·t² − (κ − 1)·t + T = 0.
    tangent = float(np.tan(np.radians(degrees)))
    root = (condition - 1) ** 2 - 4 * condition * tangent**2
    if root <= 0.0:
        return None
    ends = (condition - 1 + np.array([-1.0, 1.0]) * np.sqrt(root)) / (2 * condition * tangent)
    return float(ends[0]), float(ends[1])


def directions(condition: float, degrees: float) -> tuple[float, float] | None:
    """Return the directions, in degrees from the valley's floor, between which the angle is larger; None if nowhere.

    >>> low, high = directions(20.0, 45.0)
    >>> round(low, 1), round(high, 1)
    (3.2, 41.8)
    """
    between = wedge(condition, degrees)
    if between is None:
        return None
    low, high = (float(np.degrees(np.arctan(slope))) for slope in between)
    return low, high


def share_beyond(condition: float, degrees: float) -> float:
    """Return the share of all directions in which the angle is larger than so many degrees.

    All four quarters are alike.

    >>> round(share_beyond(20.0, 45.0), 4)
    0.4288
    """
    between = directions(condition, degrees)
    return 0.0 if between is None else (between[1] - between[0]) / 90
