"""The general quadratic, on which every rate and every limit can be worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import finite, number
from optimlib.errors import OptimError
from optimlib.objectives._plane import sum_of_coordinates
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class Quadratic:
    r"""f(x) = ½ Σ λᵢ uᵢ², with u = Rᵀ (x − c): curvatures λ along axes that may be turned.

    Parameters
    ----------
    eigenvalues
        The curvatures λ, one for each coordinate; a negative one makes a saddle.
    angle
        Turns the axes against the coordinates, in radians; in two dimensions only.
    centre
        The critical point c; the origin unless told.

    Examples
    --------
    >>> valley = Quadratic((1.0, 100.0), centre=(1.0, 1.0))
    >>> valley.gradient([2.0, 2.0])
    array([  1., 100.])
    >>> valley.condition_number
    100.0
    """

    eigenvalues: tuple[float, ...] = (1.0, 10.0)
    angle: float = 0.0
    centre: tuple[float, ...] | None = None
    _centre: Array | None = field(init=False, repr=False, compare=False)
    _diagonal: Array | None = field(init=False, repr=False, compare=False)
    _matrix: Array = field(init=False, repr=False, compare=False)

    name: ClassVar[str] = "quadratic"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Quadratic", "zh": "二次函数"}

    def __post_init__(self) -> None:
        curvatures = finite("eigenvalues", self.eigenvalues, "at least one finite number")
        if curvatures.ndim != 1 or not len(curvatures):
            raise OptimError("eigenvalues", self.eigenvalues, "at least one finite number")
        dimension = len(curvatures)
        self._set("eigenvalues", tuple(curvatures.tolist()))
        self._set("angle", number("angle", self.angle))
        if self.angle and dimension != 2:
            raise OptimError("angle", self.angle, f"0, since there are {dimension} coordinates and not 2")
        if self.centre is not None:
            centre = finite("centre", self.centre, f"{dimension} finite coordinates")
            if centre.shape != (dimension,):
                raise OptimError("centre", self.centre, f"{dimension} finite coordinates")
            self._set("centre", tuple(centre.tolist()))
        diagonal = np.diag(curvatures)
        turn = np.eye(dimension)
        if self.angle:
            turn = np.array(
                [[math.cos(self.angle), -math.sin(self.angle)], [math.sin(self.angle), math.cos(self.angle)]]
            )
        self._set("_matrix", read_only(turn @ diagonal @ turn.T))
        # Unturned axes multiply elementwise: quicker, and exact in the last digit.
        self._set("_diagonal", None if self.angle else read_only(self.eigenvalues))
        self._set("_centre", None if self.centre is None else read_only(self.centre))

    def _set(self, key: str, value: object) -> None:
        object.__setattr__(self, key, value)

    @property
    def condition_number(self) -> float:
        """Largest over smallest curvature in size, κ."""
        sizes = [abs(value) for value in self.eigenvalues]
        return max(sizes) / min(sizes) if min(sizes) else math.inf

    @property
    def minima(self) -> Array:
        """The centre, if all curvatures are positive."""
        point = np.zeros(len(self.eigenvalues)) if self._centre is None else self._centre
        return read_only(point[np.newaxis] if min(self.eigenvalues) > 0 else point[np.newaxis][:0])

    @property
    def formula(self) -> str:
        """The sum in Typst, its terms in coordinates that are turned and shifted."""
        letters = (
            ("x", "y") if len(self.eigenvalues) == 2 else [f"x_{i + 1}" for i in range(len(self.eigenvalues))]
        )
        terms = (f"{value / 2:g} {letter}^2" for value, letter in zip(self.eigenvalues, letters, strict=True))
        return " + ".join(terms).replace("+ -", "- ")

    @property
    def view(self) -> View:
        """Five units to each side of the centre."""
        centre = self.centre or (0.0,) * len(self.eigenvalues)
        return tuple((value - 5.0, value + 5.0) for value in centre)

    @property
    def start(self) -> tuple[float, ...]:
        """Off every axis, where the gradient points past the centre."""
        centre = self.centre or (0.0,) * len(self.eigenvalues)
        return tuple(value - 4.0 + 1.6 * (index % 2) for index, value in enumerate(centre))

    @property
    def levels(self) -> tuple[float, ...]:
        """Quadratic spacing, so that lines are evenly apart along an axis."""
        top = 12.5 * max(abs(value) for value in self.eigenvalues)
        rising = tuple(top * (k / 12) ** 2 for k in range(1, 13))
        if min(self.eigenvalues) > 0:
            return rising
        return (*(-level for level in reversed(rising)), *rising)

    def value(self, x: ArrayLike) -> Array:
        """Evaluate ½ u·Λu."""
        offset = self._offset(x)
        return 0.5 * sum_of_coordinates(offset * self.gradient(x))

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate RΛu."""
        offset = self._offset(x)
        if self._diagonal is not None:
            return offset * self._diagonal
        # A sum of products, and not a matrix product, whose rounding depends on the size of the batch.
        return sum_of_coordinates(self._matrix * offset[..., np.newaxis, :])

    def hessian(self, x: ArrayLike) -> Array:
        """Give RΛRᵀ, the same everywhere."""
        leading = np.shape(x)[:-1]
        return np.broadcast_to(self._matrix, (*leading, *self._matrix.shape)).copy()

    def _offset(self, x: ArrayLike) -> Array:
        points = np.asarray(x, float)
        return points if self._centre is None else points - self._centre
