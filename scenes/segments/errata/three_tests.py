"""The three tests along the foot of the stage: each comes when it is found, with what it catches."""

from __future__ import annotations

from manim import LEFT, RIGHT, Circle, Line, VGroup, VMobject

from scenes import theme
from scenes.components.marker import marker
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
JOINED = ("passed_beta", "caught_correction")
"""What goes on in the row of the text before it."""
NAME_LEVEL, CAUGHT_LEVEL, PASSED_LEVEL = -2.24, -2.56, -2.86


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
            self.tally.append(self._tally(screen, rank, left + 0.75))

    def _tally(self, screen: ScreenText, rank: int, left: float) -> VGroup:
        """Write what a test has caught in one row, after a cross, and what it lets pass in the next, after a tick."""
        found = VGroup()
        for key in TALLY[rank]:
            level, colour = (PASSED_LEVEL, theme.MUTED) if key in PASSED else (CAUGHT_LEVEL, theme.WARNING)
            text = screen.word(key, theme.SMALL, colour)
            if key in JOINED:
                text.next_to(found[-1], RIGHT, buff=0.04)
                found.add(VGroup(stand(text, level - 0.09)))
                continue
            text.move_to((left + 0.3, level, 0), aligned_edge=LEFT)
            sign = _tick(colour) if key in PASSED else marker("cross", 0.17, colour)
            found.add(VGroup(sign.move_to((left + 0.1, level, 0)), stand(text, level - 0.09)))
        return found

    def _number(self, rank: int, left: float, rim: str, colour: str) -> VGroup:
        ring = Circle(radius=0.28, stroke_color=rim, stroke_width=3).move_to((left + 0.3, -2.5, 0))
        return VGroup(ring, label(str(rank + 1), theme.BODY, colour, weight="bold").move_to(ring))


def _tick(colour: str) -> VMobject:
    """Draw what marks that a test lets something pass."""
    tick = VMobject(stroke_color=colour, stroke_width=3)
    return tick.set_points_as_corners([(-0.09, 0.0, 0.0), (-0.03, -0.07, 0.0), (0.09, 0.08, 0.0)])
