"""The page of this segment: four runs of its last picture, along the axes of the course's valley."""

from __future__ import annotations

import numpy as np

from optimlib import optimizers
from optimlib.types import AnyOptimizer
from scenes.explored import Explored
from scenes.facts.valley import curvatures

from .facts import CLOSING_STEPS, COMPARED, START, VALLEY, Params
from .valleys import ring, tune

REMEMBERS = {"momentum": "momentum", "adam": "beta1"}
"""What a method's memory is called."""


def explored(params: Params) -> Explored:
    """Show each at the rate and the memory that need the fewest steps from starts all around."""
    flat, steep = sorted(float(one) for one in curvatures(VALLEY, "choosing"))
    methods: list[AnyOptimizer] = []
    for name in COMPARED:
        tuned = tune(name, steep, flat, 0.0, ring(np.array(START)))
        memory = {REMEMBERS[name]: tuned.memory} if name in REMEMBERS else {}
        methods.append(optimizers.load(name, learning_rate=tuned.rate, **memory))
    return Explored(VALLEY.load(), tuple(methods), START, CLOSING_STEPS)
