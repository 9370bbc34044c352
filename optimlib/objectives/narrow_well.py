"""A wide bowl with a deep, narrow well beside it: what a coarse search never sees."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import ABOVE_ZERO, finite, number
from optimlib.errors import OptimError
from optimlib.objectives._plane import sum_of_coordinates
from optimlib.types import Array, View, read_only


@dataclass(frozen=True)
class NarrowWell:
    """f(x) = slope · |x − bowl|² − depth · exp(−|x − well|²/width²), in any number of dimensions.

    Parameters
    ----------
    slope, bowl
        How steep the wide bowl is, and where its bottom lies.
    depth, width, well
        The narrow well, and where it lies.

    Examples
    --------
    >>> NarrowWell(slope=0.1, bowl=(1.3,), width=0.25, well=(-2.0,)).minima.round(4)
    array([[-1.9897]])
    """

    slope: float = 0.05
    bowl: tuple[float, ...] = (1.5, 1.0)
    depth: float = 2.0
    width: float = math.sqrt(0.1)
    well: tuple[float, ...] = (-2.0, -2.0)

    name: ClassVar[str] = "narrow_well"
    display_name: ClassVar[Mapping[str, str]] = {"en": "Narrow well", "zh": "窄井"}

    def __post_init__(self) -> None:
        points = [finite(name, getattr(self, name)) for name in ("bowl", "well")]
        if points[0].ndim != 1 or not points[0].size or points[0].shape != points[1].shape:
            raise OptimError("bowl and well", (self.bowl, self.well), "points of one dimension")
        for name in ("slope", "depth", "width"):
            number(name, getattr(self, name), ABOVE_ZERO)

    @property
    def formula(self) -> str:
        """The general form, in Typst."""
        return "a |x - b|^2 - d e^(-|x - c|^2 / w^2)"

    @property
    def view(self) -> View:
        """Four units around the origin, as far as the points are in it."""
        return ((-4.0, 4.0),) * len(self.bowl)

    @property
    def start(self) -> tuple[float, ...]:
        """On the far side of the bowl, from where one rolls to its bottom and no further."""
        return tuple(value + 1.5 for value in self.bowl)

    @property
    def levels(self) -> tuple[float, ...]:
        """Closer together at the bottom, and some in the well."""
        rising = tuple(12.25 * self.slope * (k / 6) ** 2 for k in range(1, 11))
        return (*(-self.depth * share for share in (0.4, 0.2, 0.05)), *rising)

    @cached_property
    def minima(self) -> Array:
        """The bottom of the well, found by Newton's method from its middle."""
        x = np.asarray(self.well)
        for _ in range(50):
            x = x - np.linalg.solve(self.hessian(x), self.gradient(x))
        return read_only(x[np.newaxis])

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        bowl, _, dent = self._parts(x)
        return self.slope * sum_of_coordinates(bowl * bowl) - dent

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its gradient."""
        bowl, well, dent = self._parts(x)
        return 2.0 * self.slope * bowl + 2.0 / self.width**2 * dent[..., np.newaxis] * well

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its second derivatives."""
        _, well, dent = self._parts(x)
        sharp, unit = 2.0 / self.width**2, np.eye(len(self.well))
        outer = well[..., :, np.newaxis] * well[..., np.newaxis, :]
        bend: Array = dent[..., np.newaxis, np.newaxis] * (sharp * unit - sharp**2 * outer)
        return 2.0 * self.slope * unit + bend

    def _parts(self, x: ArrayLike) -> tuple[Array, Array, Array]:
        points = np.asarray(x, dtype=np.float64)
        well = points - np.asarray(self.well)
        dent = self.depth * np.exp(-sum_of_coordinates(well * well) / self.width**2)
        return points - np.asarray(self.bowl), well, np.asarray(dent)
