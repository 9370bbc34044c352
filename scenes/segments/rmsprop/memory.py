"""A gradient that drops from a large size to 1: what a tank that leaks makes of it, and one that does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Memory:
    """So many gradients of a size, and then gradients of 1, seen by AdaGrad and by RMSProp; ε left out.

    Parameters
    ----------
    steep
        The size of the gradients before the drop.
    past
        How many of them there are.
    decay
        Share γ that RMSProp's mean keeps.
    """

    steep: float
    past: int
    decay: float

    def gradients(self, steps: int) -> np.ndarray:
        """Return the sizes of the first gradients, ``(steps,)``."""
        return np.where(np.arange(steps) < self.past, self.steep, 1.0)

    def sums(self, steps: int) -> np.ndarray:
        """Return what AdaGrad's tank holds after each of the first steps, ``(steps,)``."""
        return np.cumsum(self.gradients(steps) ** 2)

    def means(self, steps: int) -> np.ndarray:
        """Return what RMSProp's tank holds after each of the first steps, ``(steps,)``."""
        t = np.arange(1, steps + 1)
        after = np.maximum(t - self.past, 0)
        before = self.steep**2 * (1 - self.decay ** np.minimum(t, self.past))
        return np.asarray(self.decay**after * before + 1 - self.decay**after)

    @property
    def adagrad_steps(self) -> np.ndarray:
        """The lengths of AdaGrad's steps as shares of η, up to as many after the drop as before it."""
        shown = 2 * self.past
        return np.asarray(self.gradients(shown) / np.sqrt(self.sums(shown)))

    def adagrad_share(self, after: np.ndarray) -> np.ndarray:
        """Return AdaGrad's rate after these many gradients of 1, as a share of that without its past.

        >>> Memory(10.0, 50, 0.9).adagrad_share(np.array([0.0])).tolist()
        [0.1]
        """
        return np.asarray(np.sqrt((self.past + after) / (self.steep**2 * self.past + after)))

    def rmsprop_share(self, after: np.ndarray) -> np.ndarray:
        """Return the same for RMSProp."""
        kept, begun = self.decay**after, self.decay**self.past
        mean = self.steep**2 * kept * (1 - begun) + 1 - kept
        return np.asarray(np.sqrt((1 - begun * kept) / mean))


def recovery_adagrad(steep: float, past: int, tolerance: float) -> int:
    """Return after how many gradients of 1 AdaGrad's rate is within a tolerance of the one without its past.

    From (n + k)/(r²n + k) = (1 − tolerance)²: in proportion to n, the length of the past.

    >>> recovery_adagrad(10.0, 50, 0.1)
    21053
    """
    share = (1 - tolerance) ** 2
    return int(np.ceil(past * (share * steep**2 - 1) / (1 - share) - 1e-9))


def recovery_rmsprop(steep: float, past: int, decay: float, tolerance: float) -> int:
    """Return the same for RMSProp: a logarithm, which hardly knows how long the past was.

    With u = γᵏ and a = γⁿ it is 1 − au = (1 − tolerance)² (1 + u(r²(1 − a) − 1)).

    >>> recovery_rmsprop(10.0, 50, 0.9, 0.1)
    58
    """
    share, begun = (1 - tolerance) ** 2, decay**past
    kept = (1 - share) / (share * (steep**2 * (1 - begun) - 1) + begun)
    return int(np.ceil(max(np.log(kept) / np.log(decay), 0.0) - 1e-9))
