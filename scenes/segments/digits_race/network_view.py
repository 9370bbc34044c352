"""The network: an image, what each layer makes of it, and how likely it finds each digit; real values all."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, DashedLine, Line, VGroup, VMobject, smooth

from scenes import theme
from scenes.components.axes.plane import set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Turn
from scenes.components.text.label import ScreenText, label

from .facts import Facts
from .pixels import GREYS, PixelImages, shaded, squared

IMAGE_AT, IMAGE = -5.25, 2.9
LAYERS_FROM, LAYER, PITCH = -3.1, 1.5, 1.84
BARS_FROM, BARS_HIGH, BAR_PITCH = 4.45, 2.4, 0.235
MIDDLE = 1.05


class NetworkView:
    """The way through the network, left to right.

    Attributes
    ----------
    ghost
        What stands from the beginning: the image, dark layers, names, and where the bars will be.
    layers, bars
        What each layer makes of the image, and how likely each digit is found.
    count
        How many parameters that takes.
    rule, guess
        What the loss is, and what it is if all digits are equally likely.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.unit = BARS_HIGH / float(facts.units[-1].max())
        picture = PixelImages(facts.image[None], np.array([[IMAGE_AT, MIDDLE, 0.0]]), IMAGE)
        self.layers, dark, arrows = VGroup(), VGroup(), VGroup()
        left = IMAGE_AT + IMAGE / 2
        for rank, units in enumerate(facts.units[:-1]):
            x = LAYERS_FROM + rank * PITCH
            arrows.add(_arrow(left, x))
            dark.add(_units(np.zeros_like(units), x))
            self.layers.add(_units(units, x))
            left = x + LAYER
        arrows.add(_arrow(left, BARS_FROM - 0.28))
        middle = LAYERS_FROM + (len(self.layers) - 1) * PITCH / 2 + LAYER / 2
        self.bars = VGroup(*(self._bar(rank, value) for rank, value in enumerate(facts.units[-1])))
        digits = VGroup(
            *(
                label(str(rank), theme.SMALL, theme.GREEN if rank == facts.label else theme.MUTED).move_to(
                    (self._x(rank), self.floor - 0.25, 0)
                )
                for rank in range(facts.classes)
            )
        )
        name = screen.word("output", theme.SMALL, theme.MUTED)
        name.move_to((self._x((facts.classes - 1) / 2), self.floor - 0.68, 0))
        name.shift(min(0.0, theme.STAGE_RIGHT - name.get_right()[0]) * RIGHT)
        base = Line(
            (self._x(-0.6), self.floor, 0),
            (self._x(facts.classes - 0.4), self.floor, 0),
            color=theme.FAINT,
            stroke_width=1.5,
        )
        inputs = self._below("input", IMAGE_AT, IMAGE)
        between = self._below("layers", middle, LAYER)
        self.ghost = VGroup(picture, arrows, dark, inputs, between, base, digits, name)
        height = self.floor + self.unit / facts.classes
        self.level = DashedLine(
            (self._x(-0.6), height, 0), (self._x(facts.classes - 0.4), height, 0), color=theme.YELLOW
        )
        self.count = screen.word("count", theme.SMALL, theme.MUTED).move_to((0, -1.3, 0))
        self.rule = screen.word("loss_rule", theme.HEADING).move_to((0, -2.0, 0))
        self.guess = screen.word("guess", theme.HEADING, theme.YELLOW).move_to((0, -2.62, 0))

    floor = MIDDLE - BARS_HIGH / 2

    def _x(self, rank: float) -> float:
        return BARS_FROM + rank * BAR_PITCH

    def _bar(self, rank: int, value: float) -> Bar:
        colour = theme.GREEN if rank == self.facts.label else theme.MUTED
        base = (self._x(rank), self.floor, 0.0)
        return Bar(base, self.unit, colour, thickness=0.17, vertical=True, value=float(value))

    def _below(self, key: str, x: float, height: float) -> VMobject:
        text = self.screen.word(key, theme.SMALL, theme.MUTED)
        return text.move_to((x, MIDDLE - height / 2 - 0.32, 0))

    def level_bars(self) -> list[Turn]:
        """Let all digits be equally likely."""
        return [bar.to(1 / self.facts.classes, rate_func=smooth) for bar in self.bars]


def _units(values: np.ndarray, left: float) -> VGroup:
    """Draw the units of a layer as a block of squares, the brighter the more active."""
    side = int(np.ceil(np.sqrt(len(values))))
    pitch = LAYER / side
    shades = np.ceil(values / max(float(values.max()), 1e-9) * GREYS).astype(int)
    top = MIDDLE + LAYER / 2
    block = VGroup()
    for shade in range(GREYS + 1):
        places = np.flatnonzero(shades == shade)
        part = VMobject(stroke_width=0, fill_color=shaded(shade / GREYS), fill_opacity=1)
        set_pieces(
            part,
            [
                squared(left + (one % side) * pitch, top - (one // side) * pitch, 0.86 * pitch)
                for one in places
            ],
        )
        block.add(part)
    return block


def _arrow(left: float, right: float) -> VGroup:
    start, end = left + 0.06, right - 0.06
    line = Line((start, MIDDLE, 0), (end, MIDDLE, 0), color=theme.MUTED, stroke_width=3)
    reach = min(0.12, (end - start) / 2)
    head = VMobject(stroke_color=theme.MUTED, stroke_width=3).set_points_as_corners(
        [
            end * RIGHT + (MIDDLE + reach) * UP - reach * RIGHT,
            end * RIGHT + MIDDLE * UP,
            end * RIGHT + (MIDDLE - reach) * UP - reach * RIGHT,
        ]
    )
    return VGroup(line, head)
