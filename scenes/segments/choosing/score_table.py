"""The score: four methods, and what each came to in every comparison; who is first and who is second."""

from __future__ import annotations

from manim import LEFT, RoundedRectangle, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .cards import QUESTIONS, Card
from .facts import COMPARED, Facts

HEADS = {"along": "along", "turned": "across", "rare": "left", "range": "range", "moved": "moved"}
"""What is compared, and what stands above it."""
HEAD, FIRST, ROW = 1.52, 0.72, 0.88
CELL = 0.66


class ScoreTable:
    """Rows are methods, columns are comparisons.

    Attributes
    ----------
    heads, names, cells
        What is compared; the methods; by comparison and method, what it came to.
    firsts, seconds
        The frames around the first and the second of each comparison.
    keys
        What the frames mean.
    rows, advice
        By method, a frame around its row; what is advised.
    """

    def __init__(self, facts: Facts, screen: ScreenText, cards: dict[str, Card]) -> None:
        self.facts, self.screen = facts, screen
        self.heads, self.firsts, self.seconds = VGroup(), VGroup(), VGroup()
        self.cells: dict[str, VGroup] = {}
        left = cards[QUESTIONS[0]].frame.get_left()[0]
        self.left, self.right = left, cards[QUESTIONS[-1]].frame.get_right()[0]
        self.names = VGroup(*(self._name(name, row) for row, name in enumerate(COMPARED)))
        for column, (comparison, values) in enumerate(facts.scores.items()):
            centre = self._centre(column)
            head = screen.word(HEADS[comparison], theme.SMALL, theme.MUTED)
            self.heads.add(head.move_to((centre, HEAD, 0)))
            self.cells[comparison] = VGroup(
                *(
                    screen.set(self._shown(comparison, values[name]), theme.HEADING).move_to(
                        (centre, self._y(row), 0)
                    )
                    for row, name in enumerate(COMPARED)
                )
            )
            for name in COMPARED:
                place = facts.place(comparison, name)
                if place < 2:
                    (self.seconds if place else self.firsts).add(self._frame(centre, name, first=not place))
        self.keys = VGroup(self._key("mark_first", first=True), self._key("mark_second", first=False))
        self.keys.arrange(buff=0.7).move_to((self.left, -2.75, 0), aligned_edge=LEFT)
        self.rows = {name: self._row(row, name) for row, name in enumerate(COMPARED)}
        start = screen.word("start_here", theme.BODY, theme.look("adam").colour)
        start.move_to((self.left + 3.6, -2.75, 0), aligned_edge=LEFT)
        known = screen.word("known_answer", theme.BODY, theme.GREEN)
        known.move_to((self.right - known.width / 2, -2.75, 0))
        self.advice = {"start": start, "known": known}

    def _centre(self, column: int) -> float:
        first = self.left + 3.1
        each = (self.right - first) / len(HEADS)
        return float(first + (column + 0.5) * each)

    def _y(self, row: int) -> float:
        return FIRST - row * ROW

    def _name(self, name: str, row: int) -> VGroup:
        look = theme.look(name)
        text = self.screen.set(
            OptimizerChoice(name=name).display_name[self.screen.language], theme.BODY, look.colour
        )
        entry = VGroup(marker(look.marker, 0.24, look.colour), text).arrange(buff=0.16)
        return entry.move_to((self.left + 0.18, self._y(row), 0), aligned_edge=LEFT)

    def _shown(self, comparison: str, value: float) -> str:
        if comparison == "rare":
            return f"{100 * value:.2g}%"
        if comparison == "moved":
            return self.screen["kept_rates" if value == 1 else "moved_rates"]
        return f"× {value:g}" if comparison == "range" else f"{value:g}"

    def _frame(self, centre: float, name: str, *, first: bool) -> RoundedRectangle:
        return _sign(first).move_to((centre, self._y(COMPARED.index(name)), 0))

    def _key(self, word: str, *, first: bool) -> VGroup:
        sign = _sign(first).stretch_to_fit_width(0.5).stretch_to_fit_height(0.3)
        return VGroup(sign, self.screen.word(word, theme.SMALL)).arrange(buff=0.15)

    def _row(self, row: int, name: str) -> RoundedRectangle:
        frame = RoundedRectangle(corner_radius=0.14, width=self.right - self.left, height=ROW - 0.06)
        frame.set_stroke(theme.look(name).colour, 4).set_fill(opacity=0)
        return frame.move_to(((self.left + self.right) / 2, self._y(row), 0))


def _sign(first: bool) -> RoundedRectangle:
    """Draw what marks a place: a filled frame for the first, an empty one for the second."""
    frame = RoundedRectangle(corner_radius=0.1, width=1.7, height=CELL)
    if first:
        return frame.set_stroke(theme.GREEN, 2).set_fill(theme.GREEN, 0.38)
    return frame.set_stroke(theme.GREEN, 3).set_fill(opacity=0)
