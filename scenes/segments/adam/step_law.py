"""How long a step of Adam can be, in units of η."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimlib.optimizers.adam import Adam, AdamState
from optimlib.types import Evaluation

LATE = 10**7
"""A step by which the start is forgotten: both corrections are 1."""


def steps_under(
    gradients: Iterable[np.ndarray], beta1: float, beta2: float, *, after: int = 0
) -> list[np.ndarray]:
    """Return Adam's steps against these gradients, in units of η, when both means hold nothing at step ``after``.

    >>> [float(step) for step in steps_under(np.array([-3.0]), 0.9, 0.999)]
    [-1.0]
    """
    method = Adam(learning_rate=1.0, beta1=beta1, beta2=beta2, epsilon=0.0)
    state: AdamState | None = None
    steps = []
    for gradient in gradients:
        if state is None:
            state = method.init(np.zeros_like(gradient))._replace(t=after)
        state, step = method.update(state, Evaluation(np.zeros_like(gradient), gradient))
        # Steps go against gradients; here only their length counts.
        steps.append(-np.asarray(step))
    return steps


def most_step(beta1: float, beta2: float) -> float:
    """Return what no step exceeds, in units of η, long after the start, for β₁² < β₂.

    With weights w of gradients in m and u of squares in v, Cauchy and Schwarz have |m| ≤ √(Σ w²/u) √v.

    >>> round(most_step(0.9, 0.999), 4), round(most_step(0.9, 0.9), 9)
    (7.2703, 1.0)
    """
    return float((1 - beta1) / np.sqrt((1 - beta2) * (1 - beta1**2 / beta2)))


@dataclass(frozen=True, eq=False)
class LongestSteps:
    """Two sequences of gradients, long after the start, and the steps they lead to, in units of η, ``(n,)`` each.

    Attributes
    ----------
    lonely, lonely_steps
        One gradient of 1 among zeros, and what follows.
    constant, equal_steps
        The same gradient at every step, and what follows when β₂ is as small as β₁.
    growing, growing_steps
        Gradients that grow by β₂/β₁ at each step: those to which the bound is an equality.
    """

    lonely: np.ndarray
    lonely_steps: np.ndarray
    constant: np.ndarray
    equal_steps: np.ndarray
    growing: np.ndarray
    growing_steps: np.ndarray


def longest_steps(beta1: float, beta2: float) -> LongestSteps:
    """Let Adam meet both sequences, until the growing one is within a thousandth of the bound."""
    count = int(np.ceil(np.log(1e-3) / np.log(beta1**2 / beta2))) + 1
    growing = (beta2 / beta1) ** np.arange(count)
    lonely, constant = np.eye(1, count)[0], np.ones(count)
    met = (
        np.array(steps_under(gradients, beta1, kept, after=LATE))
        for gradients, kept in ((lonely, beta2), (constant, beta1), (growing, beta2))
    )
    lonely_steps, equal_steps, growing_steps = met
    return LongestSteps(lonely, lonely_steps, constant, equal_steps, growing, growing_steps)
