"""Runs at fixed rates while the valley turns, its start along with it: who turns along, and who does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from optimlib import optimizers
from optimlib.objectives.quadratic import Quadratic
from optimlib.run import run
from optimlib.types import Array
from scenes.facts.turning import turned

SETTINGS = {"gradient_descent": 0.95, "momentum": 0.1, "adagrad": 1.5, "adam": 0.3}
"""The learning rates of the course's race."""
OWN_RATES: dict[str, Callable[[Any], Array]] = {
    "adagrad": lambda state: state.rate[-1],
    "adam": lambda state: SETTINGS["adam"] / np.sqrt(state.v_hat[-1]),
}
"""What a method that divides multiplies each coordinate of its gradient, or of the gradient's mean, by."""
DEGREES = tuple(range(46))
"""Angles by which the valley is turned."""


def turned_runs(
    curvatures: Array, start: Array, steps: int
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Run four methods at every angle: points ``(angles, steps + 1, 2)``, last losses ``(angles,)``.

    Third, of those that divide, the learning rate each weight has in the last step: ``(angles, 2)``.
    """
    points, losses, rates = {}, {}, {}
    for name, rate in SETTINGS.items():
        method = optimizers.load(name, learning_rate=rate)
        runs = [
            run(Quadratic(tuple(curvatures), angle=np.radians(one)), method, turned(start, one), steps)
            for one in DEGREES
        ]
        points[name] = np.array([one.x for one in runs])
        losses[name] = np.array([one.value[-1] for one in runs])
        if name in OWN_RATES:
            rates[name] = np.array([OWN_RATES[name](one.state) for one in runs])
    return points, losses, rates
