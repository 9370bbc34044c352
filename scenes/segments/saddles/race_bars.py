"""Steps to leave the saddle as bars, a row for each method, which grow as the methods run."""

from __future__ import annotations

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number
from scenes.narration.language import language
from scenes.narration.numerals import number_form

from .facts import METHODS, UNSCALED, Facts, choice


class RaceBars(Dialled):
    """The column beside the surface; ``dial`` counts steps.

    Attributes
    ----------
    heads
        What all have in common, and what the bars count.
    notes
        Behind each bar, with a head: how far each moves across in its first step, or how many times as many steps
        it takes.
    turned
        In their place: the steps that each takes if the saddle is turned across the axes.
    """

    left, bar_left, bar_width = 1.3, 1.66, 3.1
    top, row_height = 1.5, 0.8

    def __init__(self, facts: Facts, screen: ScreenText, *, slow: bool = False) -> None:
        super().__init__()
        counts = facts.slow_left if slow else facts.left
        self.counts = [counts[name] for name in METHODS]
        unit = self.bar_width / max(self.counts)
        self.rows, self.bars, self.numbers = VGroup(), [], []
        self.notes, self.turned = VGroup(), VGroup()
        numbers = language(screen.language).numbers
        for rank, name in enumerate(METHODS):
            look, y = theme.look(name), self.top - rank * self.row_height
            sign = marker(look.marker, 0.24, look.colour).move_to((self.left + 0.12, y + 0.2, 0))
            text = screen.set(choice(name, 0.1).display_name[screen.language], theme.SMALL, look.colour)
            stand(text.move_to((self.left + 0.36 + text.width / 2, y + 0.2, 0)), y + 0.11)
            self.rows.add(VGroup(sign, text))
            bar = Bar((self.bar_left, y - 0.16, 0), unit, look.colour, thickness=0.24)
            number = Number(0, "d", theme.BODY, look.colour)
            number.place((self.bar_left + 0.12, y - 0.26, 0))
            self.bars.append(bar)
            self.numbers.append(number)
            value = facts.first_steps[name]
            form = number_form(value, ".2f" if name not in UNSCALED else ".0e", numbers).shown
            said = f"$times {counts[name] / facts.left[name]:.2g}$" if slow else form
            turned = str(facts.turned_left[name])
            for column, told in ((self.notes, said), (self.turned, turned)):
                note = screen.set(told, theme.SMALL)
                column.add(note.move_to((theme.STAGE_RIGHT - note.width / 2, y - 0.16, 0)))
        self.add(self.rows, *self.bars, *self.numbers)
        race = screen.word("slow_race" if slow else "race", theme.BODY)
        leave = screen.word("leave", theme.SMALL, theme.MUTED)
        race.move_to((self.left + race.width / 2, 2.7, 0))
        leave.move_to((self.bar_left + leave.width / 2, 2.18, 0))
        for column, word in ((self.notes, "slow_note" if slow else "first"), (self.turned, "turned")):
            above = screen.word(word, theme.SMALL, theme.MUTED)
            column.add(above.move_to((theme.STAGE_RIGHT - above.width / 2, 2.18, 0)))
        self.heads = VGroup(race, leave)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Let each bar grow until its method has left."""
        for count, bar, number in zip(self.counts, self.bars, self.numbers, strict=True):
            reached = min(dial, count)
            bar.set_dial(reached)
            number.place(bar.end + np.array([0.14, -0.1, 0.0]))
            number.set_dial(int(reached + 1e-9))

    def ring(self, name: str) -> VMobject:
        """Return a frame round a method's row."""
        y = self.top - METHODS.index(name) * self.row_height
        frame = RoundedRectangle(
            width=theme.STAGE_RIGHT - self.left + 0.15, height=self.row_height - 0.12, corner_radius=0.1
        )
        frame.set_stroke(theme.look(name).colour, width=3)
        return frame.move_to(((self.left + theme.STAGE_RIGHT) / 2, y, 0))

    def highlight(self) -> VMobject:
        """Return a light ground for the methods that divide the gradient by its own size."""
        first = self.top - len(UNSCALED) * self.row_height + 0.36
        last = self.top - (len(METHODS) - 1) * self.row_height - 0.36
        light = RoundedRectangle(
            width=theme.STAGE_RIGHT - self.left + 0.15, height=first - last, corner_radius=0.1, stroke_width=0
        )
        light.set_fill(theme.FAINT, opacity=0.6)
        return light.move_to(((self.left + theme.STAGE_RIGHT) / 2, (first + last) / 2, 0))
