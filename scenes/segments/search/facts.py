"""Search without slopes: a grid, divide and conquer, and what both cost (block 10 of the course's reference)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from optimlib.objectives.narrow_well import NarrowWell
from optimlib.objectives.quadratic import Quadratic
from optimlib.search import (
    SearchResult,
    divide_and_conquer,
    divide_and_conquer_cost,
    exhaustive,
    exhaustive_cost,
)
from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

from .turned_valleys import CELLS, Ensemble

BEATS: dict[str, tuple[str, ...]] = {
    "grid": ("everything", "try", "best"),
    "cost": ("more", "all", "years"),
    "divide": ("cells", "keep", "again"),
    "miss": ("lowest", "floor", "between", "grid"),
    "two": ("convex", "steep", "lower", "above"),
    "convex": ("round", "narrow", "sum", "turned"),
    "why": ("own", "other", "gone"),
    "share": ("many", "limit", "kappa", "missed"),
    "control": ("same", "median", "double", "crossing"),
    "growth": ("cheap", "still"),
    "close": ("heights", "slope", "down", "few"),
}

WELL = NarrowWell(slope=0.1, bowl=(1.3,), width=0.25, well=(-2.0,))
"""A wide bowl with a narrow well beside it, on −4 … 4."""
CENTRE = (0.61, 0.49)
"""Where the valley that is shown has its minimum, in the unit square."""
SQUARE = ((0.0, 1.0), (0.0, 1.0))
VALLEYS, SHOWN = 4000, 300
"""How many valleys are searched, and of how many each result is shown."""
NEAR = 1e-3
"""Farther from the minimum than this, a search has missed it."""
STEEPER = 80.0
"""How much steeper one side of the bowl gets, in curvature: then the next middle is lower by far."""
MOST_BUDGET, COUNTED = 8100, 600
"""Evaluations up to which a grid's median distance is followed, and on how many valleys."""
MOST_TURNED = 100.0
"""The largest condition number that is tried."""
MANY = 100
"""Parameters with which even the cheap search is hopeless."""
A_SECOND = 1e9
"""Evaluations a second of the machine that the cost is told by."""


class UnitValley(Quadratic):
    """A quadratic whose levels suit the unit square."""

    @property
    def levels(self) -> tuple[float, ...]:
        """Evenly apart along an axis, up to the farthest corner of the square."""
        top = 0.3 * max(self.eigenvalues)
        return tuple(top * (k / 8) ** 2 for k in range(1, 9))


class Params(SegmentParams):
    """What may be changed."""

    levels: int = parameter(8, "rounds of divide and conquer", ge=6, le=10)
    points_per_axis: int = parameter(
        100, "points along each axis of the grid whose cost is told", ge=10, le=1000
    )
    dimensions: int = parameter(10, "parameters up to which costs are drawn", ge=6, le=12)
    condition: float = parameter(20.0, "condition number κ of the narrow valleys", ge=16, le=25)
    angle: float = parameter(30.0, "turn of the valley that is shown", unit="degrees", ge=20, le=40)


@dataclass(frozen=True, eq=False)
class Facts:
    """What both searches find, and what they cost.

    Attributes
    ----------
    grid, divided
        Both searches of the well, with as many evaluations.
    well_x, well_value
        The true minimum.
    well_width
        How wide the well is where it lies lower than the bowl.
    spacing
        Between two points of the grid.
    cell
        Width of a cell in the first round.
    round_, narrow, turned
        Three valleys with one minimum: κ = 1, κ = ``condition``, and that one turned.
    found
        What divide and conquer finds on each of the three.
    misses
        How far that is from the minimum.
    own, own_value
        The middle of the cell that holds the minimum of the turned valley, in the first round, and the value there.
    best, best_value
        The middle that was best.
    ensemble
        The valleys of which each result is shown.
    conditions, shares
        The share of all valleys that divide and conquer misses, over κ.
    grid_conditions, grid_shares
        The share that a grid of no more evaluations misses, over κ; it hardly changes, so three of them will do.
    missed_share, grid_share
        The ones at ``condition``.
    medians
        The median distance from the minimum at ``condition``, with ``budget`` evaluations and with twice as many.
    grid_budgets, grid_medians
        Evaluations of finer and finer grids, and their median distances; the first of them has ``budget`` at most.
    slopes
        The slopes at one point of a bowl of so many weights as there are parameters.
    """

    levels: int
    points_per_axis: int
    dimensions: int
    condition: float
    angle: float
    grid: SearchResult
    divided: SearchResult
    well_x: float
    well_value: float
    well_width: float
    spacing: float
    cell: float
    valleys: tuple[UnitValley, UnitValley, UnitValley]
    found: tuple[SearchResult, SearchResult, SearchResult]
    misses: tuple[float, float, float]
    own: np.ndarray
    own_value: float
    best: np.ndarray
    best_value: float
    ensemble: Ensemble
    conditions: np.ndarray
    shares: np.ndarray
    grid_conditions: np.ndarray
    grid_shares: np.ndarray
    missed_share: float
    grid_share: float
    medians: tuple[float, float]
    grid_budgets: np.ndarray
    grid_medians: np.ndarray
    slopes: np.ndarray

    @property
    def evaluations(self) -> int:
        """How often each search of the well asks for a value."""
        return self.divided.evaluations

    @property
    def grid_x(self) -> float:
        """Where the grid's best point lies."""
        return float(self.grid.x[0])

    @property
    def divided_x(self) -> float:
        """Where divide and conquer ends in the well's function."""
        return float(self.divided.x[0])

    @property
    def grid_costs(self) -> tuple[int, ...]:
        """Evaluations of the grid with 1, 2 … parameters."""
        return tuple(exhaustive_cost(d, self.points_per_axis) for d in range(1, self.dimensions + 1))

    @property
    def divided_costs(self) -> tuple[int, ...]:
        """Evaluations of divide and conquer with 1, 2 … parameters."""
        return tuple(divide_and_conquer_cost(d, CELLS, self.levels) for d in range(1, self.dimensions + 1))

    @property
    def years(self) -> float:
        """Years that the largest grid takes, at a thousand million evaluations a second; in two digits."""
        return float(f"{self.grid_costs[-1] / A_SECOND / (365.25 * 86400):.1e}")

    @property
    def short(self) -> bool:
        """Whether that is less than a year."""
        return self.years < 1.0

    @property
    def many_cost(self) -> float:
        """What divide and conquer costs with very many parameters."""
        return float(divide_and_conquer_cost(MANY, CELLS, self.levels))

    @property
    def many(self) -> int:
        """How many parameters those are."""
        return MANY

    @property
    def last_cell(self) -> float:
        """Width of a cell in the last round."""
        return float(4.0 * self.cell / CELLS**self.levels)

    @property
    def valleys_shown(self) -> int:
        """Of how many valleys the result is drawn."""
        return SHOWN

    @property
    def valleys_searched(self) -> int:
        """How many valleys are drawn and searched."""
        return VALLEYS

    @property
    def near(self) -> float:
        """How far from the minimum a search may end without having missed it."""
        return NEAR

    @property
    def middles(self) -> int:
        """Middles that one round tries with two parameters."""
        return CELLS**2

    @property
    def pieces(self) -> int:
        """Into how many of them a side of the square is cut in the last round."""
        return int(CELLS**self.levels)

    @property
    def finest(self) -> float:
        """Width of a cell in the last round on the unit square."""
        return float(1.0 / CELLS**self.levels)

    @property
    def about(self) -> float:
        """The median distance of divide and conquer, in as many digits as another sample would show too."""
        return rounded(self.medians[0])

    @property
    def grid_about(self) -> float:
        """That of the grid."""
        return rounded(float(self.grid_medians[0]))

    @property
    def crossing(self) -> int:
        """Evaluations from which on a grid ends nearer, in steps of five hundred: they depend on the sample."""
        return 500 * round(self.meeting / 500)

    @property
    def meeting(self) -> float:
        """Where exactly both curves of this sample meet, along straight lines on logarithmic axes."""
        logs = np.log(self.grid_medians)[::-1]
        return float(np.exp(np.interp(np.log(self.medians[1]), logs, np.log(self.grid_budgets)[::-1])))

    @property
    def floor_x(self) -> float:
        """Where the wide bowl's floor is."""
        return WELL.bowl[0]

    @property
    def budget(self) -> int:
        """Evaluations of one search of a valley."""
        return self.found[2].evaluations

    @property
    def round_middles(self) -> int:
        """Middles that one round tries with all parameters."""
        return int(CELLS**self.dimensions)


def facts(params: Params) -> Facts:
    """Run both searches.

    Raises
    ------
    ContentError
        If divide and conquer does not miss the minimum of the turned valley, or misses it in a later round.
    """
    (view,) = WELL.view
    divided = divide_and_conquer(_height, (view,), CELLS, params.levels)
    grid = exhaustive(_height, (view,), divided.evaluations)
    well_x = float(WELL.minima[0, 0])
    eigenvalues, angle = (1.0, params.condition), float(np.radians(params.angle))
    valleys = (
        UnitValley((1.0, 1.0), centre=CENTRE),
        UnitValley(eigenvalues, centre=CENTRE),
        UnitValley(eigenvalues, angle, CENTRE),
    )
    found = tuple(divide_and_conquer(valley.value, SQUARE, CELLS, params.levels) for valley in valleys)
    misses = tuple(float(np.hypot(*(one.x - CENTRE))) for one in found)
    first = found[2].levels[0]
    own = (np.floor(np.array(CENTRE) * CELLS) + 0.5) / CELLS
    best = first.points[first.best]
    if misses[2] < 0.03 or np.allclose(own, best):
        raise ContentError(
            f"turned by {params.angle:g}° with κ = {params.condition:g}, the valley is not missed in the first round",
            hint="choose an angle near 30 and a condition near 20",
        )
    ensemble = Ensemble.drawn(VALLEYS)
    conditions = np.union1d(np.geomspace(1.0, MOST_TURNED, 17), [params.condition])
    side = _grid_side(params.levels)
    shares = np.array([np.mean(ensemble.miss(k, params.levels) > NEAR) for k in conditions])
    grid_conditions = np.array([1.0, params.condition, MOST_TURNED])
    grid_shares = np.array([np.mean(ensemble.grid_miss(k, side) > NEAR) for k in grid_conditions])
    ours = int(np.searchsorted(conditions, params.condition))
    once, twice = (
        float(np.median(ensemble.miss(params.condition, rounds)))
        for rounds in (params.levels, 2 * params.levels)
    )
    # As fine as they are told; the finer ones on fewer valleys.
    sides = np.unique(np.geomspace(side, math.isqrt(MOST_BUDGET), 7).round().astype(int))
    few = ensemble.first(COUNTED)
    grid_medians = np.array(
        [
            np.median((ensemble if count == side else few).grid_miss(params.condition, int(count)))
            for count in sides
        ]
    )
    spots = np.random.default_rng(7).uniform(view[0], view[1], params.dimensions)
    return Facts(
        levels=params.levels,
        points_per_axis=params.points_per_axis,
        dimensions=params.dimensions,
        condition=params.condition,
        angle=params.angle,
        grid=grid,
        divided=divided,
        well_x=well_x,
        well_value=float(WELL.value([well_x])),
        well_width=_width_below(0.0, well_x),
        spacing=(view[1] - view[0]) / (grid.evaluations - 1),
        cell=(view[1] - view[0]) / CELLS,
        valleys=valleys,
        found=(found[0], found[1], found[2]),
        misses=(misses[0], misses[1], misses[2]),
        own=own,
        own_value=float(valleys[2].value(own)),
        best=best,
        best_value=float(first.values[first.best]),
        ensemble=ensemble.first(SHOWN),
        conditions=conditions,
        shares=shares,
        grid_conditions=grid_conditions,
        grid_shares=grid_shares,
        missed_share=float(shares[ours]),
        grid_share=float(grid_shares[1]),
        medians=(once, twice),
        grid_budgets=sides**2,
        grid_medians=grid_medians,
        slopes=2 * WELL.slope * (spots - WELL.bowl[0]),
    )


def rounded(distance: float) -> float:
    """Round to hundredths, or to thousandths if it is smaller than one.

    Examples
    --------
    >>> rounded(0.0437), rounded(0.0083), rounded(0.0042)
    (0.04, 0.01, 0.004)
    """
    return round(distance, 2 if distance > 0.0075 else 3)


def flank(w: np.ndarray, factor: float) -> np.ndarray:
    """Return the cost of the bowl without its well, its left side ``factor`` times as curved: still convex."""
    bend = np.where(w < WELL.bowl[0], factor, 1.0)
    return np.asarray(WELL.slope * bend * (w - WELL.bowl[0]) ** 2)


def _grid_side(levels: int) -> int:
    """Return how many points an axis of a square grid may have that asks for no more than so many rounds do."""
    return math.isqrt(divide_and_conquer_cost(2, CELLS, levels))


def _height(x: np.ndarray) -> np.ndarray:
    return WELL.value(x)


def _width_below(value: float, inside: float) -> float:
    """Return how wide the well is at a value, around a point that lies lower."""

    def above(x: float) -> float:
        return float(WELL.value([x])) - value

    left, right = (brentq(above, inside, inside + side) for side in (-1.0, 1.0))
    return float(right - left)
