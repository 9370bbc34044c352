"""One method of the race, and what it comes to by every yardstick."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimlib.trajectory import Trajectory

from .tuning import Tuned


@dataclass(frozen=True, eq=False)
class Racer:
    """One method in every race.

    Attributes
    ----------
    key
        What it is called by its look: ``"adam"``; ``"guest"`` for the one that joins.
    steps
        How many steps the picture shows.
    rate
        The learning rate of the picture; None for a guest that has none.
    long
        Its run from the start, over many more steps.
    turned
        Its run in the turned valley, from the turned start.
    gap
        The largest distance between that run and the first one turned along with the valley, over those steps.
    angles
        At its best rate in the valley turned by each of some angles, from none to the furthest.
    remembering
        In the turned valley with its memory chosen too.
    """

    key: str
    steps: int
    rate: float | None
    long: Trajectory
    turned: Trajectory
    gap: float
    angles: tuple[Tuned, ...]
    remembering: Tuned

    @property
    def x(self) -> np.ndarray:
        """The points of the picture, ``(steps + 1, 2)``."""
        return self.long.x[: self.steps + 1]

    @property
    def length(self) -> float:
        """How far it walks in the picture."""
        return float(np.linalg.norm(np.diff(self.x, axis=0), axis=-1).sum())

    @property
    def loss(self) -> float:
        """The loss after the picture's last step."""
        return float(self.long.value[self.steps])

    @property
    def terms(self) -> tuple[float, float]:
        """The two terms of that loss, x²/20 and y²."""
        x, y = self.x[-1]
        return float(x**2 / 20), float(y**2)

    @property
    def share_x(self) -> float:
        """Which share of that loss comes from x."""
        return self.terms[0] / self.loss if self.loss else 0.0

    @property
    def share_y(self) -> float:
        """Which share of it comes from y."""
        return self.terms[1] / self.loss if self.loss else 0.0

    @property
    def turned_loss(self) -> float:
        """The loss after as many steps in the turned valley."""
        return float(self.turned.value[self.steps])

    @property
    def turns_along(self) -> bool:
        """Whether its path turns with the valley, but for rounding."""
        return self.gap < 1e-6

    @property
    def fair(self) -> Tuned:
        """At its best rate in the valley that lies along the axes."""
        return self.angles[0]

    @property
    def fair_turned(self) -> Tuned:
        """At its best rate in the turned valley."""
        return self.angles[-1]
