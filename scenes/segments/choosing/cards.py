"""The questions in a row at the top; what each run answers is written below its question."""

from __future__ import annotations

from manim import RoundedRectangle, VGroup

from scenes import theme
from scenes.components.text.label import ScreenText, stand

QUESTIONS = ("scales", "turn", "rates")
WIDTH, HEIGHT, GAP = 4.38, 0.98, 0.13
TOP = theme.STAGE_TOP


class Card(VGroup):
    """A question in its frame.

    Attributes
    ----------
    frame, question, answer
        The frame, the question, and what is advised: shown one after the other.
    """

    def __init__(self, screen: ScreenText, name: str, centre: float) -> None:
        super().__init__()
        self.frame = RoundedRectangle(corner_radius=0.12, width=WIDTH, height=HEIGHT)
        self.frame.set_stroke(theme.FAINT, 2).set_fill(theme.BACKGROUND, 1).move_to(
            (centre, TOP - HEIGHT / 2, 0)
        )
        self.question = screen.word(f"ask_{name}", theme.SMALL)
        stand(self.question.move_to((centre, 0, 0)), TOP - 0.4)
        self.answer = screen.word(f"say_{name}", theme.SMALL, theme.GREEN)
        stand(self.answer.move_to((centre, 0, 0)), TOP - 0.8)
        self.add(self.frame, self.question)


def cards(screen: ScreenText) -> dict[str, Card]:
    """Return the cards by name."""
    left = -(len(QUESTIONS) * WIDTH + (len(QUESTIONS) - 1) * GAP) / 2 + WIDTH / 2
    return {name: Card(screen, name, left + rank * (WIDTH + GAP)) for rank, name in enumerate(QUESTIONS)}
