"""The page of this segment: Adam's family in the valley, where Adam and NAdam run in the film."""

from __future__ import annotations

from optimlib import objectives
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamax import AdaMax
from optimlib.optimizers.adamw import AdamW
from optimlib.optimizers.nadam import NAdam
from scenes.explored import Explored

from .facts import Params
from .siblings import AHEAD_STEPS, AT_ONCE, BETA1, BETA2, START


def explored(params: Params) -> Explored:
    """Show Adam and NAdam as in the film, and the others at the same rate."""
    rate = params.learning_rate
    methods = (
        Adam(rate, BETA1, BETA2),
        NAdam(rate, BETA1, BETA2, momentum_decay=AT_ONCE),
        Adam(rate, BETA1, BETA2, amsgrad=True),
        AdaMax(rate, BETA1, BETA2),
        AdamW(rate, BETA1, BETA2, weight_decay=params.weight_decay),
    )
    return Explored(objectives.load("ravine"), methods, START, AHEAD_STEPS)
