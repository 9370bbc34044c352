"""What the page shows of a segment: its ground, its start, its steps, and the methods that walk in it.

Nothing is listed anywhere: a segment may tell it (``explore.py`` beside its facts, see :mod:`scenes.explored`). Else
parameters tell what they are by their type and name, and a method that a segment's facts have a run of is taken if it
walks that very run again; where there is no such run, what the facts hold and name is taken.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from lecture.errors import LectureError, SpecError, content_as
from lecture.spec import SegmentSpec
from lecture.studio.given import Given, GivenObjective, GivenOptimizer
from lecture.studio.line import LineQuestion
from lecture.studio.question import MOST_RACERS, MOST_STEPS
from lecture.studio.racers import MOST_FOUND, RATE, Racer, racers_of, sourced
from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.trajectory import Trajectory
from scenes import catalog
from scenes.blame import blamed_on
from scenes.choices import ObjectiveChoice, OptimizerChoice
from scenes.errors import ContentError
from scenes.explored import Explored
from scenes.parameters import SegmentParams

TOLD = "explore"
"""The file in which a segment may tell it, and ``explored`` the function there."""
LONGEST = 100
"""Steps that are shown of runs whose number of steps is no parameter."""
USUAL, USUAL_STEPS = ObjectiveChoice(name="ravine"), 30
"""The ground where nothing of a segment has one, and steps where nothing tells them."""
ELSEWHERE, NOTHING = "elsewhere", "nothing_found"
"""What the page says of a segment whose runs no map can show, and of one in which nothing is found."""


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
    note
        The key of what the page says about it; empty if nothing.
    """

    path: str
    state: Mapping[str, Any]
    objective: str = ""
    racers: tuple[Racer, ...] = ()
    note: str = ""


def opening(spec: SegmentSpec) -> Opening:
    """Find out what the page shows of a segment.

    Raises
    ------
    SpecError
        If its facts cannot be computed, or what it tells in its ``explore.py`` is nothing that the page could show.
    """
    told = _told(spec)
    if told is not None:
        return told
    params = spec.parameters
    with content_as(SpecError, segment=spec.name):
        facts = catalog.story(spec.name).facts(params)
    things = list(_things(facts, set()))
    paths = [one for one in things if isinstance(one, Trajectory) and one.x.ndim == 2 and one.x.shape[1] == 2]
    ground = next((name for name, value in params if isinstance(value, ObjectiveChoice)), "")
    chosen: ObjectiveChoice | None = getattr(params, ground) if ground else None
    if chosen is None:
        paths = [path for path in paths if _ground_of(path)]
    start = _point(params, chosen) or _usual_start(paths)
    paths = [path for path in paths if start is not None and np.array_equal(path.x[0], start)]
    chosen = chosen or (_ground_of(paths[0]) if paths else None)
    longest = min(max((len(path.grad) for path in paths), default=USUAL_STEPS), LONGEST)
    steps = getattr(params, "steps", None) or getattr(facts, "steps", None) or longest
    if chosen is None or start is None or len(chosen.load().view) not in (1, 2):
        return _line(spec) or _nearest(spec, things, int(steps))
    return _map(spec, chosen, start, int(steps), racers_of(params, chosen.load(), paths), ground)


def _map(
    spec: SegmentSpec,
    chosen: ObjectiveChoice,
    start: Sequence[float],
    steps: int,
    racers: tuple[Racer, ...],
    ground: str = "",
    note: str = "",
) -> Opening:
    state: dict[str, Any] = {
        "segment": spec.name,
        "objective": _written(chosen),
        "start": list(map(float, start)),
        "steps": min(steps, MOST_STEPS),
    }
    if racers:
        state["racers"] = [{"name": one.name, **one.hyperparameters} for one in racers]
    return Opening("/", state, ground, racers, note)


def _told(spec: SegmentSpec) -> Opening | None:
    """Open the page as the segment tells in a file of its own, if it has one."""
    with content_as(SpecError, segment=spec.name):
        home = catalog.home(spec.name)
        path = home.folder / f"{TOLD}.py"
        if not path.is_file():
            return None
        with blamed_on(home.folder):
            explored = getattr(importlib.import_module(f"{home.package}.{TOLD}"), "explored", None)
            shown = explored(spec.parameters) if callable(explored) else None
    if not isinstance(shown, Explored):
        hint = "a function explored(params) returns an Explored (scenes/explored.py)"
        raise SpecError("nothing here says what the page shows", hint, path=path, segment=spec.name)
    try:
        return _as_told(spec, shown)
    except (LectureError, OptimError, ContentError) as error:
        raise SpecError(" ".join(str(error).split()), path=path, segment=spec.name) from error


def _as_told(spec: SegmentSpec, shown: Explored) -> Opening:
    given = Given()
    chosen = given.objective(shown.objective)
    methods = [given.optimizer(one) for one in shown.methods]
    unknown = [one.name for one in (chosen, *methods) if isinstance(one, GivenObjective | GivenOptimizer)]
    if unknown:
        raise SpecError(f"the page knows no '{unknown[0]}'", "take what optimlib lists, or an expression")
    start = chosen.load().start if shown.start is None else shown.start
    if (
        len(start) != len(chosen.load().view)
        or not 1 <= shown.steps <= MOST_STEPS
        or len(methods) > MOST_RACERS
    ):
        raise SpecError(
            f"the page cannot show {len(methods)} methods for {shown.steps} steps from {tuple(start)}",
            f"at most {MOST_RACERS} methods, {MOST_STEPS} steps, a start of as many coordinates as the objective's",
        )
    racers = tuple(sourced(spec.parameters, one) for one in methods)
    return _map(spec, chosen, start, shown.steps, racers, note=ELSEWHERE if shown.elsewhere else "")


def _line(spec: SegmentSpec) -> Opening | None:
    """Open the page of the line, if the segment is about one: about its weight or its batches, and a rate."""
    told = {name: value for name, value in spec.parameters if name in LineQuestion.model_fields}
    rate = next((value for name, value in spec.parameters if name.endswith("rate")), None)
    if rate is None or not {"w0", "batch_size"} & set(told):
        return None
    return Opening("/line", {**({"data": "noisy"} if "noise" in told else {}), RATE: rate, **told})


def _nearest(spec: SegmentSpec, things: Sequence[object], steps: int) -> Opening:
    """Open the page on a ground that the facts hold, else the course's, with the methods that are chosen or named."""
    chosen = next(_grounds(things), None)
    ground = chosen or USUAL
    own = racers_of(spec.parameters, ground.load(), [])
    named = dict.fromkeys(name for name in _named(things) if name not in {one.name for one in own})
    racers = (*own, *(sourced(spec.parameters, OptimizerChoice(name=name)) for name in named))[:MOST_FOUND]
    told = getattr(spec.parameters, "start", None)
    view = ground.load().view
    start = told if told is not None and len(told) == len(view) else ground.load().start
    return _map(spec, ground, start, steps, racers, note="" if chosen or racers else NOTHING)


def _grounds(things: Sequence[object]) -> Iterator[ObjectiveChoice]:
    """Find the objectives among what facts hold, of those that the page finds by name."""
    given = Given()
    for thing in things:
        if isinstance(thing, ObjectiveChoice) or callable(getattr(thing, "gradient", None)):
            with suppress(OptimError, LectureError):
                chosen = given.objective(thing)
                if not isinstance(chosen, GivenObjective):
                    yield chosen


def _named(things: Sequence[object]) -> Iterator[str]:
    """Find the methods among what facts hold, and those that they name."""
    known = optimizers.names()
    yield from (thing for thing in things if isinstance(thing, str) and thing in known)
    for thing in things:
        name = type(thing).__module__.rpartition(".")[2]
        if name in known and callable(getattr(thing, "update", None)):
            yield name


def _written(choice: ObjectiveChoice) -> Any:
    written = choice.model_dump(mode="json")
    if isinstance(written, dict):
        return written
    return {"expression" if getattr(choice, "expression", "") else "name": written}


def _things(value: Any, seen: set[int]) -> Iterator[Any]:
    """List all that facts hold, in its order: runs, objectives, methods, names."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield value
    if isinstance(value, Trajectory | ObjectiveChoice):
        return
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _things(getattr(value, one.name), seen)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _things(key, seen)
            yield from _things(one, seen)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _things(one, seen)


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
