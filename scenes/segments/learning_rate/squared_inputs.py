"""Where the curvature comes from: the squared inputs; and what follows from it, line by line."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Square, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.text.label import ScreenText

from .facts import Facts


class SquaredInputs:
    """A square over each input, and below them curvature, gradient, step and factor: the right half of the stage.

    Attributes
    ----------
    squares
        For each sample a square with the input as its side, its area in it, the sample below it.
    name
        What they show.
    rows
        The curvature, the gradient, the step, and what it multiplies the distance by.
    """

    left, right, ground, unit, gap = 1.1, 6.6, 0.55, 0.58, 0.55
    row_heights = (-0.42, -1.05, -1.65, -2.2)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        sides = [self.unit * square**0.5 for square in facts.squares]
        pen = (self.left + self.right - sum(sides) - self.gap * (len(sides) - 1)) / 2
        self.squares = VGroup()
        for rank, (side, area) in enumerate(zip(sides, facts.squares, strict=True)):
            square = Square(side, stroke_color=theme.GRADIENT, stroke_width=3)
            square.set_fill(theme.GRADIENT, opacity=0.22)
            square.move_to((pen + side / 2, self.ground + side / 2, 0))
            number = screen.set(f"${area:g}$", theme.HEADING, theme.GRADIENT).move_to(square)
            disc = sample_disc(rank + 1, 0.36).next_to(square, DOWN, buff=0.12)
            self.squares.add(VGroup(square, number, disc))
            pen += side + self.gap
        self.name = screen.word("squared", theme.BODY, theme.GRADIENT)
        self.name.move_to((self.left, 2.5, 0)).align_to((self.left, 0, 0), LEFT).shift(0.05 * UP)
        self.rows = VGroup(
            *(
                screen.word(key, size, colour).move_to((0, y, 0)).align_to((self.left, 0, 0), LEFT)
                for key, size, colour, y in zip(
                    ("curvature", "gradient_law", "step_law", "factor_row"),
                    (theme.HEADING, theme.BODY, theme.BODY, theme.HEADING),
                    (theme.INK, theme.INK, theme.INK, theme.GOAL),
                    self.row_heights,
                    strict=True,
                )
            )
        )
        self.rows[3].align_to((self.right, 0, 0), LEFT).align_to((self.left + 2.0, 0, 0), LEFT)
