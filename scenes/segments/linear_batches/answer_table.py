"""What the opening question comes to: three ways to count, and a number for each way to deal out the samples."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, Line, SurroundingRectangle, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.text.label import Label

from .batch_ways import BatchWays


class AnswerTable:
    """A column a way, a row a criterion.

    Attributes
    ----------
    heads
        The ways, with a rule below.
    rows
        Each criterion with its numbers; what is best, or equal, or depends, is framed. With the
        first comes that the mini-batch has a number for each grouping.
    """

    columns, row_heights = (-0.6, 2.35, 5.3), (0.85, -0.45, -1.75)

    def __init__(self, ways: BatchWays) -> None:
        self.ways, facts = ways, ways.facts
        full, _, single = facts.racers
        entries = VGroup()
        for racer, x in zip(facts.racers, self.columns, strict=True):
            entries.add(
                legend_entry(ways.looks[racer.look], ways.name(racer), length=0.55).move_to((x, 2.1, 0))
            )
        rule = Line(
            (theme.STAGE_LEFT, 1.6, 0), (theme.STAGE_RIGHT, 1.6, 0), color=theme.FAINT, stroke_width=2
        )
        every = ways.screen.word("every_grouping", theme.SMALL, ways.looks[facts.mini.look].colour)
        every.move_to((self.columns[1], -2.6, 0))
        self.heads = VGroup(entries, rule)
        others = facts.groupings
        gradients, updates = (
            self._span([grouping.arrived_gradients for grouping in others], "d"),
            self._span([grouping.arrived_updates for grouping in others], "d"),
        )
        limits = self._span([grouping.limit for grouping in others], ".3f")
        self.rows = [
            self._row(
                "to_gradients",
                0,
                [f"{full.arrived_gradients}", gradients, f"{single.arrived_gradients}"],
                [2],
            ),
            self._row(
                "to_updates", 1, [f"{full.arrived_updates}", updates, f"{single.arrived_updates}"], [0, 2]
            ),
            self._row("to_limits", 2, [f"{full.limit:.3f}", limits, f"{single.limit:.3f}"], [1]),
        ]
        self.rows[0].add(every)

    @staticmethod
    def _span(values: Sequence[float], form: str) -> str:
        """Name the least and the largest value: the mini-batch has one for each grouping."""
        return f"{min(values):{form}} – {max(values):{form}}"

    def _row(self, key: str, rank: int, numbers: list[str], framed: list[int]) -> VGroup:
        y = self.row_heights[rank]
        name: Label = self.ways.screen.word(key, theme.BODY)
        row = VGroup(name.move_to((0, y, 0)).align_to((theme.STAGE_LEFT, 0, 0), LEFT))
        for column, (racer, number, x) in enumerate(
            zip(self.ways.racers, numbers, self.columns, strict=True)
        ):
            colour = self.ways.looks[racer.look].colour
            text = self.ways.screen.set(number, theme.TITLE, colour).move_to((x, y, 0))
            row.add(text)
            if column in framed:
                row.add(
                    SurroundingRectangle(text, buff=0.16, corner_radius=0.1, color=colour, stroke_width=3)
                )
        return row
