"""Six methods on three landscapes: who settles first, and how far off the learning rate may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

from .contest import Contest
from .grounds import GROUNDS
from .memory_sweep import MEMORIES, MemorySweep, memory_sweep
from .rescaled import DIVISOR, Rescaled, rescaled
from .tuning import DOUBLE, METHODS, PER_DECADE, RATES, STARTS, Tuning, tunings

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("beale", "rosenbrock", "saddle", "who"),
    "tune": ("settle", "walk", "never", "others"),
    "race": ("go", "first", "twice"),
    "swarm": ("starts", "few", "all"),
    "retune": ("half", "beale", "rosenbrock", "saddle"),
    "heat": ("paint", "best", "narrow"),
    "law": ("wide", "adam", "diagonal", "floor", "edge", "price"),
    "ranges": ("thick", "thin", "winners", "adam", "one"),
    "units": ("curvature", "step", "divide", "moves", "stays"),
    "moral": ("wins", "forgives", "next"),
}

WINNERS = ("nesterov", "momentum", "gradient_descent")
"""Whom the words name as winners, from half of the starts, on each of the grounds."""
WINNERS_ALONE = ("nesterov", "adagrad", "adagrad")
"""And from the usual starts."""
FLANK = 10**-2.5
"""Rate times memory along which steps are compared."""
TOLD_MEMORY = 4
"""Rank of the memory that the words tell of: ten steps, the usual one."""


class Params(SegmentParams):
    """What may be changed."""

    steps: int = parameter(1000, "the most steps of a run", ge=900, le=1100)
    tolerance: float = parameter(
        0.01, "a run has settled when its loss stays so close to the lowest", ge=0.008, le=0.0125
    )


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the methods on the three landscapes; see ``tuning.py`` for what "settled" and "half" mean.

    Attributes
    ----------
    beale, rosenbrock, saddle
        All methods on each.
    memory, adam_memory
        Rates against memories on the saddle, for momentum and for Adam.
    divided
        Momentum and Adam on Rosenbrock's function, its loss divided.
    """

    steps: int
    tolerance: float
    beale: Contest
    rosenbrock: Contest
    saddle: Contest
    memory: MemorySweep
    adam_memory: MemorySweep
    divided: Rescaled

    @property
    def contests(self) -> tuple[Contest, Contest, Contest]:
        """All three grounds."""
        return self.beale, self.rosenbrock, self.saddle

    @property
    def starts(self) -> int:
        """Starts that are spread over each ground."""
        return STARTS

    @property
    def double(self) -> int:
        """How many times the fewest steps a good rate may take."""
        return DOUBLE

    @property
    def tried(self) -> int:
        """Learning rates that are tried."""
        return len(RATES)

    @property
    def plain(self) -> Tuning:
        """Gradient descent on Beale's function."""
        return self.beale.tunings["gradient_descent"]

    @property
    def lucky_rate(self) -> float:
        """The rate of the one that settles first on Rosenbrock's function, from the usual start."""
        return self.rosenbrock.tunings[self.rosenbrock.first_alone].rate_alone

    @property
    def no_memory(self) -> int:
        """The fewest steps on the saddle without memory."""
        return int(self.memory.fewest[0])

    @property
    def narrow(self) -> float:
        """How wide momentum's range is without memory, in factors of ten."""
        return float(self.memory.widths[0])

    @property
    def told_memory(self) -> float:
        """The memory that is told of, in steps."""
        return float(MEMORIES[TOLD_MEMORY])

    @property
    def told_width(self) -> float:
        """How wide momentum's range is with it."""
        return float(self.memory.widths[TOLD_MEMORY])

    @property
    def told_steps(self) -> int:
        """The fewest steps with it."""
        return int(self.memory.fewest[TOLD_MEMORY])

    @property
    def adam_width(self) -> float:
        """How wide Adam's range is with the same memory."""
        return float(self.adam_memory.widths[TOLD_MEMORY])

    @property
    def flank(self) -> np.ndarray:
        """Steps of momentum on the saddle, rate times memory being the same, for every memory ``(memories,)``."""
        ranks = [int(np.argmin(np.abs(np.log(RATES * memory / FLANK)))) for memory in MEMORIES]
        return np.array([row[rank] for row, rank in zip(self.memory.half, ranks, strict=True)])

    @property
    def flank_product(self) -> float:
        """Rate times memory there."""
        return FLANK

    @property
    def left_ends(self) -> np.ndarray:
        """The left ends of momentum's ranges by the law ``(memories,)``.

        Far to the left, steps · rate · memory is one constant, here that of the smallest memory. The range begins
        where the steps are double the fewest ones.
        """
        constant = float(self.flank[0]) * FLANK
        return np.asarray(constant / (2.0 * self.memory.fewest * MEMORIES))

    @property
    def growth(self) -> float:
        """How many factors of ten the range gains with each factor of ten of memory: the slope of the best line."""
        return float(np.polyfit(np.log10(MEMORIES), self.memory.widths, 1)[0])

    @property
    def price(self) -> float:
        """The same of the fewest steps: the power of the memory with which they grow."""
        return float(np.polyfit(np.log10(MEMORIES), np.log10(self.memory.fewest), 1)[0])

    def common(self, name: str) -> np.ndarray:
        """Return the ranks of the rates that are good for a method on all grounds."""
        shared = set(range(len(RATES)))
        for contest in self.contests:
            shared &= set(contest.tunings[name].good.tolist())
        return np.array(sorted(shared), dtype=int)

    @property
    def common_ends(self) -> tuple[float, float]:
        """The smallest and the largest rate that are good for Adam on all grounds."""
        first, *_, last = RATES[self.common("adam")]
        return float(first), float(last)

    @property
    def curvature_ratio(self) -> float:
        """How many times as large the largest curvature at a minimum is on one ground as on another."""
        steep = [contest.ground.curvatures[1] for contest in self.contests]
        return float(max(steep) / min(steep))

    @property
    def divisor(self) -> float:
        """What the loss is divided by."""
        return DIVISOR

    @property
    def shift(self) -> float:
        """By how many factors of ten momentum's range moves when the loss is divided."""
        return _moved(self.rosenbrock.tunings["momentum"], self.divided.momentum)

    @property
    def adam_shift(self) -> float:
        """By how many Adam's moves."""
        return _moved(self.rosenbrock.tunings["adam"], self.divided.adam)


def _moved(before: Tuning, after: Tuning) -> float:
    """Return by how many factors of ten the middle of a range has moved."""
    return float(np.mean(after.good) - np.mean(before.good)) / PER_DECADE


def facts(params: Params) -> Facts:
    """Sweep all rates of all methods on all grounds, and those of two methods with every memory.

    Raises
    ------
    ContentError
        If the runs come out otherwise than the words tell.
    """
    every = tunings(params.steps, params.tolerance)
    beale, rosenbrock, saddle = (Contest(one, every[one.name], params.steps) for one in GROUNDS)
    found = Facts(
        steps=params.steps,
        tolerance=params.tolerance,
        beale=beale,
        rosenbrock=rosenbrock,
        saddle=saddle,
        memory=memory_sweep("momentum", params.steps, params.tolerance),
        adam_memory=memory_sweep("adam", params.steps, params.tolerance),
        divided=rescaled(params.steps, params.tolerance),
    )
    for told, holds in _claims(found).items():
        if not holds:
            raise ContentError(
                f"with {params.steps} steps and a tolerance of {params.tolerance:g}, it is not true that {told}",
                hint="race_landscapes tells so: stay closer to 1000 steps and a tolerance of 0.01",
            )
    return found


def _claims(found: Facts) -> dict[str, bool]:
    """Tell what the words claim without a number, and whether it holds."""
    shared = {name: found.common(name) for name in METHODS}
    return {
        "Nesterov, and twice AdaGrad, settle first from the usual starts": (
            tuple(contest.first_alone for contest in found.contests) == WINNERS_ALONE
        ),
        "Nesterov, momentum and gradient descent win with half of the starts": (
            tuple(contest.first for contest in found.contests) == WINNERS
        ),
        "each of them is first from more starts than any other": all(
            contest.won == max(contest.counts(contest.owners)) for contest in found.contests
        ),
        "AdaGrad's rate on Rosenbrock's function settles from less than half of the starts": (
            found.rosenbrock.settled_alone < STARTS / 2
        ),
        "no method settles on Beale's function at the largest rate": all(
            tuning.alone[-1] < 0 for tuning in found.beale.tunings.values()
        ),
        "momentum needs the fewest steps on the saddle without memory": found.memory.best[0] == 0,
        "every memory has a range": bool(np.all(found.memory.widths > 0)),
        "Adam's range is wider than the winner's on each ground": all(
            contest.tunings["adam"].width > contest.tunings[contest.first].width for contest in found.contests
        ),
        "Adam shares an unbroken range of rates": (
            len(shared["adam"]) > 2 and bool(np.all(np.diff(shared["adam"]) == 1))
        ),
        "no other method shares more than one rate": all(
            len(ranks) <= 1 for name, ranks in shared.items() if name != "adam"
        ),
        "dividing the loss leaves Adam's range where it is": abs(found.adam_shift) < 1 / PER_DECADE,
        "no good rate lies above the limit of its method": all(
            RATES[tuning.good[-1]] <= tuning.limit
            for contest in found.contests
            for tuning in contest.tunings.values()
            if np.isfinite(tuning.limit) and len(tuning.good)
        ),
    }
