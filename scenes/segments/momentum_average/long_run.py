"""What a step of momentum leaves in the long run in a quadratic valley, and which memory is best there."""

from __future__ import annotations

import numpy as np


def kept_along(effective: float, momentum: float, curvature: float) -> float:
    """Return what share of the distance a step leaves in the long run along one axis, at an effective rate η/(1 − α).

    It is the larger size of both roots of r² − (1 + α − ηλ)r + α. Their product is α, so both are √α where they are
    complex, and the point swings.

    >>> kept_along(1.0, 0.0, 0.1), round(kept_along(1.0, 0.81, 0.1), 12)
    (0.9, 0.9)
    """
    half = (1 + momentum - effective * (1 - momentum) * curvature) / 2
    inner = half * half - momentum
    return float(np.sqrt(momentum) if inner < 0 else abs(half) + np.sqrt(inner))


def kept_in_the_long_run(effective: float, momentum: float, flat: float, steep: float) -> float:
    """Return the larger of what is left along both axes.

    >>> kept_in_the_long_run(1.0, 0.0, 0.1, 2.0)
    1.0
    """
    return max(kept_along(effective, momentum, flat), kept_along(effective, momentum, steep))


def kept_at_best(effective: float, flat: float) -> float:
    """Return what a step leaves where the flat axis just begins to swing: √α = (1 − q)/(1 + q), q = λη/(1 − α).

    There both roots are one. Below 1/√(λ₁λ₂) of effective rate no share α leaves less, as the steep axis swings too.

    >>> round(kept_at_best(1.0, 0.1), 6)
    0.818182
    """
    load = effective * flat
    return (1 - load) / (1 + load)


def freest_rate(flat: float, steep: float) -> float:
    """Return the effective rate that is best for the best share α: 1/√(λ₁λ₂), for √α = (√κ − 1)/(√κ + 1).

    >>> round(kept_at_best(freest_rate(0.1, 2.0), 0.1), 4)
    0.6345
    """
    return float(1 / np.sqrt(flat * steep))


def steps_to_a_tenth(kept: float) -> float:
    """Return after how many steps a tenth of the distance is left, if each leaves this share.

    >>> round(steps_to_a_tenth(0.1), 12)
    1.0
    """
    return float(-1 / np.log10(kept))


def period(rate: float, momentum: float, curvature: float) -> float:
    """Return in how many steps a swinging axis comes back to its side; infinite if it does not swing.

    >>> round(period(0.1, 0.9, 2.0), 1)
    13.7
    """
    cosine = (1 + momentum - rate * curvature) / (2 * np.sqrt(momentum))
    return float(2 * np.pi / np.arccos(cosine)) if abs(cosine) < 1 else float("inf")
