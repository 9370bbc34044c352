"""What the opening question comes to: for each way to count, a bar for each way to deal out the samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from manim import UP, FadeIn, Line, Square, SurroundingRectangle, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.charts.bars import Bar
from scenes.segment import Segment

from .batch_ways import BatchWays
from .racer import Racer


@dataclass(frozen=True)
class _Criterion:
    """What is counted, how it is written, and which ways the words name."""

    heads: tuple[str, str]
    quantity: Callable[[Racer], float]
    form: str
    named: tuple[int, ...]


class AnswerBars:
    """A row a way, a column a criterion, a bar from zero in each place.

    Attributes
    ----------
    legend
        The ways, one below the other.
    heads
        What each column counts, the line that its bars start from, and what light bars mean.
    columns
        The bars of each criterion with their numbers; what the words name is framed: the best, or first to explode.
    """

    lefts, longest = (-3.3, -0.75, 1.8, 4.35), 1.95
    row_heights, thickness = (0.95, -0.35, -1.65), 0.36

    def __init__(self, ways: BatchWays) -> None:
        self.ways, facts = ways, ways.facts
        self.legend = VGroup()
        for racer, y in zip(facts.racers, self.row_heights, strict=True):
            entry = legend_entry(ways.looks[racer.look], ways.name(racer), length=0.5)
            self.legend.add(entry.move_to((theme.STAGE_LEFT + entry.width / 2, y, 0)))
        criteria = [
            _Criterion(("to_gradients", "race_rate"), lambda racer: racer.arrived_gradients, "d", (2,)),
            # Here it is the pair that decides: with one the mini-batch is ahead of both, with another behind.
            _Criterion(("to_updates", "race_rate"), lambda racer: racer.arrived_updates, "d", ()),
            _Criterion(("to_gradients", "large_is"), lambda racer: racer.large_gradients, "d", (0,)),
            _Criterion(("to_limits", "limit_is"), lambda racer: racer.limit, ".3f", (2,)),
        ]
        self.heads, self.columns = VGroup(), []
        for left, criterion in zip(self.lefts, criteria, strict=True):
            for key, y, colour in zip(criterion.heads, (2.6, 2.1), (theme.MUTED, theme.INK), strict=True):
                word = ways.screen.word(key, theme.BODY, colour)
                self.heads.add(word.move_to((left + word.width / 2, y, 0)))
            self.heads.add(
                Line((left, 1.65, 0), (left, -2.15, 0), color=theme.MUTED, stroke_width=2),
            )
            self.columns.append(self._column(left, criterion))
        mini = ways.looks[facts.mini.look].colour
        goal = ways.screen.word("table_of", theme.SMALL, theme.MUTED)
        every = ways.screen.word("every_grouping", theme.SMALL, mini)
        swatch = Square(0.26, stroke_width=0).set_fill(mini, opacity=0.4)
        goal.move_to((self.lefts[0] + goal.width / 2, -2.62, 0))
        every.move_to((theme.STAGE_RIGHT - every.width / 2, -2.62, 0))
        swatch.next_to(every, direction=(-1, 0, 0), buff=0.15)
        self.heads.add(goal, swatch, every)

    def _column(self, left: float, criterion: _Criterion) -> tuple[list[tuple[Bar, float]], VGroup]:
        """Return the bars, each with the value it grows to, and their numbers."""
        facts = self.ways.facts
        values = [
            [criterion.quantity(one) for one in ways]
            for ways in ((facts.full,), facts.groupings, (facts.single,))
        ]
        unit = self.longest / max(map(max, values))
        bars, numbers = [], VGroup()
        for rank, (racer, spread, y) in enumerate(zip(facts.racers, values, self.row_heights, strict=True)):
            colour, ends = self.ways.looks[racer.look].colour, sorted({min(spread), max(spread)})
            for end, opacity in zip(reversed(ends), (0.4, 0.9)[-len(ends) :], strict=True):
                foot = (left, y - 0.22, 0)
                bars.append((Bar(foot, unit, colour, thickness=self.thickness, opacity=opacity), end))
            written = " – ".join(f"{end:{criterion.form}}" for end in ends)
            number = self.ways.screen.set(written, theme.HEADING, colour)
            numbers.add(number.move_to((left + 0.2 + number.width / 2, y + 0.28, 0)))
            if rank in criterion.named:
                numbers.add(
                    SurroundingRectangle(number, buff=0.1, corner_radius=0.08, color=colour, stroke_width=3)
                )
        return bars, numbers

    def grow(self, scene: Segment, rank: int, until: float) -> None:
        """Let the bars of a criterion grow, with their numbers."""
        bars, numbers = self.columns[rank]
        scene.play_until(until, *(bar.to(value) for bar, value in bars), FadeIn(numbers, shift=0.1 * UP))
