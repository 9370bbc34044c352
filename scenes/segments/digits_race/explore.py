"""The page of this segment: no map can show the network, so its four methods walk through the course's valley."""

from __future__ import annotations

from optimlib import objectives
from scenes.explored import Explored

from .facts import Params
from .race import ITERATIONS, RACE, method


def explored(params: Params) -> Explored:
    """Show the racers at the rates of the race, for as many updates."""
    racers = tuple(method(name, rate) for name, rate in RACE.items())
    return Explored(objectives.load("ravine"), racers, steps=ITERATIONS, elsewhere=True)
