"""Functions to be minimised, one file each, found by file name.

>>> "ravine" in names()
True
>>> load("ravine").value([-7.0, 2.0])
np.float64(6.45)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from optimlib import discovery
from optimlib.places import Shelf
from optimlib.types import Array, Objective, View

if TYPE_CHECKING:
    from optimlib.objectives._from_functions import FromFunctions

_STOCK = Shelf(Path(__path__[0]), __name__)


def names() -> tuple[str, ...]:
    """List the objectives there are."""
    return discovery.names("objectives", _STOCK)


def load(name: str, **parameters: Any) -> Objective:
    """Make the objective of this name; an unknown name is an `OptimError` that tells the nearest one.

    >>> load("quadratic", eigenvalues=(1, 100)).value([1.0, 1.0])
    np.float64(50.5)
    """
    objective: Objective = discovery.make("objectives", _STOCK, name, parameters)
    return objective


def from_functions(
    value: Callable[[Array], Any],
    gradient: Callable[[Array], Any] | None = None,
    dimension: int = 2,
    *,
    hessian: Callable[[Array], Any] | None = None,
    name: str | None = None,
    view: View | None = None,
    start: ArrayLike | None = None,
    levels: ArrayLike | None = None,
    minima: ArrayLike = (),
) -> FromFunctions:
    """Make an objective of functions of your own.

    Parameters
    ----------
    value
        The function, for many points at once, `(..., d) -> (...)`: its coordinates are `x[..., 0]`, `x[..., 1]`.
    gradient, hessian
        Its derivatives, `(..., d) -> (..., d)` and `(..., d, d)`. Those that are not given are read off the
        function and are exact, where it is arithmetic with NumPy's elementary functions in at most 8 coordinates
        and SymPy is there (the extra `expression`); else they are measured by central differences, to 8 or 9
        digits, the second ones to 5 or 6. `gradient_by` and `hessian_by` say which it was.
    dimension
        The number of coordinates d.
    name
        What to call it; the function's own name unless told.
    view, start, levels
        What to draw, where to start and where to draw contour lines; five units to each side of zero, a point
        off the axes, and levels of equal area unless told.
    minima
        The minima, where they are known, shape `(k, d)`.

    Raises
    ------
    OptimError
        Where a function takes or gives another shape: it is tried once, on many points.

    Examples
    --------
    >>> from optimlib import optimizers, run
    >>> valley = from_functions(lambda x: x[..., 0] ** 2 / 20 + x[..., 1] ** 2)
    >>> valley
    FromFunctions(name='f', dimension=2, gradient_by='tape', hessian_by='tape')
    >>> run(valley, optimizers.load("adam", learning_rate=0.3), (-7.0, 2.0), steps=100)
    Trajectory(Adam, 100 steps, (-7, 2) → (0.0288, 0.0006544), value 6.45 → 4.19e-05)
    >>> from_functions(lambda x: x[0] ** 2 / 20 + x[1] ** 2)
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: shape of value(x): got (3, 2), expected (4, 3) for x of shape (4, 3, 2); write ...
    """
    from optimlib.objectives import _from_functions

    return _from_functions.from_functions(
        value,
        gradient,
        dimension,
        hessian=hessian,
        name=name,
        view=view,
        start=start,
        levels=levels,
        minima=minima,
    )
