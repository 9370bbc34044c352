"""Why full batch and single samples nearly tie: the curvatures of as many updates have the same sum."""

from __future__ import annotations

from fractions import Fraction

from manim import LEFT, RIGHT, DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.axes.legend import legend_entry
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label

from .batch_ways import BatchWays
from .racer import Racer
from .update_factors import simple_fraction


class TieLaw:
    """For both ways the factors of as many updates, and their curvatures end to end, from one line to another.

    Attributes
    ----------
    dealt
        For each way its name and the samples of each update.
    law
        What an update multiplies the error by.
    factors
        For each way a factor an update.
    sums
        For each way the curvatures end to end.
    total
        Where both end.
    products
        For each way the product multiplied out.
    alike, apart
        Lines below the term that both have, and below the first one that differs.
    positive
        Below which rate all these factors are positive.
    values
        What the products come to at the race's rate.
    """

    left, length, thickness = -3.6, 9.6, 0.8
    factor_ends = (-3.6, -1.05, 1.5)
    rows, bars = (1.35, -1.95), (0.35, -0.75)

    def __init__(self, ways: BatchWays) -> None:
        self.ways, self.facts = ways, ways.facts
        self.unit = self.length / self.facts.total
        pair = (self.facts.full, self.facts.single)
        self.law: Label = ways.screen.word("factor", theme.BODY)
        self.law.move_to((0, 2.65, 0)).align_to((theme.STAGE_LEFT, 0, 0), LEFT)
        self.dealt, self.factors = [], []
        for racer, y in zip(pair, self.rows, strict=True):
            self._deal(racer, y)
        self.sums = [self._sum(racer, y) for racer, y in zip(pair, self.bars, strict=True)]
        x = self.left + self.length
        ends = [(x, self.bars[0] + 0.5, 0), (x, self.bars[1] - 0.5, 0)]
        name = ways.screen.word("sums", theme.BODY)
        name.move_to((theme.STAGE_RIGHT - name.width / 2, self.bars[1] - 0.72, 0))
        self.total = VGroup(DashedLine(*ends, color=theme.INK, stroke_width=4), name)
        self.products = [self._product(racer, y) for racer, y in zip(pair, self.rows, strict=True)]
        self.alike, self.apart = (
            [_underline(panel.part(key), y - 0.42) for panel, y in zip(self.products, self.rows, strict=True)]
            for key in ("linear", "square")
        )
        self.positive = ways.screen.word("positive", theme.BODY)
        self.positive.move_to((theme.STAGE_RIGHT - self.positive.width / 2, self.law.get_y(), 0))
        self.values = [
            self._value(racer, y)
            for racer, y in zip(pair, (self.rows[0] + 0.68, self.rows[1] - 0.78), strict=True)
        ]

    def _dealt(self, racer: Racer) -> list[tuple[tuple[int, ...], Fraction]]:
        """Return the samples and the curvature of each of as many updates as there are samples."""
        count = self.facts.samples
        bends = [simple_fraction(one) for one in racer.curvatures]
        return list(zip(racer.batches, bends, strict=True)) * (count // racer.updates)

    def _deal(self, racer: Racer, y: float) -> None:
        look = self.ways.looks[racer.look]
        entry = legend_entry(look, self.ways.name(racer), length=0.55)
        dealt, factors = VGroup(entry.move_to((0, y, 0)).align_to((theme.STAGE_LEFT, 0, 0), LEFT)), VGroup()
        for (samples, bend), x in zip(self._dealt(racer), self.factor_ends, strict=True):
            text = self.ways.screen.set(f"$(1 - {_told(bend)} thin eta)$", theme.HEADING, look.colour)
            text.move_to((x + text.width / 2, y, 0))
            discs = VGroup(*(sample_disc(one + 1, 0.36) for one in samples)).arrange(RIGHT, buff=0.06)
            factors.add(text)
            dealt.add(discs.move_to((text.get_x(), y + (0.62 if racer is self.facts.full else -0.62), 0)))
        self.dealt.append(dealt)
        self.factors.append(factors)

    def _sum(self, racer: Racer, y: float) -> VGroup:
        look, pen, group = self.ways.looks[racer.look], 0.0, VGroup()
        for _, bend in self._dealt(racer):
            width = self.unit * float(bend)
            piece = Rectangle(width=width, height=self.thickness, color=theme.BACKGROUND, stroke_width=3)
            piece.set_fill(look.colour, opacity=0.85).move_to((self.left + pen + width / 2, y, 0))
            name = self.ways.screen.set(f"${_told(bend)}$", theme.HEADING, theme.BACKGROUND)
            group.add(VGroup(piece, name.move_to(piece)))
            pen += width
        base = Line((self.left, y - 0.45, 0), (self.left, y + 0.45, 0), color=theme.INK, stroke_width=3)
        return VGroup(base, group)

    def _product(self, racer: Racer, y: float) -> EquationPanel:
        _, linear, square, _ = racer.terms
        parts = (
            f"{{{{ - {_told(-linear)} thin eta : linear }}}}",
            f"{{{{ + {_told(square)} thin eta^2 : square }}}}",
        )
        panel = EquationPanel(f"= 1 {' '.join(parts)} - dots", plate=False, size=theme.BODY)
        return panel.move_to((0, y, 0)).align_to((theme.STAGE_RIGHT, 0, 0), RIGHT)

    def _value(self, racer: Racer, y: float) -> Label:
        source = f"$eta = {self.facts.learning_rate:g}: quad {racer.kept_once:.4g}$"
        value = self.ways.screen.set(source, theme.BODY, self.ways.looks[racer.look].colour)
        return value.move_to((theme.STAGE_RIGHT - value.width / 2, y, 0))


def _underline(part: VGroup, y: float) -> Line:
    """Draw a line below a term, at the same depth below every row."""
    return Line(
        (part.get_left()[0] + 0.05, y, 0), (part.get_right()[0], y, 0), color=theme.INK, stroke_width=4
    )


def _told(value: Fraction) -> str:
    """Write a fraction in one line."""
    return f"{value.numerator}" if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
