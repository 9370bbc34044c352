"""The page of this segment: the first of its landscapes, with all methods at the rates at which they settle first."""

from __future__ import annotations

from optimlib.sweep import sweep
from scenes.explored import Explored

from .facts import Params
from .grounds import GROUNDS
from .tuning import METHODS, RATES, fewest, method

ROOM = 2
"""So many times the steps of the last one to settle are shown."""


def explored(params: Params) -> Explored:
    """Show the race from the usual start, each method at its best rate from there."""
    ground = GROUNDS[0]
    target = ground.lowest + params.tolerance
    methods, settled = [], [1]
    for name in METHODS:
        trial = method(name, float(RATES[0]))
        grid = {"learning_rate": RATES}
        tried = sweep(ground.objective, trial, grid, ground.start, params.steps, target, settled=True)
        steps = tried.steps_to[:, 0]
        methods.append(method(name, float(RATES[fewest(steps)])))
        settled.append(int(steps[fewest(steps)]))
    return Explored(ground.objective, tuple(methods), steps=min(ROOM * max(settled), params.steps))
