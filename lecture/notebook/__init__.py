"""The interactive page in a notebook: Jupyter, marimo, VS Code.

::

    from lecture.notebook import explore

    explore("ravine", "momentum", "adam", steps=60)

The kernel answers the page itself: there is no server.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lecture.errors import needing

if TYPE_CHECKING:
    from lecture.notebook.widget import Explorer

__all__ = ["explore"]

NEEDED = {"anywidget", "ipywidgets", "traitlets", "pydantic"}
"""Modules of the extras ``notebook`` and ``film``."""


def explore(
    objective: Any = "ravine",
    *optimizers: Any,
    start: Sequence[float] | None = None,
    steps: int = 30,
    noise: float = 0.0,
    seed: int = 0,
    language: str = "",
) -> Explorer:
    """Show the page with an objective and methods on it; the last line of a cell shows what it returns.

    Parameters
    ----------
    objective
        A name (``"beale"``), an expression of x and y (``"x**2/20 + y**2"``), an objective of optimlib or of your
        own, or a function of points, ``(..., 2) -> (...)``; with a ``start`` of one coordinate, of one.
    optimizers
        Names, ``{"name": "adam", "learning_rate": 0.3}``, or optimizers of optimlib or of your own; four usual ones
        unless told.
    start
        Where all runs begin, ``(x, y)`` or ``(x,)``; the objective's own start unless told.
    steps
        Updates, from 1 to 2000.
    noise, seed
        Standard deviation of what is added to each coordinate of each gradient, and what draws it.
    language
        ``"en"`` or ``"zh"``; the browser's unless told.

    Returns
    -------
    Explorer
        The widget. ``.trajectories`` are the runs that it shows now, ``.state`` is all that was chosen.

    Raises
    ------
    SetupError
        If anywidget is not installed.
    SpecError, OptimError
        For what cannot be shown, with what to give in its place.
    """
    with needing(NEEDED, "the page in a notebook needs more", "film,notebook"):
        from lecture.notebook.widget import Explorer
    return Explorer.showing(
        objective, optimizers, start=start, steps=steps, noise=noise, seed=seed, language=language
    )
