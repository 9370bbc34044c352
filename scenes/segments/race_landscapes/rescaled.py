"""The same ground with its loss divided by a number: whose range of rates moves, and how far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from optimlib import objectives
from optimlib.sweep import sweep

from .grounds import GROUNDS, Ground
from .tuning import RATES, STARTS, Tuning, method

CANYON: Ground = GROUNDS[1]
DIVISOR = 100.0
COMPARED = ("momentum", "adam")


@dataclass(frozen=True, eq=False)
class Rescaled:
    """Both methods on the canyon, its loss divided.

    Attributes
    ----------
    momentum, adam
        Their rates there, within the tolerance divided as well: the same points count as settled.
    """

    momentum: Tuning
    adam: Tuning


@cache
def rescaled(steps: int, tolerance: float) -> Rescaled:
    """Sweep the rates of both methods on the divided canyon."""
    plain = CANYON.objective
    divided = objectives.from_functions(
        lambda x: plain.value(x) / DIVISOR,
        lambda x: plain.gradient(x) / DIVISOR,
        start=tuple(CANYON.start),
        name="divided",
    )
    starts, target = CANYON.spread(STARTS), (CANYON.lowest + tolerance) / DIVISOR
    found = {}
    for name in COMPARED:
        trial = method(name, float(RATES[0]))
        result = sweep(divided, trial, {"learning_rate": RATES}, starts, steps, target, settled=True)
        found[name] = Tuning(result.steps_to[:, 0], result.steps_to, result.half, float("nan"))
    return Rescaled(**found)
