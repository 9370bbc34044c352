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

    def excess(self, after: np.ndarray) -> np.ndarray:
        """Return what RMSProp's mean has too much after these many gradients of 1: it shrinks by γ each time.

        >>> Memory(10.0, 1000, 0.9).excess(np.array([0, 1])).round(6).tolist()
        [99.0, 89.1]
        """
        return np.asarray(self.decay**after * (self.steep**2 * (1 - self.decay**self.past) - 1))


def recovery(steep: float, past: int, decay: float, tolerance: float) -> int:
    """Return after how many gradients of 1 RMSProp's step is within a tolerance of η.

    From 1 + excess = 1/(1 − tolerance)²: a logarithm of the drop, which hardly knows how long the past was.

    >>> recovery(10.0, 50, 0.9, 0.1), recovery(10.0, 500, 0.9, 0.1)
    (58, 58)
    """
    excess = Memory(steep, past, decay).excess(np.array(0.0))
    allowed = 1 / (1 - tolerance) ** 2 - 1
    return int(np.ceil(max(np.log(allowed / excess) / np.log(decay), 0.0) - 1e-9))
