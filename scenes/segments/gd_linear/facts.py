"""Gradient descent on y = 2x with all samples in every step (source text 003; numbers: block 4 of the reference)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log

import numpy as np

from optimlib.datasets import Data, y_equals_2x
from optimlib.regression import RegressionRun, fit, full_batch, sample_gradients
from scenes.facts.line_descent import LineDescent, descend_line
from scenes.facts.line_fit import best_slope, curvature
from scenes.facts.printed_table import printed_rows
from scenes.parameters import SegmentParams, parameter

BEATS: dict[str, tuple[str, ...]] = {
    "bridge": ("line", "cost", "rule"),
    "gradient": ("formula", "samples", "mean"),
    "step": ("rate", "step", "row", "epoch"),
    "run": ("go", "steep", "flat", "end", "predict"),
    "curvature": ("formula", "bars", "mean", "always", "name"),
    "factor": ("both", "keep", "power", "log"),
    "control": ("half", "factor", "left"),
    "next": ("line", "zero", "below"),
}

SMALL_SHARE = 0.01
"""The share of the first distance at which runs are compared."""

PAUSES = (10, 30)
"""Steps of the run at which the slope and the step it makes are looked at."""


class Params(SegmentParams):
    """What may be changed.

    The rate stays where a hundred epochs are neither over at once nor lost in rounding; the line never crosses
    its goal.
    """

    learning_rate: float = parameter(0.01, "step size η", ge=0.005, le=0.02)
    epochs: int = parameter(100, "rows of the table", ge=60, le=120)
    w0: float = parameter(1.0, "slope at the start", ge=0.5, le=1.5)
    new_x: float = parameter(4.0, "an input that is no sample, to be predicted", ge=3.5, le=4.2)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the run.

    Attributes
    ----------
    rows
        The printed table: epoch, weight after it, cost before it, rounded to three decimals.
    sample_gradients, gradient
        At the start: of each sample's squared error, and their mean.
    sample_curvatures
        What each sample's gradient is for every unit that w is off: 2x².
    end_cost
        After the last epoch.
    ours, half
        The run, and its control at half the rate; all else is the same.
    curvature
        Second derivative of the cost, as a fraction.
    """

    data: Data
    target: float
    w0: float
    learning_rate: float
    epochs: int
    new_x: float
    run: RegressionRun
    rows: np.ndarray
    start_cost: float
    sample_gradients: np.ndarray
    sample_curvatures: np.ndarray
    gradient: float
    end_cost: float
    ours: LineDescent
    half: LineDescent
    curvature: Fraction
    prediction: float
    end_prediction: float

    @property
    def samples(self) -> int:
        """How many there are."""
        return len(self.data)

    @property
    def first_epoch(self) -> int:
        """The number of the table's first row."""
        return int(self.rows[0, 0])

    @property
    def push(self) -> float:
        """The size of the gradient at the start."""
        return abs(self.gradient)

    @property
    def first_w(self) -> float:
        """The weight after the first epoch."""
        return float(self.run.epoch_w[1])

    @property
    def end_w(self) -> float:
        """The weight after the last epoch of the table."""
        return float(self.run.epoch_w[-1])

    @property
    def curvature_top(self) -> int:
        """Numerator of the curvature."""
        return self.curvature.numerator

    @property
    def curvature_bottom(self) -> int:
        """Denominator of the curvature."""
        return self.curvature.denominator

    @property
    def zero_rate(self) -> float:
        """The rate at which an epoch leaves nothing."""
        return float(1 / self.curvature)


def facts(params: Params) -> Facts:
    """Run gradient descent, and once more at half the rate."""
    data = y_equals_2x()
    target, bend = best_slope(data), curvature(data)

    # Both runs are as long as the slower one needs, so that they can be compared to the end.
    slower = params.learning_rate / 2
    epochs = max(params.epochs, ceil(1.1 * log(SMALL_SHARE) / log(1.0 - slower * bend)))

    def descent(rate: float) -> LineDescent:
        return descend_line(data, rate, params.w0, epochs, SMALL_SHARE)

    run = fit(data, full_batch(), params.learning_rate, params.w0, params.epochs)
    return Facts(
        data=data,
        target=target,
        w0=params.w0,
        learning_rate=params.learning_rate,
        epochs=params.epochs,
        new_x=params.new_x,
        run=run,
        rows=printed_rows(run, run.epoch_cost[:-1], decimals=3),
        start_cost=float(run.cost[0]),
        sample_gradients=sample_gradients(data, params.w0),
        sample_curvatures=2.0 * data.x**2,
        gradient=float(run.gradient[0]),
        end_cost=float(run.epoch_cost[-1]),
        ours=descent(params.learning_rate),
        half=descent(slower),
        curvature=Fraction(bend).limit_denominator(10**6),
        prediction=params.w0 * params.new_x,
        end_prediction=float(run.predict(params.new_x)),
    )
