"""All methods there are, parted by what they do when they are tried; nothing about them is written here."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimlib import optimizers
from optimlib.types import AnyOptimizer, Array, Evaluation

GROUPS = ("plain", "memory", "each", "both")
"""One rate for all weights, without and with a memory of directions; a rate for each weight, without and with it."""
LARGER = 1000.0
"""By how much a gradient is multiplied, to see whether a method takes notice."""


@dataclass(frozen=True)
class Method:
    """A method as the table has it.

    Attributes
    ----------
    name, shown
        The name it is found by, and the ones to show, by language.
    rule, plain_rule
        Its update in Typst's mathematics, and as one line of plain text.
    memory
        Numbers it keeps for each weight.
    torch
        What it is called in ``torch.optim``, or None.
    remembers, rescales
        Whether it goes on when the gradient is gone; whether its steps do not grow with the gradient.
    """

    name: str
    shown: Mapping[str, str]
    rule: str
    plain_rule: str
    memory: int
    torch: str | None
    remembers: bool
    rescales: bool

    @property
    def group(self) -> str:
        """The group it belongs to."""
        if not self.rescales:
            return "memory" if self.remembers else "plain"
        return "both" if self.remembers else "each"


def remembers(method: AnyOptimizer) -> bool:
    """Tell whether a method still steps when the gradient is gone: whether it remembers directions.

    >>> remembers(optimizers.load("momentum")), remembers(optimizers.load("rmsprop"))
    (True, False)
    """
    steps = _steps(method, np.append(_waves(), [[1.0], [0.0]], axis=0))
    return bool(abs(steps[-1, 0]) > 1e-6 * abs(steps[-2, 0]))


def rescales(method: AnyOptimizer) -> bool:
    """Tell whether a method's steps stay as they are when all gradients are multiplied.

    >>> rescales(optimizers.load("momentum")), rescales(optimizers.load("rmsprop"))
    (False, True)
    """
    small, large = (_steps(method, scale * _waves())[-1] for scale in (1.0, LARGER))
    return bool(np.allclose(small, large, rtol=0.01))


def _waves() -> Array:
    """Return gradients of unlike sizes, for as long as methods take to warm up, ``(40, 1)``."""
    return 1.0 + 0.5 * np.sin(np.arange(40.0))[:, None]


def _steps(method: AnyOptimizer, gradients: Array) -> Array:
    x = np.zeros(gradients.shape[1])
    state, steps = method.init(x), []
    for gradient in gradients:
        state, step = method.update(state, Evaluation(x, gradient))
        steps.append(step)
        x = x + step
    return np.array(steps)


def all_methods() -> tuple[Method, ...]:
    """Return every method that tells about itself: by group, then by the numbers it keeps, then by name."""
    found = []
    for name in optimizers.names():
        method = optimizers.load(name)
        told = getattr(method, "facts", None)
        if told is None:
            continue
        found.append(
            Method(
                name,
                told.display_name,
                told.rule,
                (inspect.getdoc(type(method)) or "").split("\n")[0],
                told.memory,
                told.torch,
                remembers(method),
                rescales(method),
            )
        )
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.memory, one.name)))


def method_page(methods: Sequence[Method], screen: Mapping[str, str], language: str) -> str:
    """Write the table of all methods as Markdown, a part a group, with the headings that the screen has.

    >>> words = {"group_plain": "Plain", "column_rule": "rule", "column_memory": "kept", "column_torch": "torch"}
    >>> page = method_page(all_methods()[:1], words | {"none": "-", "rules_note": "g: the gradient"}, "en")
    >>> print(page.splitlines()[-3])
    | Gradient descent | x ← x − learning_rate · ∇f(x). | 0 | SGD |
    """
    blocks = []
    for group in GROUPS:
        rows = [one for one in methods if one.group == group]
        if not rows:
            continue
        columns = ["", *(screen[f"column_{key}"] for key in ("rule", "memory", "torch"))]
        lines = [f"| {' | '.join(columns)} |", "|---|---|---|---|"]
        for one in rows:
            shown = one.shown.get(language, one.name)
            # A rule with words in it is written in every language.
            rule = screen.get(f"rule_{one.name}", one.plain_rule)
            cells = (shown, rule, str(one.memory), one.torch or screen["none"])
            lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
        blocks.append("\n".join([f"**{screen[f'group_{group}']}**", "", *lines]))
    return "\n\n".join([*blocks, screen["rules_note"]])
