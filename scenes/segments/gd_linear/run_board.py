"""How both runs stand after an epoch, as numbers: the lower right corner."""

from __future__ import annotations

from math import floor, log10

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText, label, stand
from scenes.components.text.number import Number
from scenes.components.text.readout import Readout

from .cost_corner import HALF
from .epoch_table import LEARNS
from .facts import Facts


class RunBoard(Dialled):
    """Rate, factor and distance left of each run; ``dial`` is the epoch, of which whole ones are told.

    Attributes
    ----------
    head
        The epoch, and the names of the columns.
    ours, half
        A row for each run.
    """

    left, middle, right = 0.85, 3.1, 6.5

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts = facts
        self.epoch = Readout(
            screen["epochs_axis"], "d", 5.15, -0.54, 1.35, language=screen.language, size=theme.HEADING
        )
        factor = screen.word("factor_name", theme.SMALL, theme.MUTED)
        left = screen.word("distance_name", theme.SMALL, theme.MUTED)
        factor.move_to((self.middle + factor.width / 2, -1.15, 0))
        left.move_to((self.right - left.width / 2, -1.15, 0))
        self.head = VGroup(self.epoch, stand(factor, -1.15), stand(left, -1.15))
        self.ours = self._row(facts.learning_rate, facts.ours.factor, -1.85, LEARNS.colour)
        self.half = self._row(facts.half.rate, facts.half.factor, -2.5, HALF.colour)
        self.add(self.head, self.ours, self.half)
        self.set_dial(0.0)

    def _row(self, rate: float, factor: float, y: float, colour: str) -> VGroup:
        name = label(f"$eta = {rate:g}$", theme.BODY, colour)
        name.move_to((self.left + name.width / 2, y + 0.09, 0))
        return VGroup(
            name,
            Number(factor, ".4f", theme.BODY, colour).place((self.middle, y, 0)),
            Number(1.0, ".4f", theme.BODY, colour, anchor="right").place((self.right, y, 0)),
        )

    def show(self, dial: float) -> None:
        """Say how far each run is after the epoch ``dial``."""
        whole = int(np.clip(dial + 1e-6, 0, len(self.facts.ours.left) - 1))
        self.epoch.set_dial(float(whole))
        for row, run in ((self.ours, self.facts.ours), (self.half, self.facts.half)):
            left = float(run.left[whole])
            # Two digits that count, however little is left: the chart shows less than four decimals do.
            row[2].form = f".{max(1 - floor(log10(left)), 1)}f"
            row[2].set_dial(left)
