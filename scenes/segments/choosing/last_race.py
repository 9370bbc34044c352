"""The last race: methods of the course in its valley, and in the same valley turned, each at its best rate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimlib import looks, optimizers
from optimlib.objectives.quadratic import Quadratic
from optimlib.run import run
from optimlib.types import AnyOptimizer, Array

TRIED = np.geomspace(1e-2, 1e3, 101)[:, None, None]
"""Learning rates that are tried."""
STARTS = 12
"""Starts that are as high as the one whose paths are drawn, which is the first of them."""


@dataclass(frozen=True, eq=False)
class Heat:
    """One race of one method.

    Attributes
    ----------
    rate, score
        Its best rate, and what that leaves: the mean loss over all steps and starts, as a share of the first loss.
    path
        The points of its run from the start that is drawn, ``(k + 1, 2)``.
    """

    rate: float
    score: float
    path: Array


@dataclass(frozen=True, eq=False)
class Racer:
    """A method that takes part, in the valley along the axes and in the turned one."""

    name: str
    along: Heat
    turned: Heat


def turn(angle: float) -> Array:
    """Return the matrix that turns the plane, ``(2, 2)``.

    >>> turn(np.pi / 2).round(9).tolist()
    [[0.0, -1.0], [1.0, 0.0]]
    """
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[cos, -sin], [sin, cos]])


def level_starts(curvatures: Array, start: Array) -> Array:
    """Return starts as high as the first, evenly around the minimum where its level line is drawn as a circle.

    >>> level_starts(np.array([1.0, 1.0]), np.array([2.0, 0.0]))[3].round(9).tolist()
    [0.0, 2.0]
    """
    scale, around = np.sqrt(curvatures), np.arange(STARTS) * 2 * np.pi / STARTS
    return np.array([turn(angle) @ (scale * start) for angle in around]) / scale


def entrants() -> tuple[str, ...]:
    """Name the methods that have a colour of their own: paths of one colour could not be told apart."""
    known = {name: look.colour for name in optimizers.names() if (look := looks.look(name)) is not None}
    shared = Counter(known.values())
    return tuple(name for name, colour in known.items() if shared[colour] == 1)


def race(curvatures: Array, start: Array, steps: int, angle: float) -> tuple[Racer, ...]:
    """Let all of them run in both valleys, the starts turned along; the best along the axes is first."""
    starts = level_starts(curvatures, start)
    racers = []
    for name in entrants():
        heats = (
            _heat(
                Quadratic(tuple(curvatures), angle=turned),
                optimizers.load(name),
                starts @ turn(turned).T,
                steps,
            )
            for turned in (0.0, angle)
        )
        racers.append(Racer(name, *heats))
    return tuple(sorted(racers, key=lambda one: one.along.score))


def _heat(valley: Quadratic, method: Any, starts: Array, steps: int) -> Heat:
    tried: AnyOptimizer = replace(method, learning_rate=TRIED)
    walks = run(valley, tried, np.broadcast_to(starts, (len(TRIED), *starts.shape)), steps)
    share = walks.value / walks.value[0]
    mean = np.nan_to_num(share.mean(axis=(0, 2)), nan=np.inf)
    best = int(mean.argmin())
    return Heat(float(TRIED[best, 0, 0]), float(mean[best]), np.array(walks.x[:, best, 0]))
