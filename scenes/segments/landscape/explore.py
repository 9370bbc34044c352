"""The page of this segment: the double well, with the balls of different momentum, and none, from the far right."""

from __future__ import annotations

from optimlib import objectives
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from scenes import catalog
from scenes.explored import Explored

from .facts import FARTHEST, ROLL_STEPS, Params


def explored(params: Params) -> Explored:
    """Show plain descent and both balls that the film rolls."""
    rate = params.learning_rate
    balls = (Momentum(rate, one) for one in catalog.story("landscape").facts(params).momenta)
    return Explored(objectives.load("double_well"), (GradientDescent(rate), *balls), (FARTHEST,), ROLL_STEPS)
