"""One rate for each coordinate: what AdaGrad's and Adam's roots make of η, along the axes, turned, after a leap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad, AdaGradState
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.run import run
from optimlib.trajectory import Trajectory


@dataclass(frozen=True, eq=False)
class OwnRates:
    """The two rates of a method, x's and y's, in valleys turned by each of some angles.

    Attributes
    ----------
    angles
        In degrees, ``(n,)``, rising.
    rates
        η over the root, in the last step, ``(n, 2)``.
    """

    angles: np.ndarray
    rates: np.ndarray

    def at(self, degrees: float) -> tuple[float, float]:
        """Return x's and y's rate in a valley turned by so much, on the line between two that were tried."""
        x, y = (float(np.interp(degrees, self.angles, column)) for column in self.rates.T)
        return x, y

    @property
    def straight(self) -> tuple[float, float]:
        """Both rates in the valley along the axes."""
        return self.at(float(self.angles[0]))

    @property
    def turned(self) -> tuple[float, float]:
        """Both rates in the valley that is turned furthest."""
        return self.at(float(self.angles[-1]))


@dataclass(frozen=True, eq=False)
class Leap:
    """AdaGrad at a rate much larger than the valley.

    Attributes
    ----------
    rate
        That rate, η.
    walk
        Its run from the start.
    curvature
        Of x and of y.
    """

    rate: float
    walk: Trajectory[AdaGradState]
    curvature: tuple[float, float]

    @property
    def height(self) -> float:
        """The loss after the first step."""
        return float(self.walk.value[1])

    @property
    def rates(self) -> tuple[float, float]:
        """What is left of the rate in the last step: η over the root, for x and for y."""
        x, y = self.walk.state.rate[-1]
        return float(x), float(y)

    @property
    def newton(self) -> tuple[float, float]:
        """One over each curvature, at which one step would do."""
        x, y = self.curvature
        return 1 / x, 1 / y


def leap(valley: Quadratic, start: np.ndarray, rate: float, epsilon: float, steps: int) -> Leap:
    """Let AdaGrad leap far beyond the valley and come back."""
    walk = run(valley, AdaGrad(rate, epsilon=epsilon), start, steps)
    x, y = (float(one) for one in valley.eigenvalues)
    return Leap(rate, walk, (x, y))


def at_the_means(
    of: Trajectory[AdaGradState], valley: Quadratic, start: np.ndarray, steps: int
) -> Trajectory:
    """Walk with one rate for both coordinates: in every step, the mean of the two that AdaGrad's run ``of`` had."""
    means = of.state.rate[1:].mean(axis=-1)
    return run(valley, GradientDescent(lambda t: float(means[t])), start, steps)
