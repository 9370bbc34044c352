"""What the second derivatives tell: the kind of a critical point, and how large a learning rate may be."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import (
    ABOVE_ZERO,
    AT_LEAST_ZERO,
    box,
    number,
    numbers,
    whole,
)
from optimlib._contracts import (
    check_objective,
    check_optimizer,
    check_shapes,
    dimension_of,
    known_dimension,
    replaced,
    view_of,
)
from optimlib.errors import OptimError
from optimlib.objectives.quadratic import Quadratic
from optimlib.run import run
from optimlib.types import AnyOptimizer, Array, Hyperparameter, Objective, View, read_only

Kind: TypeAlias = Literal["minimum", "maximum", "saddle", "undecided"]


class CriticalPoint(NamedTuple):
    """A point without slope.

    Attributes
    ----------
    x
        Where it is, shape `(d,)`.
    value
        The objective there.
    eigenvalues
        Of the Hessian, rising.
    kind
        All positive: minimum; all negative: maximum; both signs: saddle; else the Hessian does not decide.
    """

    x: Array
    value: float
    eigenvalues: Array
    kind: Kind


def classify(objective: Objective, x: ArrayLike, tolerance: float = 1e-6) -> CriticalPoint:
    """Say what kind of critical point x is.

    Parameters
    ----------
    objective
        Of which it is one.
    x
        The point, shape `(d,)`; its gradient must be within the tolerance of zero.
    tolerance
        Eigenvalues closer to zero than this share of the largest, or of 1, count as zero.

    Examples
    --------
    >>> from optimlib import objectives
    >>> classify(objectives.load("saddle"), [0.0, 0.0]).kind
    'saddle'
    """
    check_objective(objective, "value", "gradient", "hessian")
    point, dimension = read_only(numbers("x", x)), dimension_of(objective)
    if point.shape != (dimension,):
        raise OptimError("shape of x", point.shape, f"({dimension},)")
    tolerance = number("tolerance", tolerance, AT_LEAST_ZERO)
    with np.errstate(all="ignore"):
        hessian, gradient = objective.hessian(point), objective.gradient(point)
    if not (np.isfinite(hessian).all() and np.isfinite(gradient).all()):
        raise OptimError("derivatives at x", gradient, "finite ones, as at a critical point")
    eigenvalues: Array = np.linalg.eigvalsh(hessian).astype(np.float64)
    scale = tolerance * max(1.0, float(np.abs(eigenvalues).max()))
    slope = float(np.linalg.norm(gradient))
    if not slope <= scale:
        raise OptimError("slope at x", slope, f"at most {scale:g}, as at a critical point")
    positive, negative = eigenvalues > scale, eigenvalues < -scale
    kind: Kind = "undecided"
    if positive.all():
        kind = "minimum"
    elif negative.all():
        kind = "maximum"
    elif positive.any() and negative.any():
        kind = "saddle"
    return CriticalPoint(point, float(objective.value(point)), eigenvalues, kind)


def critical_points(objective: Objective, view: View | None = None, starts: int = 41) -> list[CriticalPoint]:
    """Find the critical points in a box by Newton's method from a grid of starts, lowest first.

    What no start leads to is missed, so this is a picture and no proof.

    >>> from optimlib import objectives
    >>> [(point.x.round(3).item(), point.kind) for point in critical_points(objectives.load("double_well"))]
    [(-1.047, 'minimum'), (0.946, 'minimum'), (0.101, 'maximum')]
    """
    check_objective(objective, "value", "gradient", "hessian")
    starts = whole("starts", starts)
    sides = view_of(objective) if view is None else box(view, known_dimension(objective))
    dimension = len(sides)
    low, high = np.transpose(sides)
    grid = np.meshgrid(*(np.linspace(a, b, starts) for a, b in sides), indexing="ij")
    x = np.stack(grid, axis=-1).reshape(-1, dimension)
    with np.errstate(all="ignore"):
        check_shapes(objective, x, "value", "gradient", "hessian")
        for _ in range(60):
            hessian, gradient = objective.hessian(x), objective.gradient(x)
            usable = np.isfinite(hessian).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=1)
            hessian, gradient, x = hessian[usable], gradient[usable], x[usable]
            regular = np.abs(np.linalg.det(hessian)) > 1e-12
            hessian, gradient, x = hessian[regular], gradient[regular], x[regular]
            x = x - np.linalg.solve(hessian, gradient[..., np.newaxis])[..., 0]
        settled = np.linalg.norm(objective.gradient(x), axis=1) < 1e-9
    x = x[settled & ((x >= low) & (x <= high)).all(axis=1)]
    found: list[Array] = []
    for point in x:
        if all(np.abs(point - other).max() > 1e-6 for other in found):
            found.append(point)
    return sorted((classify(objective, point) for point in found), key=lambda point: point.value)


def stability_limit(optimizer: AnyOptimizer, curvature: float) -> Hyperparameter:
    """Give the learning rate above which the method leaves a quadratic of this curvature, by theory.

    >>> from optimlib import optimizers
    >>> stability_limit(optimizers.load("gradient_descent"), 4.0)
    0.5
    """
    curvature = number("curvature", curvature, ABOVE_ZERO)
    theory: Any = getattr(optimizer, "stability_limit", None)
    if theory is None:
        raise OptimError("optimizer", type(optimizer).__name__, "one whose limit is known by theory")
    limit: Hyperparameter = theory(curvature)
    return limit


def measured_stability_limit(optimizer: AnyOptimizer, curvature: float, steps: int = 4000) -> float:
    """Find the same by trial: run many rates at once, and go on where the first of them fails.

    >>> from optimlib import optimizers
    >>> round(measured_stability_limit(optimizers.load("gradient_descent"), 4.0), 3)
    0.5
    """
    curvature, steps = number("curvature", curvature, ABOVE_ZERO), whole("steps", steps, least=4)
    check_optimizer(optimizer)
    valley = Quadratic((curvature,))
    low, high = 0.0, 100.0 / curvature
    for _ in range(5):
        rates = np.linspace(low, high, 33)
        # The settings of the method under trial stay, but for its rate.
        trial = replaced(optimizer, learning_rate=rates[:, np.newaxis])
        x = np.abs(run(valley, trial, [1.0], steps).x[..., 0])
        late, early = x[-steps // 4 :].max(axis=0), x[steps // 4 : steps // 2].max(axis=0)
        # A run that left for good is nan, which is not "at most" anything.
        holds = late <= early
        last = int(np.argmin(holds)) - 1 if not holds.all() else len(rates) - 2
        low, high = float(rates[last]), float(rates[last + 1])
    return (low + high) / 2.0
