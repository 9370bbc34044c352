"""Numbers that change while one looks: Typst's glyphs, set side by side, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import UNITS_PER_SIZE, label

_MARKS = ".,−+×%e"
_EM = 100.0


@cache
def _glyphs() -> dict[str, tuple[VMobject, float, float]]:
    """Outline of each character with its pen offset (left bearing) and advance, one em being one unit."""
    digits, marks = "0123456789", _MARKS
    source = "0" + "".join(f"{mark}0" for mark in digits[1:] + marks)
    # Every character between two zeros: the zeros' distance gives its advance, without asking the font.
    shapes = label(f"#set text(kerning: false, ligatures: false)\n{_typst_text(source)}", size=_EM)
    em = _EM * UNITS_PER_SIZE
    zeros = shapes[0::2]
    base = float(zeros[0].get_bottom()[1])
    zero_bearing = 0.05
    zero_advance = _zero_advance() / em
    found: dict[str, tuple[VMobject, float, float]] = {}
    for mark, left, shape, right in zip(digits[1:] + marks, zeros, shapes[1::2], zeros[1:], strict=False):
        pen = left.get_left()[0] / em - zero_bearing + zero_advance
        advance = (right.get_left()[0] - left.get_left()[0]) / em - zero_advance
        found[mark] = (_unit(shape, pen * em, base, em), pen, advance)
    pen = zeros[0].get_left()[0] / em - zero_bearing
    found["0"] = (_unit(zeros[0], pen * em, base, em), pen, zero_advance)
    return found


def _typst_text(characters: str) -> str:
    return '#"' + characters + '"'


@cache
def _zero_advance() -> float:
    pair = label(_typst_text("00"), size=_EM)
    return float(pair[1].get_left()[0] - pair[0].get_left()[0])


def _unit(shape: VMobject, pen: float, base: float, em: float) -> VMobject:
    outline = VMobject(stroke_width=0, fill_opacity=1)
    outline.points = (shape.points - np.array([pen, base, 0.0])) / em
    return outline


class Number(Dialled):
    """A number that can be set to any value and keeps its place: its digits do not dance.

    Parameters
    ----------
    value
        What to show first.
    form
        A format specification of Python (``".2f"``, ``"d"``, ``"+.3f"``, ``".1e"``).
    anchor
        Which end stays where it is: the left end or the right end of the text, or its point (where one would
        stand, if there is none).
    prefix, suffix
        Plain digits and marks around it (``"×"``, ``"%"``); anything else belongs into a label.

    Attributes
    ----------
    text
        The characters that are shown.
    """

    def __init__(
        self,
        value: float = 0.0,
        form: str = ".2f",
        size: float = theme.BODY,
        colour: str = theme.INK,
        *,
        anchor: Literal["left", "right", "point"] = "left",
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        super().__init__()
        self.form, self.anchor, self.colour = form, anchor, colour
        self.prefix, self.suffix = prefix, suffix
        em = size * UNITS_PER_SIZE
        # An unseen rule, a thousandth of an em long, carries place and size through every move manim may make.
        self.rule = VMobject(stroke_opacity=0, fill_opacity=0)
        self.rule.points = np.linspace(0.0, em / 1000, 4)[:, None] * np.array([1.0, 0.0, 0.0])
        self.digits = VGroup()
        self.add(self.rule, self.digits)
        self.set_dial(value)

    @staticmethod
    def spell(value: float, form: str) -> str:
        """Return the characters shown for a value: a real minus sign, whole numbers for ``d``.

        What diverges does not grow out of its column: from ten thousand on there are no decimals, from a million on
        there is a power of ten.

        Examples
        --------
        >>> Number.spell(-0.714, ".2f"), Number.spell(29.6, "d"), Number.spell(-0.0001, ".2f")
        ('−0.71', '30', '0.00')
        >>> Number.spell(78728.2, ".1f"), Number.spell(5113322.1, ".1f"), Number.spell(1.5e-8, ".1e")
        ('78728', '5.1e6', '1.5e−8')
        >>> Number.spell(15000, ".1e"), Number.spell(15000.4, "+.2f")
        ('1.5e4', '+15000')
        """
        if abs(value) >= 1e6:
            form = ".1e"
        elif abs(value) >= 1e4:
            form = re.sub(r"\.\d+f$", ".0f", form)
        text = format(round(value) if form.endswith("d") else value, form)
        text = re.sub(r"e([+-])0*(?=\d)", lambda match: "e" + match[1].replace("+", ""), text)
        if text.startswith("-") and not any(digit in text for digit in "123456789"):
            text = text[1:]
        return text.replace("-", "−")

    @property
    def em(self) -> float:
        """Height of an em in scene units, as the number stands now."""
        return 1000 * float(np.linalg.norm(self.rule.points[-1] - self.rule.points[0]))

    def show(self, dial: float) -> None:
        """Set the digits of ``dial``."""
        glyphs, origin, em = _glyphs(), self.rule.points[0], self.em
        self.text = text = self.prefix + self.spell(dial, self.form) + self.suffix
        advances = [glyphs[character][2] for character in text]
        pens = np.concatenate([[0.0], np.cumsum(advances)])
        shift = {"left": 0.0, "right": -pens[-1]}.get(self.anchor)
        if shift is None:
            whole = re.split("[.e%]", text)[0]
            shift = -sum(glyphs[character][2] for character in whole)
        # Outlines are exchanged, never objects: manim goes on drawing every object a play began with.
        opacity = self.digits[0].get_fill_opacity() if len(self.digits) else 1.0
        while len(self.digits) < len(text):
            self.digits.add(VMobject(stroke_width=0, fill_opacity=opacity, fill_color=self.colour))
        for place, shape in enumerate(self.digits):
            if place < len(text):
                at = np.array([pens[place] + shift, 0.0, 0.0])
                shape.points = origin + em * (glyphs[text[place]][0].points + at)
            else:
                shape.points = np.zeros((0, 3))

    def place(self, point: np.ndarray | tuple[float, float, float]) -> Number:
        """Move the anchored end of the baseline to a point."""
        self.shift(np.asarray(point, dtype=float) - self.rule.points[0])
        return self
