"""A game in which Adam walks the wrong way: one large slope in each cycle of n rounds, and its sum in closed form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.optimize import brentq

from optimlib.online import OnlineGame, reddi_game
from optimlib.optimizers.adam import Adam

ROUNDS = 30_000
"""Rounds of the game that is shown."""
PERIOD = 3
"""From one large slope to the next, in the game that is shown."""
USUAL = 0.999
"""The share β₂ that is usual."""
NEAR_ROUNDS = 3000
"""Rounds of the same game with the usual β₂, which are enough."""
WIDE = 3000
"""The period of a game that misleads the usual β₂ too."""
SEEN = 150
"""At how many of its rounds that game is drawn."""
GAPS = np.unique(np.geomspace(PERIOD, 10_000, 41).round().astype(int))
"""The periods over which the law is drawn."""


def squares(decay: float, large: float, period: int) -> np.ndarray:
    """Return Adam's mean of squares in each round of a cycle, the large slope first, once it repeats.

    Examples
    --------
    >>> squares(0.1, 3.0, 3).round(3).tolist()
    [8.207, 1.721, 1.072]
    """
    kept = decay ** np.arange(period)
    first = (1 - decay) * large**2 + decay * (1 - decay ** (period - 1))
    return np.asarray(kept * first / (1 - decay**period) + 1 - kept)


def pushes(mean_squares: np.ndarray, large: float) -> np.ndarray:
    """Return the steps of a cycle in units of the learning rate: slope over root, downhill."""
    steps = 1.0 / np.sqrt(mean_squares)
    steps[0] *= -large
    return np.asarray(steps)


def total(decay: float, large: float, period: int) -> float:
    """Return the sum of a cycle's steps in units of the learning rate: above zero it goes the wrong way.

    Examples
    --------
    >>> round(total(0.1, 3.0, 3), 3), round(total(0.999, 3.0, 3), 3)
    (0.681, -0.521)
    """
    return float(pushes(squares(decay, large, period), large).sum())


def growth(decay: float, large: float, period: int) -> float:
    """Return how many times as long as at the large slope's divisor the small steps of a cycle are, on average.

    The sum of a cycle is above zero just where this is above C/(n − 1).

    Examples
    --------
    >>> round(growth(0.1, 3.0, 3), 3)
    2.475
    """
    mean_squares = squares(decay, large, period)
    return float(np.sqrt(mean_squares[0] / mean_squares[1:]).mean())


def critical_share(ratio: float) -> float:
    """Return the critical window over a long period: 1/(2u), where (exp(u) − 1)/u = C/(n − 1).

    The root of v then falls like exp(−k/(2 window)), and the small steps grow as much.

    Examples
    --------
    >>> round(critical_share(1.5), 4)
    0.6556
    """
    return 1.0 / (2.0 * float(brentq(lambda u: float(np.expm1(u) / u - ratio), 1e-6, 50.0)))


def critical_window(large: float, period: int) -> float:
    """Return the window 1/(1 − β₂) at which the sum of a cycle is zero: below it Adam goes the wrong way.

    Examples
    --------
    >>> round(critical_window(3.0, 3), 3)
    1.895
    """
    # Over the logarithm of the window, since a decay near one has few digits left.
    missing = partial(_total_by_window, large=large, period=period)
    return float(np.exp(brentq(missing, 1e-9, np.log(1e4 * period))))


def _total_by_window(logarithm: float, large: float, period: int) -> float:
    return total(1.0 - float(np.exp(-logarithm)), large, period)


@dataclass(frozen=True, eq=False)
class Game:
    """The game with a short memory, played by Adam and by AMSGrad.

    Attributes
    ----------
    adam, amsgrad
        All rounds of both.
    decay
        β₂ = 1/(1 + C²), as in the paper.
    mean_slope
        The slope of the mean loss.
    roots
        Adam's √v in the rounds of a cycle, ``(3,)``.
    steps, kept_steps
        The steps of a cycle in units of the rate, Adam's and AMSGrad's, ``(3,)``.
    """

    adam: OnlineGame
    amsgrad: OnlineGame
    large: float
    decay: float
    mean_slope: float
    roots: np.ndarray
    steps: np.ndarray
    kept_steps: np.ndarray
    rounds: int = ROUNDS

    @property
    def sum(self) -> float:
        """The sum of Adam's steps in a cycle."""
        return float(self.steps.sum())

    @property
    def kept_sum(self) -> float:
        """The sum of AMSGrad's steps in a cycle."""
        return float(self.kept_steps.sum())

    @property
    def kept_way(self) -> float:
        """How far AMSGrad goes the right way in a cycle."""
        return -self.kept_sum

    @property
    def period(self) -> int:
        """Rounds from one large slope to the next."""
        return PERIOD

    @property
    def end(self) -> float:
        """Where Adam is, as the mean of the last cycle."""
        return _end(self.adam, PERIOD)

    @property
    def kept_end(self) -> float:
        """Where AMSGrad is, as the mean of the last cycle."""
        return _end(self.amsgrad, PERIOD)

    @property
    def regret(self) -> float:
        """How much more each round cost Adam than the best point, on average."""
        return float(self.adam.average_regret[-1])

    @property
    def kept_regret(self) -> float:
        """How much more each round cost AMSGrad than the best point, on average."""
        return float(self.amsgrad.average_regret[-1])


@dataclass(frozen=True, eq=False)
class Law:
    """Which memory a game misleads.

    Attributes
    ----------
    gaps, windows
        Periods, and the window below which Adam goes the wrong way; both ``(n,)``.
    ratio
        The large slope over the sum of the others, the same for all periods.
    share
        That window as a share of the period, for long ones.
    usual, usual_window
        The usual β₂ and its window.
    grown, near_grown, wide_grown
        How much the small steps grow on average, in the game that is shown; there with the usual β₂; and with it in
        the one with rare slopes.
    rises
        The last one round by round, thinned out.
    near_end, wide_end
        Where Adam is with it after ``near_rounds`` of the game that is shown, and after ``rounds`` of the one with
        rare slopes. Both are means of the last cycle.
    """

    gaps: np.ndarray
    windows: np.ndarray
    ratio: float
    share: float
    our_window: float
    usual: float
    usual_window: float
    grown: float
    near_grown: float
    wide_grown: float
    rises: np.ndarray
    near_end: float
    wide: int
    wide_large: float
    wide_end: float
    rounds: int = ROUNDS
    near_rounds: int = NEAR_ROUNDS


def play(large: float) -> Game:
    """Play the game with both."""
    decay = 1.0 / (1.0 + large**2)
    adam, amsgrad = (
        reddi_game(_falling(decay, amsgrad=kept), ROUNDS, large, PERIOD) for kept in (False, True)
    )
    mean_squares = squares(decay, large, PERIOD)
    steps, kept = (pushes(divisor, large) for divisor in (mean_squares, np.full(PERIOD, mean_squares.max())))
    slope = (large - (PERIOD - 1)) / PERIOD
    return Game(adam, amsgrad, large, decay, slope, np.sqrt(mean_squares), steps, kept)


def law(large: float) -> Law:
    """Find the window that each period asks for, and play on both sides of it with the usual β₂."""
    ratio = large / (PERIOD - 1)
    windows = np.array([critical_window(ratio * (gap - 1), int(gap)) for gap in GAPS])
    wide_large = ratio * (WIDE - 1)
    near = reddi_game(_falling(USUAL), NEAR_ROUNDS, large, PERIOD)
    wide = reddi_game(_falling(USUAL), ROUNDS, wide_large, WIDE)
    mean_squares = squares(USUAL, wide_large, WIDE)
    our_decay = 1.0 / (1.0 + large**2)
    return Law(
        gaps=GAPS,
        windows=windows,
        ratio=ratio,
        share=critical_share(ratio),
        our_window=1.0 / (1.0 - our_decay),
        usual=USUAL,
        usual_window=1.0 / (1.0 - USUAL),
        grown=growth(our_decay, large, PERIOD),
        near_grown=growth(USUAL, large, PERIOD),
        wide_grown=growth(USUAL, wide_large, WIDE),
        rises=np.sqrt(mean_squares[0] / mean_squares)[:: WIDE // SEEN],
        near_end=_end(near, PERIOD),
        wide=WIDE,
        wide_large=wide_large,
        wide_end=_end(wide, WIDE),
    )


def _end(game: OnlineGame, period: int) -> float:
    """Return where a game is at last, as the mean of a cycle."""
    return float(game.x[-period:].mean())


def _falling(decay: float, *, amsgrad: bool = False) -> Adam:
    """Return Adam without momentum, at a rate that falls like one over the root of the round."""
    return Adam(lambda t: (t + 1) ** -0.5, beta1=0.0, beta2=decay, amsgrad=amsgrad)
