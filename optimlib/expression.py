"""One's own objective from a line of text, with exact derivatives.

SymPy takes the derivatives; it comes with the extra `expression`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import box, finite
from optimlib.errors import OptimError
from optimlib.objectives._levels import levels_of_equal_area
from optimlib.objectives._plane import coordinates, symmetric, vector
from optimlib.types import Array, View, read_only

if TYPE_CHECKING:
    from optimlib.tape import Tape


@dataclass(frozen=True)
class Expression:
    """A function of x and y that somebody wrote down; made by `expression`.

    Attributes
    ----------
    text
        What was written.
    view, start
        The box to draw and where to start, as given.
    minima
        As given; nobody knows them otherwise.
    """

    text: str
    view: View
    start: tuple[float, ...]
    minima: Array = field(compare=False)
    formula: str = field(repr=False, compare=False)
    _value: Tape = field(repr=False, compare=False)
    _slopes: tuple[Tape, ...] = field(repr=False, compare=False)
    _curvatures: tuple[Tape, ...] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The text itself."""
        return self.text

    @property
    def display_name(self) -> Mapping[str, str]:
        """The text, in any language."""
        return {"en": self.text, "zh": self.text}

    @property
    def levels(self) -> tuple[float, ...]:
        """Values that part the view into twelve equal areas; none where it is defined nowhere in the view."""
        return levels_of_equal_area(self.value, self.view)

    def value(self, x: ArrayLike) -> Array:
        """Evaluate the function."""
        return self._value(*coordinates(x))

    def gradient(self, x: ArrayLike) -> Array:
        """Evaluate its exact gradient."""
        point = coordinates(x)
        return vector(*(slope(*point) for slope in self._slopes))

    def hessian(self, x: ArrayLike) -> Array:
        """Evaluate its exact second derivatives."""
        point = coordinates(x)
        return symmetric(*(curvature(*point) for curvature in self._curvatures))


def expression(
    text: str,
    view: View = ((-5.0, 5.0), (-5.0, 5.0)),
    start: tuple[float, ...] = (-4.0, 2.0),
    minima: ArrayLike = (),
) -> Expression:
    """Make an objective of x and y from a line of text.

    Parameters
    ----------
    text
        Arithmetic with + − * / **, numbers, x, y, pi, e and sin, cos, tan, asin, acos, atan, sinh, cosh,
        tanh, exp, log, sqrt, abs; at most 400 characters, 40 levels deep, powers up to 64.
    view, start
        What to draw and where to start.
    minima
        The minima, where they are known, shape `(k, 2)`.

    Raises
    ------
    OptimError
        With the column of the first fault in the text; before that for view, start and minima.

    Examples
    --------
    >>> f = expression("x**2/20 + y**2 + sin(x*y)")
    >>> f.gradient([0.0, 2.0])
    array([2., 4.])
    >>> expression("x**2 + z")
    Traceback (most recent call last):
    ...
    optimlib.errors.OptimError: expression: got 'z' at column 8, expected x, y, pi or e
    """
    from optimlib.formula import FormulaReader
    from optimlib.tape import Tape, derivative
    from optimlib.typst import to_typst

    view, start = box(view, 2), tuple(_start(start).tolist())
    known = finite("minima", minima, "finite points, shape (k, 2)")
    known = np.atleast_2d(known) if known.size else np.empty((0, 2))
    if known.shape[1:] != (2,):
        raise OptimError("minima", minima, "finite points, shape (k, 2)")
    reader = FormulaReader(text)
    function = reader.read()
    x, y = reader.variables["x"], reader.variables["y"]
    slopes = [derivative(function, variable) for variable in (x, y)]
    curvatures = [derivative(slopes[i], variable) for i, variable in ((0, x), (0, y), (1, y))]
    try:
        return Expression(
            text=text,
            view=view,
            start=start,
            minima=read_only(known),
            formula=to_typst(reader.tree.body),
            _value=Tape.of(function, (x, y)),
            _slopes=tuple(Tape.of(slope, (x, y)) for slope in slopes),
            _curvatures=tuple(Tape.of(curvature, (x, y)) for curvature in curvatures),
        )
    except NotImplementedError as unknown:
        raise OptimError(
            "expression", text, f"one whose derivatives are elementary, without {unknown}"
        ) from None


def _start(value: Any) -> Array:
    start = finite("start", value, "finite coordinates x and y")
    if start.shape != (2,):
        raise OptimError("start", value, "finite coordinates x and y")
    return start
