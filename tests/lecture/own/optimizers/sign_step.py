"""A step of one length against the sign of each coordinate of the gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optimlib.types import Evaluation


class SignState(NamedTuple):
    """Nothing is remembered."""


@dataclass(frozen=True)
class SignStep:
    """x ← x − η sign(g)."""

    learning_rate: float = 0.5

    def init(self, x0: np.ndarray) -> SignState:
        return SignState()

    def query(self, state: SignState, x: np.ndarray) -> np.ndarray:
        return x

    def update(self, state: SignState, evaluation: Evaluation) -> tuple[SignState, np.ndarray]:
        return state, -self.learning_rate * np.sign(evaluation.gradient)
