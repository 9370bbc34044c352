"""Steps in ever narrower valleys, along the axes and turned: one yardstick and one tuning for all methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.run import descend
from optimlib.types import AnyOptimizer, Array

NEAR = 0.01
"""A run has arrived when its distance from the minimum is, and stays, at most this share of the first one."""
CONDITIONS = tuple(float(round(one)) for one in np.geomspace(1, 464.2, 9))
"""Condition numbers of the valleys that are tried."""
STARTS = 16
"""Starts around the minimum: after a turn by 45 degrees they are the same ones."""
QUARTER = float(np.pi / 4)
"""The turn that mixes both directions most."""
MEMORIES = tuple(np.arange(0.0, 0.96, 0.05).round(2).tolist())
"""Factors that are tried where a method remembers directions; the first is no memory."""
STAYS = 100
"""For so many steps a run must stay near."""
PATIENCE = 3000
"""For how many steps a method is watched."""


@dataclass(frozen=True)
class Tuned:
    """A method at the rate, and where it has one, the memory that bring all starts near in the fewest steps.

    Attributes
    ----------
    steps
        After so many, all starts are near and stay so; infinite if no rate does it.
    rate, memory
        The learning rate and the factor that do it.
    """

    steps: float
    rate: float
    memory: float


def ring(start: Array) -> Array:
    """Return starts all around the minimum, as far away as the one that is given: ``(STARTS, 2)``.

    They turn into each other with the valley, so that no method is helped by where it starts.
    """
    angle = 2 * np.pi * (np.arange(STARTS) + 0.5) / STARTS
    return float(np.linalg.norm(start)) * np.column_stack([np.cos(angle), np.sin(angle)])


def steps_near(valley: Quadratic, method: AnyOptimizer, starts: Array, limit: float) -> tuple[float, float]:
    """Return after how many steps all starts are near and stay so, at the best of the method's rates; and that rate.

    Infinite if it takes more than the limit at all of them.
    """
    rates = np.ravel(method.learning_rate)  # type: ignore[attr-defined]  # every method here has one
    here = np.broadcast_to(starts, (len(rates), *starts.shape))
    far = NEAR**2 * (starts**2).sum(axis=-1)
    stayed = np.zeros(len(rates))
    steps = repeat(valley.gradient, int(min(limit, PATIENCE)) + STAYS)
    with np.errstate(over="ignore", invalid="ignore"):
        for step, (x, _, _) in enumerate(descend(steps, method, here), start=1):
            near = (x[..., 0] ** 2 + x[..., 1] ** 2 <= far).all(axis=1)
            stayed = np.where(near, stayed + 1, 0)
            if stayed.max() > STAYS:
                return float(step - STAYS), float(rates[stayed.argmax()])
    return np.inf, np.nan


def tune(name: str, steep: float, flat: float, angle: float, starts: Array) -> Tuned:
    """Find the rate and the memory with which a method needs the fewest steps in a valley.

    Descent and momentum may take their closed forms too, 2/(L + l) and Polyak's rate and factor.

    >>> tune("gradient_descent", 2.0, 0.02, 0.0, ring(np.array([-7.0, 2.0]))).steps
    231.0
    """
    valley, wide, narrow = Quadratic((flat, steep), angle=angle), np.sqrt(steep), np.sqrt(flat)
    shares = np.linspace(0.05, 0.975, 38)[:, None, None]
    own = np.geomspace(0.1, 10.0, 41)[:, None, None]
    polyak = float(((wide - narrow) / (wide + narrow)) ** 2)

    def with_form(rates: Array, form: float) -> Array:
        return np.append(rates, np.full((1, 1, 1), form), axis=0)

    makers: dict[str, tuple[tuple[float, ...], Callable[[float], AnyOptimizer]]] = {
        "gradient_descent": (
            (0.0,),
            lambda _: GradientDescent(with_form(2 * shares / steep, 2 / (steep + flat))),
        ),
        "momentum": (
            (*MEMORIES, polyak),
            lambda kept: Momentum(
                with_form(2 * (1 + kept) * shares / steep, float(4 / (wide + narrow) ** 2)), kept
            ),
        ),
        "adagrad": ((0.0,), lambda _: AdaGrad(own)),
        "adam": (MEMORIES, lambda kept: Adam(own, beta1=kept)),
        "forgetful": ((0.0,), lambda _: Adam(own, beta1=0.0)),
    }
    memories, make = makers[name]
    best = Tuned(np.inf, np.nan, np.nan)
    for kept in memories:
        steps, rate = steps_near(valley, make(kept), starts, best.steps)
        if steps < best.steps:
            best = Tuned(steps, rate, kept)
    return best


@dataclass(frozen=True, eq=False)
class Scales:
    """How many steps it takes in valleys that are ever narrower, every method tuned anew.

    Attributes
    ----------
    conditions
        The condition numbers, ``(n,)``.
    steps
        By method, the steps along the axes, ``(n,)``.
    told, told_turned
        By method, tuned at the told condition number, along the axes and turned; Adam without its memory too.
    """

    conditions: Array
    steps: dict[str, Array]
    told: dict[str, Tuned]
    told_turned: dict[str, Tuned]


def scale_runs(
    steep: float,
    start: Array,
    told: float,
    methods: tuple[str, ...],
    conditions: tuple[float, ...] = CONDITIONS,
) -> Scales:
    """Count the steps of all methods in every valley along the axes, and in a turned one."""
    starts = ring(start)
    found = {
        name: np.array([tune(name, steep, steep / one, 0.0, starts).steps for one in conditions])
        for name in methods
    }
    along, turned = (
        {name: tune(name, steep, steep / told, angle, starts) for name in (*methods, "forgetful")}
        for angle in (0.0, QUARTER)
    )
    return Scales(np.array(conditions), found, along, turned)
