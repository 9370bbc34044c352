"""Contour levels for a function of which nothing is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from optimlib.types import Array, View

_NODES = 61**2


def levels_of_equal_area(value: Callable[[ArrayLike], Array], view: View) -> tuple[float, ...]:
    """Give values that part a view into twelve equal areas; none where nothing is defined in it.

    There is nothing to draw in more than two dimensions, so there are none either.

    >>> len(levels_of_equal_area(lambda x: np.asarray(x)[..., 0], ((0.0, 1.0), (0.0, 1.0))))
    11
    """
    if len(view) > 2:
        return ()
    nodes = round(_NODES ** (1 / len(view)))
    axes = np.meshgrid(*(np.linspace(*side, nodes) for side in view))
    with np.errstate(all="ignore"):
        values = value(np.stack(axes, axis=-1))
    defined = values[np.isfinite(values)]
    if not defined.size:
        return ()
    shares = np.quantile(defined, np.arange(1, 12) / 12)
    return tuple(float(level) for level in np.unique(shares))
