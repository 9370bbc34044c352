"""What there is to choose from: objectives, methods, and the slider of every hyperparameter."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, replace
from typing import Any

from lecture.studio.saying import meanings
from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.looks import Look, look
from scenes import theme
from scenes.blame import said
from scenes.choices import OptimizerChoice

RATES = (1e-4, 10.0)
"""Ends of the slider of a learning rate, which is logarithmic."""
SMALL = (1e-12, 1.0)
"""Those of a small constant, which may be 0 as well."""
LONGEST_MEMORY = 0.9999
"""The largest share of an average that a slider keeps."""


NEUTRAL = Look(theme.MUTED, (0.15, 0.1), "cross")


def catalogue() -> dict[str, Any]:
    """List objectives of the plane and all methods, one's own too; one that is broken is told, and left out."""
    broken: list[str] = []
    return {
        "objectives": list(_sound(objectives.names(), _objective, broken)),
        "optimizers": list(_sound(optimizers.names(), _optimizer, broken)),
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


def _objective(name: str) -> dict[str, Any] | None:
    objective = objectives.load(name)
    if len(objective.view) != 2:
        return None
    shown = getattr(objective, "display_name", {}) or {"en": name}
    return {"name": name, "shown": dict(shown), "formula": getattr(objective, "formula", "")}


def _optimizer(name: str) -> dict[str, Any]:
    optimizer: Any = optimizers.load(name)
    written = _written(type(optimizer))
    knobs = [
        knob for one in fields(optimizer) if (knob := _knob(optimizer, one, getattr(optimizer, one.name)))
    ]
    return {
        "name": name,
        "shown": dict(OptimizerChoice(name=name).display_name),
        "rule": (inspect.getdoc(type(optimizer)) or "").partition("\n")[0],
        "look": look_of(name),
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
    if allowed is None or not isinstance(value, float):
        return None
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
