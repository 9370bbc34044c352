"""Pictures of runs with Matplotlib, which comes with the extra `plot`: contour lines and the paths over them.

A method has the colour, dash and marker that it has in the films, so a picture in a notebook reads like them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimlib._checks import box
from optimlib._contracts import check_objective, known_dimension, minima_of, view_of
from optimlib.errors import OptimError
from optimlib.fields import value_grid
from optimlib.looks import GREEN, look
from optimlib.objectives._levels import levels_of_equal_area
from optimlib.trajectory import Trajectory
from optimlib.types import Array, Objective, View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["contours"]

_GROUND = "#9aa5b1"
_MARKERS = {"disc": "o", "square": "s", "diamond": "D", "triangle": "^", "ring": "o", "cross": "x"}
_POINTS = 32.0  # of a dash for each unit of the films' stage
_WIDTH = 1.8
_NODES = {1: 401, 2: 241}
_MOST_MARKERS = 40  # along one path; more of them hide the line


def contours(
    objective: Objective,
    *trajectories: Trajectory[Any],
    labels: Sequence[str] | None = None,
    view: View | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw the contour lines of an objective and runs over them; in one dimension the curve itself.

    Parameters
    ----------
    objective
        What to draw, in one or two dimensions, with its start, levels and minima where it has them.
    trajectories
        Runs. Many runs in one are drawn alike. A method that has no look yet takes Matplotlib's next colour.
    labels
        What the legend calls each of them; its method unless told.
    view
        One interval for each coordinate; the objective's own view unless told.
    axes
        Where to draw; Matplotlib's present axes unless told.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn on, for a title, for `figure.savefig`, or to draw more.

    Raises
    ------
    OptimError
        Where Matplotlib is not installed.

    Examples
    --------
    With Matplotlib, which this package does not bring::

        paths = [run(ravine, optimizers.load(name), ravine.start, 30) for name in ("momentum", "adam")]
        contours(ravine, *paths).figure.savefig("race.png")
    """
    pyplot = _pyplot()
    check_objective(objective, "value")
    sides = view_of(objective) if view is None else box(view, known_dimension(objective))
    if len(sides) > 2:
        raise OptimError("dimension", len(sides), "1 or 2, which can be drawn")
    for one in trajectories:
        if not isinstance(one, Trajectory) or one.x.shape[-1] != len(sides):
            raise OptimError(
                "trajectory", one, f"a Trajectory in {len(sides)} dimensions, such as run(...) gives"
            )
    names = _labels(trajectories) if labels is None else list(labels)
    if len(names) != len(trajectories):
        raise OptimError("labels", labels, f"{len(trajectories)}, one for each trajectory")
    drawn_on: Axes = pyplot.gca() if axes is None else axes
    grid = value_grid(objective, sides, _NODES[len(sides)])
    if len(sides) == 1:
        drawn_on.plot(grid.axes[0], grid.field, color=_GROUND, linewidth=_WIDTH, zorder=1)
        drawn_on.set_ylabel("f(x)")
    else:
        levels = _levels(objective, sides, grid.field)
        look_of_lines: dict[str, Any] = {"colors": _GROUND, "linewidths": 0.8, "negative_linestyles": "solid"}
        drawn_on.contour(*grid.axes, grid.field, levels, zorder=1, **look_of_lines)
        drawn_on.set_ylim(*sides[1])
        drawn_on.set_ylabel("y")
    drawn_on.set_xlim(*sides[0])
    drawn_on.set_xlabel("x")
    if known_dimension(objective) is not None and len(minima := minima_of(objective)):
        drawn_on.plot(*_placed(objective, minima), "*", color=GREEN, markersize=12, zorder=2, label="minimum")
    for trajectory, name in zip(trajectories, names, strict=True):
        _draw(drawn_on, objective, trajectory, name)
    if trajectories:
        drawn_on.legend()
    return drawn_on


def _labels(trajectories: Sequence[Trajectory[Any]]) -> list[str]:
    """Name runs by their methods, and count those of one method."""
    seen: Counter[str] = Counter()
    names = []
    for trajectory in trajectories:
        method = trajectory.method or "run"
        seen[method] += 1
        names.append(method if seen[method] == 1 else f"{method} ({seen[method]})")
    return names


def _draw(axes: Axes, objective: Objective, trajectory: Trajectory[Any], name: str) -> None:
    style: dict[str, Any] = {"marker": "x"}
    if found := look(trajectory.method):
        style = {"color": found.colour, "marker": _MARKERS[found.marker]}
        if found.dash:
            style["linestyle"] = (0, tuple(_POINTS * part for part in found.dash))
        if found.marker == "ring":
            style["markerfacecolor"] = "none"
    style |= {"linewidth": _WIDTH, "markersize": 4.5, "zorder": 3}
    paths = trajectory.x.reshape(len(trajectory.x), -1, trajectory.x.shape[-1])
    style["markevery"] = max(1, len(paths) // _MOST_MARKERS)
    for index in range(paths.shape[1]):
        [line] = axes.plot(*_placed(objective, paths[:, index]), label=name, **style)
        # The others of many runs are drawn as the first is, and named once.
        style["color"], name = line.get_color(), "_"


def _placed(objective: Objective, points: Array) -> tuple[Array, Array]:
    """Give where to draw points, which lie on the curve in one dimension."""
    if points.shape[-1] == 2:
        return points[:, 0], points[:, 1]
    with np.errstate(all="ignore"):
        return points[:, 0], np.asarray(objective.value(points))


def _levels(objective: Objective, view: View, field: Array) -> list[float]:
    """Give the objective's own levels if any is in the picture."""
    own = getattr(objective, "levels", ())
    finite = field[np.isfinite(field)]
    seen = [level for level in own if finite.size and finite.min() < level < finite.max()]
    return seen or list(levels_of_equal_area(lambda x: np.asarray(objective.value(x)), view))


def _pyplot() -> Any:
    try:
        from matplotlib import pyplot
    except ModuleNotFoundError:
        raise OptimError(
            "matplotlib", "no such module", "it to be installed: pip install 'optim-lectures[plot]'"
        ) from None
    return pyplot
