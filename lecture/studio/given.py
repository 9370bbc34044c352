"""Objectives and methods that somebody handed over as objects: the page asks for them by name, as for all others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
from pydantic import Field, ValidationError, ValidationInfo

from lecture.errors import SpecError
from lecture.studio.refusal import refusal
from optimlib import objectives, optimizers
from optimlib.errors import OptimError
from optimlib.expression import Expression
from optimlib.types import AnyOptimizer, Objective, View
from scenes.choices import ObjectiveChoice, OptimizerChoice

PLANE = "one of one or two coordinates: the page draws a curve or a map"

_C = TypeVar("_C", ObjectiveChoice, OptimizerChoice)


class GivenObjective(ObjectiveChoice):
    """An objective that is an object."""

    held: Any = Field(exclude=True, repr=False)

    def load(self) -> Objective:
        """Return it."""
        objective: Objective = self.held
        return objective


class GivenOptimizer(OptimizerChoice):
    """A method that is an object; its hyperparameters may be changed if it is a dataclass."""

    held: Any = Field(exclude=True, repr=False)

    def load(self) -> AnyOptimizer:
        """Return it, with what was changed."""
        held: AnyOptimizer = self.held
        changed = self.hyperparameters
        if not changed:
            return held
        known = [one.name for one in fields(self.held)] if is_dataclass(self.held) else []
        for name in changed:
            if name not in known:
                raise OptimError.unknown(f"parameter of {self.name}", name, known)
        made: AnyOptimizer = replace(self.held, **changed)
        return made


@dataclass
class Given:
    """What was handed over, by the name that the page knows it by."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    optimizers: dict[str, AnyOptimizer] = field(default_factory=dict)

    def objective(self, thing: Any, start: Sequence[float] | None = None) -> ObjectiveChoice:
        """Make a choice of a name, an expression, a choice, an objective or a function of points.

        Where nothing says what of it to look at, that is the middle, as far as the ``start``.

        Raises
        ------
        SpecError, OptimError
            If it is none of these, or has more coordinates than two.
        """
        if isinstance(thing, ObjectiveChoice | str | Mapping):
            chosen = _chosen(ObjectiveChoice, thing)
            if chosen.expression and "view" not in chosen.details and start is not None and len(start) == 2:
                written = {"expression": chosen.expression, **chosen.details, "view": _around(start)}
                chosen = _chosen(ObjectiveChoice, written)
            if len(chosen.load().view) not in (1, 2):
                raise OptimError("objective", str(chosen), PLANE)
            return chosen
        if isinstance(thing, Expression):
            details = {"view": thing.view, "start": thing.start, "minima": thing.minima.tolist()}
            return _chosen(ObjectiveChoice, {"expression": thing.text, **_plain(details)})
        view = _around(start)
        objective = (
            objectives.from_functions(thing, dimension=len(view), view=view)
            if _is_function(thing)
            else _whole(thing, view)
        )
        if choice := _listed(ObjectiveChoice, objective, objectives.names(), objectives.load):
            return choice
        name = _free(getattr(objective, "name", "") or "own", self.objectives, objectives.names())
        self.objectives[name] = objective
        return GivenObjective(name=name, held=objective)

    def optimizer(self, thing: Any) -> OptimizerChoice:
        """Make a choice of a name, a choice or an optimizer.

        Raises
        ------
        SpecError, OptimError
            If it is none of these.
        """
        if isinstance(thing, OptimizerChoice | str | Mapping):
            return _chosen(OptimizerChoice, thing)
        for key, value in getattr(thing, "__dict__", {}).items():
            if isinstance(value, np.ndarray):
                raise OptimError(key, value, "one number: the page shows one run of a method")
        if choice := _listed(OptimizerChoice, thing, optimizers.names(), optimizers.load):
            return choice
        name = _free(type(thing).__name__, self.optimizers, optimizers.names())
        self.optimizers[name] = thing
        return GivenOptimizer(name=name, held=thing)


def given_objective(value: Any, info: ValidationInfo) -> Any:
    """Find an objective of the page among those that were handed over; leave any other as it is."""
    name, _ = _named(value)
    held = info.context.objectives if info.context else {}
    return GivenObjective(name=name, held=held[name]) if name in held else value


def given_optimizer(value: Any, info: ValidationInfo) -> Any:
    """Find a method of the page among those that were handed over; leave any other as it is."""
    name, changed = _named(value)
    held = info.context.optimizers if info.context else {}
    return GivenOptimizer(name=name, held=held[name], **changed) if name in held else value


def _named(value: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        rest = {
            key: one for key, one in value.items() if isinstance(key, str) and key not in ("name", "held")
        }
        return value["name"], rest
    return (value, {}) if isinstance(value, str) else ("", {})


def _is_function(thing: Any) -> bool:
    return callable(thing) and not hasattr(thing, "value")


def _chosen(kind: type[_C], thing: Any) -> _C:
    if isinstance(thing, kind):
        return thing
    try:
        return kind.model_validate(thing)
    except ValidationError as error:
        raise SpecError(refusal(error)["what"]) from None


def _around(start: Sequence[float] | None) -> View:
    """Look five units to each side of zero, or farther where the start lies farther out."""
    far = (0.0, 0.0) if start is None or len(start) not in (1, 2) else tuple(abs(float(one)) for one in start)
    reach = [max(5.0, float(np.ceil(1.25 * one))) if np.isfinite(one) else 5.0 for one in far]
    return tuple((-one, one) for one in reach)


def _whole(objective: Any, view: View) -> Objective:
    """Complete an objective that has less than is drawn: a view, a start, levels, minima."""
    if isinstance(objective, type) or not all(
        callable(getattr(objective, name, None)) for name in ("value", "gradient")
    ):
        expected = 'a name, an expression, a function or an objective, such as objectives.load("bowl")'
        raise OptimError("objective", objective, expected)
    told: dict[str, Any] = {
        name: getattr(objective, name, None) for name in ("view", "start", "levels", "minima")
    }
    known = {key: one for key, one in told.items() if one is not None}
    dimension = next((len(known[name]) for name in ("view", "start") if name in known), len(view))
    if dimension not in (1, 2):
        raise OptimError("objective", objective, PLANE)
    if all(one is not None for one in told.values()):
        whole: Objective = objective
        return whole
    name = getattr(objective, "name", None) or type(objective).__name__
    known = ({"view": view} if len(view) == dimension else {}) | known
    return objectives.from_functions(objective.value, objective.gradient, dimension, name=name, **known)


def _listed(kind: type[_C], thing: Any, names: tuple[str, ...], load: Callable[[str], Any]) -> _C | None:
    """Tell an object by the name that its class is listed under, and by what differs from its defaults."""
    name = type(thing).__module__.rpartition(".")[2]
    if name not in names or not is_dataclass(thing):
        return None
    with suppress(OptimError, ValidationError, TypeError, ValueError):
        usual = load(name)
        if type(usual) is type(thing):
            details = {
                one.name: getattr(thing, one.name)
                for one in fields(thing)
                if one.init and getattr(thing, one.name) != getattr(usual, one.name)
            }
            choice = kind.model_validate({"name": name, **_plain(details)})
            # A list of the page is as good as a tuple of Python.
            return (
                choice if _plain(_written_fields(choice.load())) == _plain(_written_fields(thing)) else None
            )
    return None


def _written_fields(thing: Any) -> dict[str, Any]:
    return {one.name: getattr(thing, one.name) for one in fields(thing) if one.init}


def _plain(details: Mapping[str, Any]) -> Any:
    """Write details as the page sends them; what cannot be so is a TypeError."""
    return json.loads(json.dumps(dict(details)))


def _free(name: str, *taken: Any) -> str:
    """Return a name that nothing else has."""
    number, free = 1, name
    while any(free in names for names in taken):
        number += 1
        free = f"{name} {number}"
    return free
