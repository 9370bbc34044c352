"""The methods that walk in a segment: found with their numbers by walking its runs again, point by point."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

from optimlib import optimizers
from optimlib.errors import OptimError
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.choices import OptimizerChoice
from scenes.parameters import SegmentParams

MOST_FOUND = 6
"""Methods that are shown of those that are found."""
RATE = "learning_rate"
SMALL = (0.0, 1e-8, 1e-7, 1e-6)
"""What ε may be besides its default: each is usual somewhere."""


@dataclass(frozen=True)
class Racer:
    """A method, and where its numbers come from.

    Attributes
    ----------
    sources
        The parameter of the segment that each hyperparameter is, by the hyperparameter's name.
    parameter
        The parameter that is the method as a whole; empty if none is.
    """

    name: str
    hyperparameters: Mapping[str, Any]
    sources: Mapping[str, str] = field(default_factory=dict)
    parameter: str = ""


def racers_of(
    params: SegmentParams, objective: Objective, paths: Sequence[Trajectory[Any]]
) -> tuple[Racer, ...]:
    """Return the methods that parameters choose and those that walk the runs again, each once."""
    whole = [
        Racer(value.name, value.hyperparameters, parameter=name)
        for name, value in params
        if isinstance(value, OptimizerChoice)
    ]
    walked = [racer for path in paths if (racer := _walker(params, objective, path))]
    # Where the segment lets one choose rates, runs at others are asides; else the first run of each method counts.
    own = [racer for racer in walked if RATE in racer.sources]
    distinct: dict[object, Racer] = {}
    for one in whole + (own or walked):
        distinct.setdefault((one.name, *(sorted(one.hyperparameters.items()) if own else ())), one)
    return tuple(distinct.values())[:MOST_FOUND]


def _walker(params: SegmentParams, objective: Objective, path: Trajectory[Any]) -> Racer | None:
    """Find the method that walks this run, with its hyperparameters."""
    name = _methods().get(path.method)
    if name is None or not len(path.grad):
        return None
    numbers = {key: value for key, value in params if isinstance(value, float)}
    usual: Any = optimizers.load(name)
    others = {
        one.name: _ways(one, getattr(usual, one.name), numbers) for one in fields(usual) if one.name != RATE
    }
    for way in itertools.product(*others.values()):
        taken = {one: value for one, (value, _) in zip(others, way, strict=True)}
        with suppress(OptimError, ValueError):
            if hasattr(usual, RATE):
                taken[RATE] = _rate(name, taken, objective, path)
            again = run(objective, optimizers.load(name, **taken), path.x[0], len(path.grad))
            if again.x.shape == path.x.shape and np.allclose(again.x, path.x, rtol=1e-9, atol=1e-12):
                sources = {one: key for one, (_, key) in zip(others, way, strict=True) if key}
                of_rate = [
                    key for key, value in numbers.items() if key.endswith("rate") and value == taken.get(RATE)
                ]
                if of_rate:
                    sources[RATE] = RATE if RATE in of_rate else of_rate[0]
                kept = {one: value for one, value in taken.items() if value != getattr(usual, one)}
                return Racer(name, kept, sources)
    return None


def _ways(told: Field[Any], usual: Any, numbers: Mapping[str, float]) -> list[tuple[Any, str]]:
    """List what a hyperparameter may be, with the parameter that it is: called like it, its default, a usual ε."""
    if "choices" in told.metadata:
        return [(usual, ""), *((one, "") for one in told.metadata["choices"] if one != usual)]
    named = [
        (value, key) for key, value in numbers.items() if key == told.name or key.endswith(f"_{told.name}")
    ]
    small = [(value, "") for value in SMALL if value != usual] if told.name == "epsilon" else []
    return [*named, (usual, ""), *small]


def _rate(name: str, others: Mapping[str, float], objective: Objective, path: Trajectory[Any]) -> float:
    """Read the learning rate off the first step, which is as long as the rate is large."""
    unit = run(objective, optimizers.load(name, **others, learning_rate=1.0), path.x[0], 1)
    step, one = path.x[1] - path.x[0], unit.x[1] - unit.x[0]
    axis = int(np.abs(one).argmax())
    return float(f"{step[axis] / one[axis]:.10g}")


def _methods() -> dict[str, str]:
    """Return the name of every method by its class's name."""
    found = {}
    for name in optimizers.names():
        with suppress(OptimError):
            found[type(optimizers.load(name)).__name__] = name
    return found


def sourced(params: SegmentParams, choice: OptimizerChoice) -> Racer:
    """Tell which parameters the hyperparameters of a method are: those that are called so and equal."""
    method: Any = choice.load()
    sources = {
        one.name: key
        for one in (fields(method) if is_dataclass(method) else ())
        for key, value in params
        if isinstance(value, float)
        and (key == one.name or key.endswith(f"_{one.name}"))
        and value == getattr(method, one.name)
    }
    return Racer(choice.name, choice.hyperparameters, sources)
