"""Two small tanks beside a curve: how full m and the root of v are at a step."""

from __future__ import annotations

import numpy as np
from manim import DOWN

from scenes import theme
from scenes.components.charts.tank import Tank
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText

from .facts import StepFactor
from .mean_tank import M, V


class Filling(Dialled):
    """How much of their true values m and √v have; ``dial`` is the step."""

    floor, height, width, columns = -1.95, 1.5, 0.55, (4.75, 6.35)

    def __init__(self, factor: StepFactor, screen: ScreenText) -> None:
        super().__init__()
        self.factor = factor
        for x, key, colour in zip(self.columns, ("m_full", "root_full"), (M, V), strict=True):
            tank = Tank((x, self.floor, 0), self.width, self.height, colour)
            # It has no room for a rim beside the numbers; the glass itself says where it is full.
            tank.remove(tank.rim)
            name = screen.word(key, theme.BODY, colour).next_to(tank.glass, DOWN, buff=0.15)
            self.add(tank, name)
        self.tanks = (self[0], self[2])
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Fill both as far as they are after ``dial`` steps."""
        t = float(np.floor(dial + 1e-6))
        self.tanks[0].set_dial(1.0 - self.factor.beta1**t)
        self.tanks[1].set_dial(float(np.sqrt(1.0 - self.factor.beta2**t)))
