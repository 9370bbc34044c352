"""What there is to choose from: objectives, methods, and the slider of every hyperparameter."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from lecture.studio.given import Given, GivenOptimizer
from lecture.studio.saying import meanings
from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.looks import Look, look
from optimlib.types import Objective
from scenes import theme
from scenes.blame import said
from scenes.choices import OptimizerChoice

RATES = (1e-4, 10.0)
"""Ends of the slider of a learning rate, which is logarithmic."""
SMALL = (1e-12, 1.0)
"""Those of a small constant, which may be 0 as well."""
LONGEST_MEMORY = 0.9999
"""The largest share of an average that a slider keeps."""
REACH = 1000.0
"""By how much a slider of which no range is told goes beyond its number, up and down."""


NEUTRAL = Look(theme.MUTED, (0.15, 0.1), "cross")


def catalogue(given: Given) -> dict[str, Any]:
    """List objectives of one or two coordinates and all methods, one's own too; what is broken is told."""
    broken: list[str] = []
    return {
        "objectives": [
            *(_objective(name, one) for name, one in given.objectives.items()),
            *_sound(objectives.names(), _known_objective, broken),
        ],
        "optimizers": [
            *(_optimizer(GivenOptimizer(name=name, held=one)) for name, one in given.optimizers.items()),
            *_sound(optimizers.names(), lambda name: _optimizer(OptimizerChoice(name=name)), broken),
        ],
        "broken": broken,
    }


def _sound(
    names: Iterable[str], told: Callable[[str], dict[str, Any] | None], broken: list[str]
) -> Iterator[dict[str, Any]]:
    for name in names:
        try:
            found = told(name)
        except Exception as error:  # whatever somebody's own file does
            broken.append(f"{name}: {said(error)}")
        else:
            if found is not None:
                yield found


def look_of(method: str) -> dict[str, Any]:
    """Tell how a method is drawn, here as in the films; in neutral ink if it has no look yet."""
    found = look(method) or NEUTRAL
    return {"colour": found.colour, "dash": list(found.dash), "marker": found.marker}


def _known_objective(name: str) -> dict[str, Any] | None:
    objective = objectives.load(name)
    return _objective(name, objective) if len(objective.view) in (1, 2) else None


def _objective(name: str, objective: Objective) -> dict[str, Any]:
    shown = getattr(objective, "display_name", {}) or {"en": name}
    return {"name": name, "shown": dict(shown), "formula": getattr(objective, "formula", "")}


def _optimizer(choice: OptimizerChoice) -> dict[str, Any]:
    optimizer: Any = choice.load()
    written = _written(type(optimizer))
    listed = fields(optimizer) if is_dataclass(optimizer) else ()
    knobs = [knob for one in listed if (knob := _knob(optimizer, one, getattr(optimizer, one.name)))]
    return {
        "name": choice.name,
        "shown": dict(choice.display_name),
        "rule": (inspect.getdoc(type(optimizer)) or "").partition("\n")[0],
        "look": look_of(choice.name),
        "knobs": [
            {**knob, "meaning": meanings(knob["name"], written.get(knob["name"], ""))} for knob in knobs
        ],
    }


def _knob(optimizer: Any, told: Field[Any], value: Any) -> dict[str, Any] | None:
    """Tell how a hyperparameter is set: by which kind of control, between which ends; None if by none."""
    if told.default is MISSING and value is None:
        return None
    if isinstance(value, bool):
        return {"name": told.name, "kind": "flag", "default": value}
    choices = told.metadata.get("choices")
    if choices is not None:
        return {"name": told.name, "kind": "choice", "default": value, "choices": list(choices)}
    allowed = told.metadata.get("range")
    if not isinstance(value, float) or not told.init:
        return None
    if allowed is None:
        return _free_knob(told.name, value)
    if "schedule" in told.metadata:
        return {"name": told.name, "kind": "log", "default": value, "low": RATES[0], "high": RATES[1]}
    if allowed.high == 1.0:
        top = 1.0 if _bears(optimizer, told.name, 1.0) else LONGEST_MEMORY
        return {"name": told.name, "kind": "share", "default": value, "low": allowed.low, "high": top}
    return {
        "name": told.name,
        "kind": "log",
        "default": value,
        "low": SMALL[0],
        "high": SMALL[1],
        "zero": 0.0 in allowed,
    }


def _free_knob(name: str, value: float) -> dict[str, Any] | None:
    """Tell the slider of a number of which its class tells no range."""
    if not 0 < value < float("inf"):
        return None
    if name != "learning_rate" and value < 1:
        return {"name": name, "kind": "share", "default": value, "low": 0.0, "high": LONGEST_MEMORY}
    return {"name": name, "kind": "log", "default": value, "low": value / REACH, "high": value * REACH}


def _bears(optimizer: Any, name: str, value: float) -> bool:
    try:
        replace(optimizer, **{name: value})
    except OptimError:
        return False
    return True


def _written(kind: type) -> dict[str, str]:
    """Read off a class's docstring what each of its parameters means."""
    listed = (inspect.getdoc(kind) or "").partition("Parameters\n----------\n")[2]
    found: dict[str, str] = {}
    names: list[str] = []
    for line in listed.splitlines():
        if re.fullmatch(r"-+", line):
            break
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(",")]
        elif names and line.strip():
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
        elif not line:
            names = []
    return found
