"""The rule of velocity with what its parts mean, and the rule of place."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText


class VelocityLaw:
    """Two formulas in a column.

    Attributes
    ----------
    law
        How velocity changes.
    place
        How the place changes, with both constants.
    notes
        What friction leaves and what the slope adds, pointed out in the first.
    """

    def __init__(self, screen: ScreenText, middle: float) -> None:
        self.law = EquationPanel(
            "{{ v : new }} <- {{ alpha v : kept }} {{ - thin eta thin nabla L : push }}",
            {"new": theme.VELOCITY, "kept": theme.INK, "push": theme.GRADIENT},
            plate=False,
        )
        place = EquationPanel("theta <- theta + {{ v : new }}", {"new": theme.VELOCITY}, plate=False)
        constants = screen.word("constants", theme.SMALL, theme.MUTED)
        self.law.move_to((middle, 2.35, 0))
        self.place = VGroup(place.move_to((middle, 0.65, 0)), constants.move_to((middle, 0.1, 0)))
        self.notes = tuple(
            self.law.point_out(part, screen[key], DOWN, colour, language=screen.language)
            for part, key, colour in (("kept", "remains", theme.INK), ("push", "push", theme.GRADIENT))
        )
        friction, force = self.notes
        force[1].match_y(friction[1]).align_to(force[0], LEFT)
        friction[1].align_to(friction[0], RIGHT)
