"""What a step of momentum leaves in the long run at one effective rate η/(1 − α), and which share α is best."""

from __future__ import annotations

import numpy as np

DIGITS = 4
"""The decimals of the best share: what is shown is what was computed."""
CANDIDATES = np.arange(0.0, 0.9985, 0.002)
"""The shares among which the best one for long runs is looked for at first."""
CLOSELY = np.linspace(-1.0, 1.0, 101)
"""Where it is looked for then, in steps of the first search."""


def kept_along(effective: float, momentum: float, curvature: float) -> float:
    """Return what share of the distance a step leaves in the long run along one axis, at an effective rate η/(1 − α).

    It is the larger size of both roots of r² − (1 + α − ηh)r + α: √α where they are complex.

    >>> kept_along(1.0, 0.0, 0.1), round(kept_along(1.0, 0.81, 0.1), 12)
    (0.9, 0.9)
    """
    half = (1 + momentum - effective * (1 - momentum) * curvature) / 2
    inner = half * half - momentum
    return float(np.sqrt(momentum) if inner < 0 else abs(half) + np.sqrt(inner))


def best_share(effective: float, flat: float, steep: float) -> tuple[float, float]:
    """Return the share, of four decimals, that leaves least in the long run, and how much.

    Where an axis begins to swing, what is left has a corner, which is tried from both sides, as it falls steeply
    to there; besides, shares are looked for coarsely, then closely.

    >>> best, kept = best_share(1.0, 0.1, 2.0)
    >>> best, round(kept, 4)
    (0.6695, 0.8182)
    """
    unit = 10.0**-DIGITS
    corners = [_critical_share(effective, one) for one in (flat, steep)]
    found = [
        unit * whole
        for one in corners
        for whole in (np.floor(one / unit), np.ceil(one / unit))
        if one < 1 - unit
    ]
    candidates = CANDIDATES
    for _ in range(2):
        kept = np.array([kept_in_the_long_run(effective, one, flat, steep) for one in candidates])
        least = candidates[np.argmin(kept)]
        found.append(float(least))
        candidates = np.clip(least + (candidates[1] - candidates[0]) * CLOSELY, 0.0, CANDIDATES[-1])
    shares = [round(float(one), DIGITS) for one in found]
    best = min(shares, key=lambda one: kept_in_the_long_run(effective, one, flat, steep))
    return best, kept_in_the_long_run(effective, best, flat, steep)


def _critical_share(effective: float, curvature: float) -> float:
    """Return the share from which on an axis swings, at a rate of ``effective`` times one minus the share."""
    return ((1 - effective * curvature) / (1 + effective * curvature)) ** 2


def kept_in_the_long_run(effective: float, momentum: float, flat: float, steep: float) -> float:
    """Return the larger of what is left along both axes.

    >>> kept_in_the_long_run(1.0, 0.0, 0.1, 2.0)
    1.0
    """
    return max(kept_along(effective, momentum, flat), kept_along(effective, momentum, steep))
