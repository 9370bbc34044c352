"""A bowl that is not stock: f(x, y) = x² + 3 y²."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True)
class Tilted:
    """f(x, y) = x² + 3 y²."""

    name: ClassVar[str] = "tilted"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Tilted", "zh": "斜碗"}
    formula: ClassVar[str] = "x^2 + 3 y^2"
    view: ClassVar[tuple[tuple[float, float], ...]] = ((-4.0, 4.0), (-2.0, 2.0))
    start: ClassVar[tuple[float, ...]] = (3.0, 1.0)
    levels: ClassVar[tuple[float, ...]] = (0.5, 1.0, 2.0, 4.0, 8.0)
    minima: ClassVar[np.ndarray] = np.zeros((1, 2))

    def value(self, x: np.ndarray) -> np.ndarray:
        x = np.asarray(x, dtype=float)
        return x[..., 0] ** 2 + 3 * x[..., 1] ** 2

    def gradient(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(x, dtype=float) * np.array([2.0, 6.0])

    def hessian(self, x: np.ndarray) -> np.ndarray:
        x = np.asarray(x, dtype=float)
        return np.broadcast_to(np.diag([2.0, 6.0]), (*x.shape[:-1], 2, 2))
