"""Saddles: how long they hold a method up, and how common they are (block 9 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib import objectives
from optimlib.landscape import classify
from optimlib.random_matrices import all_positive_chance, random_symmetric
from optimlib.run import run
from optimlib.trajectory import Trajectory
from optimlib.types import AnyOptimizer, Objective
from scenes.choices import OptimizerChoice
from scenes.errors import ContentError
from scenes.facts.turning import turned
from scenes.parameters import SegmentParams, parameter

from .repulsion import Pairs

BEATS: dict[str, tuple[str, ...]] = {
    "saddle": ("ground", "rises", "falls", "flat", "stuck"),
    "crest": ("exact", "beside", "leaves"),
    "law": ("factor", "line", "formula", "thousand", "flat"),
    "noise": ("shake", "predict", "half"),
    "race": ("go", "plain", "scaled", "first"),
    "rates": ("turned", "slower", "adagrad", "squared"),
    "coins": ("many", "told", "matrix", "couple", "apart"),
    "chance": ("exact", "six", "one", "real"),
    "next": ("sum", "valley"),
}

METHODS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
"""In the order in which they are listed."""
UNSCALED = METHODS[:3]
"""Those that do not divide the gradient by its own size."""
RMSPROP_DECAY = 0.9
START_X, OUT = 1.0, 0.5
"""Where all runs begin along x, and how far across they must be to have left: half the way to a minimum."""
CLOSER = 1000.0
"""A second start lies so many times closer to the crest."""
FLATTER = 0.1
"""A second saddle's curvature across is this share of the first one's; its minima lie where they lay."""
SLOWER = 0.1
"""The second rate is this share of the first."""
TURN = 45
"""The control lies so many degrees across the axes."""
NOISY_RUNS, NOISY_STEPS, THREADS = 200, 150, 40
LENS = 50
"""So many times as large the rarest chance is drawn a second time."""
SIZES = 6
"""The largest matrix whose chance is told."""
DRAWS, MEASURED_SIZES = 200_000, 4
"""Matrices that are drawn of each size, and the largest size at which some of them are still minima."""
PAIRS = 4000
SEED = 9


class Params(SegmentParams):
    """What may be changed."""

    learning_rate: float = parameter(0.1, "step size η of all methods", ge=0.05, le=0.2)
    offset: float = parameter(1e-6, "how far beside the crest all methods begin", ge=1e-8, le=1e-4)
    noise: float = parameter(0.01, "standard deviation of the gradient noise", ge=0.003, le=0.03)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the saddle x² − y² + y⁴/2 and of random symmetric matrices.

    "To leave" is to be farther than ``out`` from the crest y = 0.

    Attributes
    ----------
    eigenvalues
        Of the Hessian at the saddle.
    crest, closer
        Gradient descent from exactly on the crest, and from a thousand times as close to it as the other runs.
    flatter
        Points of gradient descent on a flatter saddle, until it has left ``(steps + 1, 2)``.
    runs, slow_runs
        Every method from beside the crest, all as long as the slowest takes to leave and a little longer: at the
        learning rate, and at a tenth of it.
    turned_runs
        The runs ``(k + 1, 2)`` in coordinates turned against the saddle, as places on the saddle.
    left, slow_left, turned_left
        Steps that each takes to leave, at the learning rate, at a tenth of it, and, at the former, if saddle and
        start are turned across the axes.
    first_steps
        How far each moves across in its first step.
    predicted
        What the growing factor alone says of gradient descent.
    per_thousand
        Steps that it adds for a start a thousand times as close.
    noisy
        Points of gradient descent with noise from exactly on the crest ``(steps + 1, runs, 2)``.
    noisy_left
        Steps that each of these takes to leave ``(runs,)``; all do.
    kicks
        The start beside the crest that half of these runs' kicks add up to, at most.
    told, chances
        The chance that all k eigenvalues are positive, k from 1 on: as coins, and exactly.
    measured
        Its share among drawn matrices, as far as any are found.
    pairs
        Symmetric matrices of two rows and columns, drawn.
    """

    learning_rate: float
    offset: float
    noise: float
    eigenvalues: tuple[float, float]
    crest: Trajectory
    closer: Trajectory
    flatter: np.ndarray
    runs: dict[str, Trajectory]
    slow_runs: dict[str, Trajectory]
    left: dict[str, int]
    slow_left: dict[str, int]
    turned_left: dict[str, int]
    turned_runs: dict[str, np.ndarray]
    first_steps: dict[str, float]
    predicted: float
    per_thousand: float
    noisy: np.ndarray
    noisy_left: np.ndarray
    kicks: float
    told: np.ndarray
    chances: np.ndarray
    measured: np.ndarray
    pairs: Pairs

    @property
    def out(self) -> float:
        """How far across a method must be to have left."""
        return OUT

    @property
    def start_x(self) -> float:
        """Where all runs begin along x."""
        return START_X

    @property
    def pair_count(self) -> int:
        """Matrices of two rows that are drawn."""
        return PAIRS

    @property
    def factor(self) -> float:
        """What a step multiplies the way across by, close to the crest."""
        return 1 + 2 * self.learning_rate

    @property
    def slow_rate(self) -> float:
        """The second learning rate."""
        return SLOWER * self.learning_rate

    @property
    def plain(self) -> int:
        """Steps that gradient descent takes to leave."""
        return self.left["gradient_descent"]

    @property
    def left_y(self) -> float:
        """How far across gradient descent is when it has left."""
        return float(abs(self.runs["gradient_descent"].x[self.plain, 1]))

    @property
    def flat_factor(self) -> float:
        """What a step multiplies the way across by on the flatter saddle."""
        return 1 + 2 * FLATTER * self.learning_rate

    @property
    def flat_predicted(self) -> float:
        """What that factor alone says of the steps to leave it."""
        return float(np.log(OUT / self.offset) / np.log(self.flat_factor))

    @property
    def momentum(self) -> int:
        """Steps that momentum takes."""
        return self.left["momentum"]

    @property
    def adagrad(self) -> int:
        """Steps that AdaGrad takes."""
        return self.left["adagrad"]

    @property
    def fewest_plain(self) -> int:
        """The fewest steps of a method that takes the gradient as long as it is."""
        return min(self.left[name] for name in UNSCALED)

    @property
    def most_plain(self) -> int:
        """The most steps of these."""
        return max(self.left[name] for name in UNSCALED)

    @property
    def most_scaled(self) -> int:
        """The most steps of a method that divides the gradient by its own size."""
        return max(self.left[name] for name in METHODS if name not in UNSCALED)

    @property
    def adam_first(self) -> float:
        """How far Adam moves across in its first step."""
        return self.first_steps["adam"]

    @property
    def whole_rate(self) -> bool:
        """Whether Adam's first step is one learning rate, to a hundredth: the start is far above its epsilon."""
        return abs(self.adam_first / self.learning_rate - 1) < 0.01

    @property
    def turn(self) -> int:
        """How many degrees the control is turned by."""
        return TURN

    @property
    def lens(self) -> int:
        """How many times as large the rarest chance is drawn a second time."""
        return LENS

    @property
    def adam_turned(self) -> int:
        """Steps that Adam takes on the turned saddle."""
        return self.turned_left["adam"]

    @property
    def slow_adagrad(self) -> int:
        """Steps that AdaGrad takes at the second rate."""
        return self.slow_left["adagrad"]

    @property
    def slow_momentum(self) -> int:
        """Steps that momentum takes at it."""
        return self.slow_left["momentum"]

    @property
    def same_order(self) -> bool:
        """Whether AdaGrad leaves before momentum at both rates."""
        return self.slow_adagrad <= self.slow_momentum

    @property
    def adagrad_ratio(self) -> float:
        """How many times as many steps AdaGrad takes at the second rate."""
        return self.slow_adagrad / self.adagrad

    @property
    def flat_steps(self) -> int:
        """Steps that gradient descent takes to leave the flatter saddle."""
        return len(self.flatter) - 1

    @property
    def flat_times(self) -> float:
        """How many times as flat it is."""
        return 1 / FLATTER

    @property
    def predicted_noisy(self) -> float:
        """What the growing factor says of noisy runs: half of them have left by then."""
        return float(np.log(OUT / self.kicks) / np.log(self.factor))

    @property
    def one_in_thousands(self) -> float:
        """Among how many thousand flat points one is a minimum, at the largest size."""
        return 1e-3 / self.chance_last

    @property
    def one_in_wan(self) -> float:
        """The same in ten thousands, as Mandarin counts."""
        return self.one_in_thousands / 10

    @property
    def threads(self) -> int:
        """Noisy runs that are drawn."""
        return THREADS

    @property
    def noisy_runs(self) -> int:
        """Runs with noise."""
        return NOISY_RUNS

    @property
    def median(self) -> int:
        """The step after which half of the noisy runs have left."""
        return int(np.sort(self.noisy_left)[(NOISY_RUNS - 1) // 2])

    @property
    def last(self) -> int:
        """The step after which all of them have."""
        return int(self.noisy_left.max())

    @property
    def size(self) -> int:
        """The largest matrix."""
        return SIZES

    @property
    def told_last(self) -> float:
        """What coins say of it."""
        return float(self.told[-1])

    @property
    def chance_last(self) -> float:
        """The true chance."""
        return float(self.chances[-1])

    @property
    def too_large(self) -> float:
        """How many times too large the first is."""
        return self.told_last / self.chance_last

    @property
    def told_pair(self) -> float:
        """What coins say of two."""
        return float(self.told[1])

    @property
    def chance_pair(self) -> float:
        """The true chance of two."""
        return float(self.chances[1])

    @property
    def draws(self) -> int:
        """Matrices that are drawn of each size."""
        return DRAWS


def facts(params: Params) -> Facts:
    """Let all methods leave the saddle, with and without noise, and work out how common saddles are.

    Raises
    ------
    ContentError
        If the noise does not drive every run off in the steps that are shown.
    """
    ground, rate = objectives.load("bounded_saddle"), params.learning_rate
    start = np.array([START_X, params.offset])
    rng = np.random.default_rng(SEED)
    # Close to the crest, a step of gradient descent multiplies the way across by this.
    predicted = float(np.log(OUT / params.offset) / np.log(1 + 2 * rate))
    per_thousand = float(np.log(CLOSER) / np.log(1 + 2 * rate))
    length = int(1.25 * predicted) + 10
    runs = {name: run(ground, method(name, rate), start, length) for name in METHODS}
    slow = SLOWER * rate
    # What AdaGrad sums up shrinks its steps like a root: a tenth of the rate takes up to a hundred times as long.
    slow_length = int(1.3 * np.log(OUT / params.offset) / np.log(1 + 2 * slow) + 0.1 / slow**2) + 10
    slow_runs = {name: run(ground, method(name, slow), start, slow_length) for name in METHODS}
    # Turned, what AdaGrad sums up shrinks its steps across as well.
    turned_length = int(1.3 * predicted + 6 / rate**2) + 10
    turned_runs = {
        name: turned(run(turned_ground(), method(name, rate), turned(start, TURN), turned_length).x, -TURN)
        for name in METHODS
    }
    flat_length = int(1.1 * np.log(OUT / params.offset) / np.log(1 + 2 * FLATTER * rate)) + 10
    flatter = run(flatter_ground(), method("gradient_descent", rate), start, flat_length).x
    noisy = run(
        ground,
        method("gradient_descent", rate),
        np.tile([START_X, 0.0], (NOISY_RUNS, 1)),
        NOISY_STEPS,
        noise=params.noise * rng.normal(size=(NOISY_STEPS, NOISY_RUNS, 2)),
    ).x
    noisy_left = steps_to_leave(noisy)
    if np.any(noisy_left < 0):
        held = int(np.sum(noisy_left < 0))
        raise ContentError(
            f"{held} of {NOISY_RUNS} noisy runs are still at the saddle after {NOISY_STEPS} steps",
            hint="saddles tells that noise frees them all: choose a larger noise or learning_rate",
        )
    curved = classify(ground, [0.0, 0.0]).eigenvalues
    sizes = np.arange(1, SIZES + 1)
    draws = [random_symmetric(int(size), DRAWS, rng) for size in sizes[:MEASURED_SIZES]]
    return Facts(
        learning_rate=rate,
        offset=params.offset,
        noise=params.noise,
        eigenvalues=(float(curved[1]), float(curved[0])),
        crest=run(ground, method("gradient_descent", rate), [START_X, 0.0], length),
        closer=run(
            ground, method("gradient_descent", rate), start * (1, 1 / CLOSER), length + int(per_thousand) + 1
        ),
        flatter=flatter[: int(steps_to_leave(flatter[:, None])[0]) + 1],
        runs=runs,
        slow_runs=slow_runs,
        left={name: int(steps_to_leave(walked.x[:, None])[0]) for name, walked in runs.items()},
        slow_left={name: int(steps_to_leave(walked.x[:, None])[0]) for name, walked in slow_runs.items()},
        turned_left={name: int(steps_to_leave(walked[:, None])[0]) for name, walked in turned_runs.items()},
        turned_runs=turned_runs,
        first_steps={name: float(abs(walked.step[0, 1])) for name, walked in runs.items()},
        predicted=predicted,
        per_thousand=per_thousand,
        noisy=noisy,
        noisy_left=noisy_left,
        kicks=sum_of_kicks(params.noise, rate),
        told=0.5**sizes,
        chances=np.array([all_positive_chance(int(size)) for size in sizes]),
        measured=np.array([np.mean(np.all(np.linalg.eigvalsh(drawn) > 0, axis=1)) for drawn in draws]),
        pairs=Pairs.drawn(PAIRS, rng),
    )


def choice(name: str, rate: float) -> OptimizerChoice:
    """Return a method at a rate, with the hyperparameters that this segment uses."""
    return OptimizerChoice(
        name=name, learning_rate=rate, **({"decay": RMSPROP_DECAY} if name == "rmsprop" else {})
    )


def method(name: str, rate: float) -> AnyOptimizer:
    """Make that optimizer."""
    return choice(name, rate).load()


def steps_to_leave(points: np.ndarray) -> np.ndarray:
    """Return after how many steps runs ``(steps + 1, runs, 2)`` first are farther than ``OUT`` across; −1: never.

    >>> steps_to_leave(np.array([[[0.0, 0.1], [0.0, 0.0]], [[0.0, -0.7], [0.0, 0.0]]])).tolist()
    [1, -1]
    """
    out = np.abs(points[..., 1]) > OUT
    return np.where(out.any(axis=0), out.argmax(axis=0), -1)


def flatter_ground() -> Objective:
    """Return the saddle that is flatter across, x² + FLATTER · (−y² + y⁴/2), with the levels of the other."""
    ground = objectives.load("bounded_saddle")
    return objectives.from_functions(
        lambda x: x[..., 0] ** 2 + FLATTER * (x[..., 1] ** 4 / 2 - x[..., 1] ** 2),
        lambda x: np.stack([2 * x[..., 0], FLATTER * 2 * (x[..., 1] ** 3 - x[..., 1])], axis=-1),
        view=ground.view,
        levels=ground.levels,
    )


def turned_ground() -> Objective:
    """Return the saddle turned across the axes."""
    ground = objectives.load("bounded_saddle")
    return objectives.from_functions(
        lambda x: ground.value(turned(x, -TURN)),
        lambda x: turned(ground.gradient(turned(x, -TURN)), TURN),
    )


def sum_of_kicks(noise: float, rate: float) -> float:
    """Return how far from the crest half of the noisy runs begin at most, in effect.

    A kick η·n of step k counts like a start η·n / (1 + 2η)ᵏ: the farther back, the more it has grown since. All of
    them add up to a normal number with a standard deviation of η·σ / √((1 + 2η)² − 1), and half of normal numbers are
    within 0.674 standard deviations.

    >>> round(sum_of_kicks(0.01, 0.1), 6)
    0.001017
    """
    half = 0.6744897501960817
    return float(half * rate * noise / np.sqrt((1 + 2 * rate) ** 2 - 1))
