"""The score: four methods, what each came to in every question, and who copes."""

from __future__ import annotations

from manim import LEFT, RoundedRectangle, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .cards import QUESTIONS, Card
from .facts import COMPARED, Facts

HEADS = {"scales": "along", "turn": "across", "rates": "moved"}
"""What is compared, and what stands above it."""
HEAD, FIRST, ROW = 1.62, 0.9, 0.88
CELL, FOOT = 0.66, -2.72


class ScoreTable:
    """Rows are methods, columns are questions.

    Attributes
    ----------
    heads, names, cells
        What is compared; the methods; by question and method,
        what it came to.
    copes, key
        The frames around what copes, by question; what they mean.
    rows, advice
        By method, a frame around its row; by mark, what is advised.
    """

    def __init__(self, facts: Facts, screen: ScreenText, cards: dict[str, Card]) -> None:
        self.facts, self.screen = facts, screen
        self.heads, self.copes = VGroup(), VGroup()
        self.cells: dict[str, VGroup] = {}
        self.left = cards[QUESTIONS[0]].frame.get_left()[0]
        self.right = cards[QUESTIONS[-1]].frame.get_right()[0]
        self.names = VGroup(*(self._name(name, row) for row, name in enumerate(COMPARED)))
        for question, values in facts.scores.items():
            # The names need the left half of the first column.
            centre = cards[question].frame.get_x() + (1.2 if question == QUESTIONS[0] else 0.0)
            head = screen.word(HEADS[question], theme.SMALL, theme.MUTED)
            self.heads.add(head.move_to((centre, HEAD, 0)))
            self.cells[question] = VGroup(
                *(
                    screen.set(self._shown(question, values[name]), theme.HEADING).move_to(
                        (centre, self._y(row), 0)
                    )
                    for row, name in enumerate(COMPARED)
                )
            )
            self.copes.add(
                VGroup(
                    *(
                        _sign().move_to((centre, self._y(row), 0))
                        for row, name in enumerate(COMPARED)
                        if facts.copes(question, name)
                    )
                )
            )
        sign = _sign().stretch_to_fit_width(0.5).stretch_to_fit_height(0.3)
        self.key = VGroup(sign, screen.word("copes", theme.SMALL)).arrange(buff=0.15)
        self.key.move_to((self.left, FOOT, 0), aligned_edge=LEFT)
        self.rows = {name: self._row(row, name) for row, name in enumerate(COMPARED)}
        right = self.right
        self.advice = {}
        for mark, name in (("tuned", "momentum"), ("start", "adam")):
            said = screen.word(f"advise_{mark}", theme.SMALL, theme.look(name).colour)
            said.move_to((right - said.width / 2, FOOT, 0))
            self.advice[mark] = VGroup(said)
            right -= said.width + 0.45

    def _y(self, row: int) -> float:
        return FIRST - row * ROW

    def _name(self, name: str, row: int) -> VGroup:
        look = theme.look(name)
        text = self.screen.set(
            OptimizerChoice(name=name).display_name[self.screen.language], theme.BODY, look.colour
        )
        named = VGroup(marker(look.marker, 0.24, look.colour), text).arrange(buff=0.16)
        return named.move_to((self.left + 0.15, self._y(row), 0), aligned_edge=LEFT)

    def _shown(self, question: str, value: float) -> str:
        if question == "rates":
            return self.screen["kept_rates" if value == 1 else "moved_rates"]
        return f"{value:g}"

    def _row(self, row: int, name: str) -> RoundedRectangle:
        frame = RoundedRectangle(corner_radius=0.14, width=self.right - self.left, height=ROW - 0.06)
        frame.set_stroke(theme.look(name).colour, 4).set_fill(opacity=0)
        return frame.move_to(((self.left + self.right) / 2, self._y(row), 0))


def _sign() -> RoundedRectangle:
    """Draw what marks that a method copes."""
    frame = RoundedRectangle(corner_radius=0.1, width=1.9, height=CELL)
    return frame.set_stroke(theme.GREEN, 2).set_fill(theme.GREEN, 0.38)
