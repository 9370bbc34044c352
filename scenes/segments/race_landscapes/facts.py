"""Six methods on three landscapes: who settles first, and how far off the learning rate may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.errors import ContentError
from scenes.parameters import SegmentParams, parameter

from .contest import Contest
from .grounds import GROUNDS
from .memory_sweep import MEMORIES, MemorySweep, memory_sweep
from .quarters import DIVISOR, Quarter, quarters
from .tuning import DOUBLE, PER_DECADE, RATES, STARTS, method, path, tunings, width

BEATS: dict[str, tuple[str, ...]] = {
    "question": ("who", "beale", "rosenbrock", "saddle"),
    "race": ("alpha", "settle", "go", "saddle", "canyon", "beale"),
    "swarm": ("jumps", "lands", "starts", "few", "all"),
    "retune": ("half", "beale", "rosenbrock", "saddle", "alpha"),
    "heat": ("paint", "best", "narrow"),
    "law": ("wide", "same", "own", "diagonal", "tenth"),
    "quarters": ("both", "alone", "wider", "together", "common"),
    "divide": ("loss", "without", "moves", "cancels", "stays"),
    "moral": ("division", "memory", "wins", "forgives", "price", "next"),
}

WINNERS = ("nesterov", "momentum", "gradient_descent")
"""Whom the words name as winners, from half of the starts, on each of the grounds."""
WINNERS_ALONE = ("nesterov", "adagrad", "adagrad")
"""And from the usual starts."""
FLANK = 10**-2.5
"""Rate times memory along which steps are compared."""
TOLD_MEMORY = 4
"""Rank of the memory that the words tell of: ten steps, the usual one."""
REMEMBERING = ("momentum", "nesterov")
"""Methods whose memory is tuned, too."""


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
    memories_of
        Rates against memories, for each of ``REMEMBERING``, on all grounds.
    neither, remembering, dividing, adam
        Plain descent, momentum, Adam without its memory β₁, and Adam: see ``quarters.py``.
    """

    steps: int
    tolerance: float
    beale: Contest
    rosenbrock: Contest
    saddle: Contest
    memories_of: dict[str, tuple[MemorySweep, ...]]
    neither: Quarter
    remembering: Quarter
    dividing: Quarter
    adam: Quarter

    @property
    def contests(self) -> tuple[Contest, Contest, Contest]:
        """All three grounds."""
        return self.beale, self.rosenbrock, self.saddle

    @property
    def memory(self) -> MemorySweep:
        """Momentum's rates against its memory, on the saddle."""
        return self.memories_of["momentum"][2]

    @property
    def alpha(self) -> float:
        """The share that momentum keeps, and Nesterov's, where it is not tuned; Adam's β₁ is the same."""
        return float(method("momentum", 0.1).momentum)

    @property
    def canyon_tuned(self) -> int:
        """Nesterov's steps on Rosenbrock's function if its memory is tuned, too."""
        return self.memories_of["nesterov"][1].steps

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
    def per_decade(self) -> int:
        """How many of them a factor of ten has."""
        return PER_DECADE

    @property
    def lucky_rate(self) -> float:
        """The rate of the one that settles first on Rosenbrock's function, from the usual start."""
        return self.rosenbrock.tunings[self.rosenbrock.first_alone].rate_alone

    @property
    def lucky_path(self) -> np.ndarray:
        """Its walk until it has settled there ``(steps + 1, 2)``."""
        first, ground = self.rosenbrock.first_alone, self.rosenbrock.ground
        return path(ground, first, self.lucky_rate, self.rosenbrock.steps_alone)

    @property
    def lucky_height(self) -> float:
        """The highest loss on that walk."""
        return float(self.rosenbrock.ground.objective.value(self.lucky_path).max())

    @property
    def memories(self) -> int:
        """How many memories are tried."""
        return len(MEMORIES)

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
    def budget(self) -> int:
        """The most steps that a rate of that range takes."""
        return DOUBLE * self.told_steps

    @property
    def same_budget(self) -> float:
        """How wide the range is without memory if it may take as many."""
        return width(self.memory.within(0, self.budget))

    @property
    def own_gain(self) -> float:
        """What the memory itself adds: how much wider the range is in the same steps, in factors of ten."""
        return self.told_width - self.same_budget

    def gains(self, budgets: np.ndarray) -> np.ndarray:
        """Return the same for any number of steps ``(budgets,)``."""
        wide = [[width(self.memory.within(row, int(one))) for one in budgets] for row in (TOLD_MEMORY, 0)]
        return np.asarray(np.subtract(*wide))

    @property
    def same_widths(self) -> np.ndarray:
        """How wide the range is at each memory in that many steps ``(memories,)``."""
        return np.array([width(self.memory.within(row, self.budget)) for row in range(len(MEMORIES))])

    @property
    def same_ends(self) -> tuple[float, float]:
        """The smallest rates that need no more steps, without memory and with the memory that is told of."""
        plain, told = (RATES[self.memory.within(row, self.budget)[0]] for row in (0, TOLD_MEMORY))
        return float(plain), float(told)

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
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        """All four, in the order of ``QUARTERS``."""
        return self.neither, self.remembering, self.dividing, self.adam

    @property
    def common_ends(self) -> tuple[float, float]:
        """The smallest and the largest rate that are good for Adam on all grounds."""
        first, *_, last = RATES[self.adam.common]
        return float(first), float(last)

    @property
    def adam_common(self) -> int:
        """How many rates of Adam are good on all grounds."""
        return len(self.adam.common)

    @property
    def momentum_common(self) -> int:
        """How many of momentum."""
        return len(self.remembering.common)

    @property
    def divisor(self) -> float:
        """What the loss is divided by."""
        return DIVISOR

    @property
    def budgets(self) -> np.ndarray:
        """Steps that are given to all, on each ground: the most that Adam's range takes ``(grounds,)``."""
        return np.array([DOUBLE * contest.tunings["adam"].steps for contest in self.contests])


def facts(params: Params) -> Facts:
    """Sweep all rates of all methods on all grounds, and those of two methods with every memory.

    Raises
    ------
    ContentError
        If the runs come out otherwise than the words tell.
    """
    every = tunings(params.steps, params.tolerance)
    beale, rosenbrock, saddle = (Contest(one, every[one.name], params.steps) for one in GROUNDS)
    neither, remembering, dividing, adam = quarters(params.steps, params.tolerance, every)
    found = Facts(
        steps=params.steps,
        tolerance=params.tolerance,
        beale=beale,
        rosenbrock=rosenbrock,
        saddle=saddle,
        memories_of={
            name: tuple(memory_sweep(one, name, params.steps, params.tolerance) for one in GROUNDS)
            for name in REMEMBERING
        },
        neither=neither,
        remembering=remembering,
        dividing=dividing,
        adam=adam,
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
    neither, remembering, dividing, adam = found.quarters
    pairs = ((neither, remembering), (dividing, adam))
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
        "AdaGrad's walk leaves the canyon": (
            found.lucky_height > 10 * found.rosenbrock.ground.objective.value(found.lucky_path[0])
        ),
        "momentum needs the fewest steps on the saddle without memory": found.memory.best[0] == 0,
        "every memory has a range": bool(np.all(found.memory.widths > 0)),
        "Nesterov needs the fewest steps in the canyon once memory is tuned": (
            found.canyon_tuned
            < min(
                [found.memories_of["momentum"][1].steps]
                + [one.steps for one in found.rosenbrock.tunings.values() if one.steps >= 0]
            )
        ),
        "a factor of ten of memory adds a factor of ten to the range in the same steps": bool(
            np.all(np.abs(found.gains(found.budget * 2 ** np.arange(3)) - 1.0) < 1.5 / PER_DECADE)
        ),
        "ten times the memory does with a tenth of the rate in the same steps": (
            abs(np.log10(found.same_ends[0] / found.same_ends[1] / found.told_memory)) < 1.5 / PER_DECADE
        ),
        "ten steps of memory make every range wider": all(
            bool(np.all(after.widths > before.widths)) for before, after in pairs
        ),
        "it does so, too, where all have the same steps": all(
            bool(np.all(after.within(found.budgets) > before.within(found.budgets)))
            for before, after in pairs
        ),
        "dividing brings the middles of ranges closer": (
            dividing.apart < neither.apart / 2 and adam.apart < remembering.apart / 2
        ),
        "Adam's range is wider than the winner's in the same steps on each ground": all(
            contest.adam_width > contest.winner_width for contest in found.contests
        ),
        "Adam takes more steps than the winner on each ground": all(
            contest.tunings["adam"].steps > contest.steps for contest in found.contests
        ),
        "Adam shares an unbroken range of rates": (
            len(adam.common) > 2 and bool(np.all(np.diff(adam.common) == 1))
        ),
        "none of the other three shares more than one rate": all(
            len(one.common) <= 1 for one in (neither, remembering, dividing)
        ),
        "dividing the loss moves the ranges without division, and no others": (
            all(abs(one.moved - np.log10(DIVISOR)) < 1e-9 for one in (neither, remembering))
            and all(abs(one.moved) < 1e-9 for one in (dividing, adam))
        ),
    }
