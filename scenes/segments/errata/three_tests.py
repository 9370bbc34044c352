"""The three tests along the foot of the stage: each comes when it is found, with what it catches."""

from __future__ import annotations

from manim import LEFT, RIGHT, Circle, Line, VGroup

from scenes import theme
from scenes.components.text.label import ScreenText, label, stand

WIDTH = (theme.STAGE_RIGHT - theme.STAGE_LEFT) / 3
MIDDLES = tuple(theme.STAGE_LEFT + (rank + 0.5) * WIDTH for rank in range(3))
PASSED = ("passed_code", "passed_beta", "passed_only_beta")
TALLY = (
    ("caught_minus", *PASSED[:2]),
    ("caught_ratio", *PASSED[:2]),
    ("caught_code", "caught_correction", "passed_only_beta"),
)
"""What each test has caught and let pass in the end, by the keys of the words file."""
NAME_LEVEL, CAUGHT_LEVEL = -2.34, -2.76


class ThreeTests:
    """Three numbered places.

    Attributes
    ----------
    rule
        The line above them.
    places
        The number of each, while nothing is entered.
    names
        What each test asks for, with its number lit.
    tally
        For each, what it has caught and let pass, one text after the other.
    """

    def __init__(self, screen: ScreenText) -> None:
        line = Line(
            (theme.STAGE_LEFT, -2.0, 0), (theme.STAGE_RIGHT, -2.0, 0), color=theme.FAINT, stroke_width=1.5
        )
        self.rule, self.places, self.names, self.tally = VGroup(line), [], [], []
        for rank, middle in enumerate(MIDDLES):
            left = middle - WIDTH / 2
            self.places.append(self._number(rank, left, theme.FAINT, theme.MUTED))
            name = screen.word(f"test_{rank + 1}", theme.SMALL + 2)
            name.move_to((left + 0.75, NAME_LEVEL, 0), aligned_edge=LEFT)
            self.names.append(VGroup(self._number(rank, left, theme.GOAL, theme.GOAL), name))
            found = VGroup(
                *(
                    screen.word(key, theme.SMALL, theme.MUTED if key in PASSED else theme.WARNING)
                    for key in TALLY[rank]
                )
            )
            found.arrange(RIGHT, buff=0.22).move_to((left + 0.75, CAUGHT_LEVEL, 0), aligned_edge=LEFT)
            if "passed_beta" in TALLY[rank]:
                found[-1].next_to(found[-2], RIGHT, buff=0.04)
            for text in found:
                stand(text, CAUGHT_LEVEL - 0.09)
            self.tally.append(found)

    def _number(self, rank: int, left: float, rim: str, colour: str) -> VGroup:
        ring = Circle(radius=0.28, stroke_color=rim, stroke_width=3).move_to((left + 0.3, -2.5, 0))
        return VGroup(ring, label(str(rank + 1), theme.BODY, colour, weight="bold").move_to(ring))
