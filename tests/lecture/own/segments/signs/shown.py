"""What the answer shows."""

from __future__ import annotations

from scenes.components.text.number import Number

from .facts import Facts


def loss_number(facts: Facts) -> Number:
    return Number(facts.loss, ".2f").place((0.0, -1.0, 0.0))
