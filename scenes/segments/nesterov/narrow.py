"""Momentum and Nesterov in a narrow bowl, each at the share of velocity that is best for it there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEAR = 0.01
"""A coordinate has settled when it stays within this share of its first distance."""
NARROWER = 25
"""How many times as flat along x the narrow bowl is."""
SHARES = np.arange(0.3, 0.9985, 0.0002)
"""Shares of the velocity among which the best is sought."""
LAST = 1500
"""Steps after which a run counts as not settled."""


@dataclass(frozen=True, eq=False)
class Settled:
    """One run: its share α, its points ``(steps + 1, 2)``, and from which step on each coordinate stays near."""

    share: float
    points: np.ndarray
    along: int
    across: int

    @property
    def both(self) -> int:
        """From which step on both coordinates stay within their share of the first distance."""
        return max(self.along, self.across)


@dataclass(frozen=True, eq=False)
class Narrow:
    """The runs in the narrow bowl.

    Attributes
    ----------
    flat
        Its curvature along x; across, it is as in the round one.
    ball, ahead
        Momentum and Nesterov, each at the share with which both coordinates settle soonest.
    calm
        Momentum with the share that is enough in the round bowl.
    """

    flat: float
    ball: Settled
    ahead: Settled
    calm: Settled

    @property
    def narrower(self) -> int:
        """How many times as flat along x it is."""
        return NARROWER


def narrow_bowl(rate: float, curvatures: tuple[float, float], calm: float, start: np.ndarray) -> Narrow:
    """Find the best share of each method where x is flatter, and run momentum with the share ``calm`` too."""
    bowl = np.array([curvatures[0] / NARROWER, curvatures[1]])
    ball, ahead = (_best(rate, bowl, start, looks=looks) for looks in (False, True))
    # In the long run x shrinks by a root of r² − (1 + α − ηλ) r + α; it may creep for long.
    gap = 1 + calm - rate * bowl[0]
    kept = (gap + np.sqrt(max(gap**2 - 4 * calm, 0.0))) / 2
    steps = max(LAST, int(np.ceil(2 * np.log(NEAR) / np.log(kept))))
    points = walk(rate, bowl, np.array([calm]), start, steps, looks=False)
    return Narrow(float(bowl[0]), ball, ahead, _one(calm, points[:, 0]))


def walk(
    rate: float, curvatures: np.ndarray, shares: np.ndarray, start: np.ndarray, steps: int, *, looks: bool
) -> np.ndarray:
    """Run momentum, or Nesterov if it ``looks`` ahead, with many shares at once; return ``(steps + 1, n, 2)``."""
    alpha = shares[:, None]
    point = np.tile(np.asarray(start, dtype=float), (len(shares), 1))
    velocity = np.zeros_like(point)
    points = [point]
    for _ in range(steps):
        asked = point + alpha * velocity if looks else point
        velocity = alpha * velocity - rate * curvatures * asked
        point = point + velocity
        points.append(point)
    return np.array(points)


def settled(points: np.ndarray) -> np.ndarray:
    """Return from which step on each coordinate stays within its share of the first distance; steps come first.

    >>> settled(np.array([[100.0], [-3.0], [2.0], [0.5], [-0.5]])).tolist()
    [3]
    """
    outside = np.abs(points) > NEAR * np.abs(points[0])
    return np.asarray(len(points) - np.argmax(outside[::-1], axis=0))


def _best(rate: float, curvatures: np.ndarray, start: np.ndarray, *, looks: bool) -> Settled:
    points = walk(rate, curvatures, SHARES, start, LAST, looks=looks)
    steps = settled(points).max(axis=-1)
    # Of those that are equally quick, the one in the middle: no edge that a rounded number falls off.
    best = int(np.median(np.flatnonzero(steps == steps.min())))
    return _one(float(SHARES[best]), points[:, best])


def _one(share: float, points: np.ndarray) -> Settled:
    along, across = settled(points).tolist()
    return Settled(share, points, along, across)
