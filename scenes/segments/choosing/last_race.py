"""All methods of the course in its valley, each at its best rate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimlib import looks, optimizers
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Array, Objective

TRIED = np.geomspace(1e-3, 1e3, 241)
"""Learning rates that are tried."""


@dataclass(frozen=True, eq=False)
class Racer:
    """A method with its best rate: its run, and how many steps it takes to a small share of the first loss."""

    name: str
    rate: float
    run: Trajectory[Any]
    arrived: int | None


def race(objective: Objective, start: Array, steps: int, share: float) -> tuple[Racer, ...]:
    """Let every method that has a colour of its own run, at the rate whose mean loss over all steps is lowest."""
    known = {name: look.colour for name in optimizers.names() if (look := looks.look(name)) is not None}
    shared = Counter(known.values())
    racers = []
    for name, colour in known.items():
        # Paths of one colour could not be told apart.
        if shared[colour] > 1:
            continue
        method: Any = optimizers.load(name)
        tried = replace(method, learning_rate=TRIED[:, None])
        mean = run(objective, tried, np.broadcast_to(start, (len(TRIED), 2)), steps).value.mean(axis=0)
        rate = float(TRIED[int(np.nanargmin(mean))])
        walk = run(objective, replace(method, learning_rate=rate), start, steps)
        racers.append(Racer(name, rate, walk, walk.steps_to(share * walk.value[0])))  # type: ignore[arg-type]
    return tuple(sorted(racers, key=lambda one: (one.arrived is None, one.arrived or 0)))
