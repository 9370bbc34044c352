"""What the page shows of a segment: its ground, its start, its steps, and the methods that walk in it.

Nothing is listed anywhere: parameters tell what they are by their type and name, and a method that a segment's facts
have a run of is taken if it walks that very run again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields, is_dataclass
from typing import Any, get_args

import numpy as np

from lecture.errors import SpecError, content_as
from lecture.spec import SegmentSpec
from lecture.studio.line import LineQuestion
from lecture.studio.question import MOST_STEPS
from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes import catalog
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.parameters import SegmentParams

MOST_RACERS = 6
LONGEST = 100
"""Steps that are shown of runs whose number of steps is no parameter."""
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


@dataclass(frozen=True)
class Opening:
    """How the page is opened for a segment.

    Attributes
    ----------
    path
        Which page: ``/`` or ``/line``.
    state
        What it shows first.
    objective
        The parameter that chooses the ground; empty if it is always the same.
    racers
        The methods, in the order of the state's; none where the segment has no runs: then the page has its own.
    """

    path: str
    state: Mapping[str, Any]
    objective: str = ""
    racers: tuple[Racer, ...] = ()


def opening(spec: SegmentSpec) -> Opening:
    """Find out what the page shows of a segment.

    Raises
    ------
    SpecError
        If there is nothing of it that the page could show.
    """
    params = spec.parameters
    if not any(_tells_of_runs(name, kind.annotation) for name, kind in type(params).model_fields.items()):
        raise _nothing(spec)
    with content_as(SpecError, segment=spec.name):
        facts = catalog.story(spec.name).facts(params)
    paths = [path for path in _paths(facts, set()) if path.x.ndim == 2 and path.x.shape[1:] == (2,)]
    ground = next((name for name, value in params if isinstance(value, ObjectiveChoice)), "")
    chosen: ObjectiveChoice | None = getattr(params, ground) if ground else None
    if chosen is None:
        paths = [path for path in paths if _ground_of(path)]
    start = _point(params, chosen) or _usual_start(paths)
    paths = [path for path in paths if start is not None and np.array_equal(path.x[0], start)]
    chosen = chosen or (_ground_of(paths[0]) if paths else None)
    if chosen is None or start is None or len(chosen.load().view) != 2:
        return _line(spec)
    racers = _racers(params, chosen.load(), paths)
    longest = min(max((len(path.grad) for path in paths), default=30), LONGEST)
    steps = getattr(params, "steps", None) or getattr(facts, "steps", None) or longest
    state: dict[str, Any] = {
        "segment": spec.name,
        "objective": _written(chosen),
        "start": list(start),
        "steps": min(int(steps), MOST_STEPS),
    }
    if racers:
        state["racers"] = [{"name": one.name, **one.hyperparameters} for one in racers]
    return Opening("/", state, ground, racers)


def _line(spec: SegmentSpec) -> Opening:
    """Open the page of the line, if the segment is about one: about its weight or its batches, and a rate."""
    told = {name: value for name, value in spec.parameters if name in LineQuestion.model_fields}
    rate = next((value for name, value in spec.parameters if name.endswith("rate")), None)
    if rate is None or not {"w0", "batch_size"} & set(told):
        raise _nothing(spec)
    return Opening("/line", {**({"data": "noisy"} if "noise" in told else {}), RATE: rate, **told})


def _nothing(spec: SegmentSpec) -> SpecError:
    what = "there is nothing to explore: neither runs on a map that can be walked again, nor a line that is fitted"
    return SpecError(what, "lecture explore, without a segment, opens the page as it is", segment=spec.name)


def _tells_of_runs(name: str, kind: Any) -> bool:
    """Whether a parameter is a method, a ground, a start or a learning rate: without any, facts are not computed."""
    kinds = (kind, *get_args(kind))
    return name == "start" or name.endswith("rate") or ObjectiveChoice in kinds or OptimizerChoice in kinds


def _written(choice: ObjectiveChoice) -> Any:
    written = choice.model_dump(mode="json")
    if isinstance(written, dict):
        return written
    return {"expression" if getattr(choice, "expression", "") else "name": written}


def _paths(value: Any, seen: set[int]) -> Iterator[Trajectory[Any]]:
    """Find all runs in facts, in their order."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Trajectory):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _paths(getattr(value, one.name), seen)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _paths(one, seen)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _paths(one, seen)


def _point(params: SegmentParams, chosen: ObjectiveChoice | None) -> tuple[float, ...] | None:
    if (start := getattr(params, "start", None)) is not None:
        return tuple(start)
    return chosen.load().start if chosen else None


def _usual_start(paths: Sequence[Trajectory[Any]]) -> tuple[float, ...] | None:
    """Return where most methods start."""
    methods: dict[tuple[float, ...], set[str]] = {}
    for path in paths:
        methods.setdefault(tuple(path.x[0].tolist()), set()).add(path.method)
    return max(methods, key=lambda start: len(methods[start]), default=None)


def _ground_of(path: Trajectory[Any]) -> ObjectiveChoice | None:
    """Find the ground on which a run was walked."""
    for name in objectives.names():
        with suppress(OptimError):
            objective = objectives.load(name)
            if len(objective.view) == 2 and np.array_equal(objective.value(path.x), path.value):
                return ObjectiveChoice(name=name)
    return None


def _racers(
    params: SegmentParams, objective: Objective, paths: Sequence[Trajectory[Any]]
) -> tuple[Racer, ...]:
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
    return tuple(distinct.values())[:MOST_RACERS]


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
