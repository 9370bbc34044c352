"""What the opening question comes to: three ways to count, and a number for each way to deal out the samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manim import LEFT, Line, SurroundingRectangle, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.text.label import Label

from .batch_ways import BatchWays
from .racer import Racer


class AnswerTable:
    """A column a way, a row a criterion.

    Attributes
    ----------
    heads
        The ways, with a rule below, and the criteria.
    rows
        The numbers of each criterion; what is best, or equal, is framed. With the
        first comes that the mini-batch has a number for each grouping.
    """

    columns, row_heights = (0.0, 2.75, 5.5), (1.05, 0.05, -0.95, -1.95)

    def __init__(self, ways: BatchWays) -> None:
        self.ways, facts = ways, ways.facts
        entries = VGroup()
        for racer, x in zip(facts.racers, self.columns, strict=True):
            entries.add(
                legend_entry(ways.looks[racer.look], ways.name(racer), length=0.55).move_to((x, 2.1, 0))
            )
        rule = Line(
            (theme.STAGE_LEFT, 1.6, 0), (theme.STAGE_RIGHT, 1.6, 0), color=theme.FAINT, stroke_width=2
        )
        every = ways.screen.word("every_grouping", theme.SMALL, ways.looks[facts.mini.look].colour)
        every.move_to((self.columns[1], -2.72, 0))
        what = ways.screen.word("table_of", theme.SMALL, theme.MUTED)
        what.move_to((theme.STAGE_LEFT + what.width / 2, -2.72, 0))
        self.heads = VGroup(entries, rule, what)
        for key, y in zip(
            ("to_gradients", "to_large", "to_updates", "to_limits"), self.row_heights, strict=True
        ):
            name: Label = ways.screen.word(key, theme.BODY)
            self.heads.add(name.move_to((0, y, 0)).align_to((theme.STAGE_LEFT, 0, 0), LEFT))
        ties = [2] if facts.differs_by_updates else [0, 2]
        self.rows = [
            self._row(0, lambda racer: racer.arrived_gradients, "d", [2]),
            self._row(1, lambda racer: racer.large_gradients, "d", [0]),
            self._row(2, lambda racer: racer.arrived_updates, "d", ties),
            self._row(3, lambda racer: racer.limit, ".3f", []),
        ]
        self.rows[0].add(every)

    @staticmethod
    def _span(values: Sequence[float], form: str) -> str:
        """Name the least and the largest value: the mini-batch has one for each grouping."""
        return f"{min(values):{form}} – {max(values):{form}}"

    def _row(self, rank: int, quantity: Callable[[Racer], float], form: str, framed: list[int]) -> VGroup:
        """Write what a criterion comes to for each way; the mini-batch has a value for each grouping."""
        y, facts = self.row_heights[rank], self.ways.facts
        row = VGroup()
        numbers = [
            f"{quantity(facts.full):{form}}",
            self._span([quantity(one) for one in facts.groupings], form),
            f"{quantity(facts.single):{form}}",
        ]
        for column, (racer, number, x) in enumerate(
            zip(self.ways.racers, numbers, self.columns, strict=True)
        ):
            colour = self.ways.looks[racer.look].colour
            text = self.ways.screen.set(number, theme.TITLE, colour).move_to((x, y, 0))
            row.add(text)
            if column in framed:
                row.add(
                    SurroundingRectangle(text, buff=0.14, corner_radius=0.1, color=colour, stroke_width=3)
                )
        return row
