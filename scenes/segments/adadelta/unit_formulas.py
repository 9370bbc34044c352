"""The rules of RMSProp and AdaDelta with the unit of every part, and of what they come to."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

SIZE = 44
DIM = 0.3
"""How bright a row is that waits for its word."""


class RateUnits:
    """RMSProp's rule in the column beside a map.

    Attributes
    ----------
    rule
        The rule.
    rows
        What is asked for its unit in the end: the quotient, and η; dim at first.
    size
        The units of the gradient and of its size, which are one.
    bare, rate
        The answers: that the quotient has none, and the unit that η has to bring.
    """

    def __init__(self, screen: ScreenText, middle: float) -> None:
        look = theme.look("rmsprop")
        name = screen.word("rmsprop", theme.HEADING, look.colour).move_to((middle, 2.65, 0))
        law = EquationPanel(
            "theta <- theta - {{ eta : rate }} thin ({{ g : gradient }}) / ({{ sqrt(s) : size }})",
            {"rate": look.colour},
            plate=False,
            size=52,
        ).move_to((middle, 1.0, 0))
        self.rule = VGroup(name, law)
        self.size = VGroup(
            law.point_out("gradient", screen["unit_gradient"], UP, theme.GRADIENT, language=screen.language),
            law.point_out("size", screen["unit_size"], DOWN, theme.GRADIENT, language=screen.language),
        )
        left = middle - 1.7
        quotient = EquationPanel("g / sqrt(s) :", plate=False, size=38)
        quotient.move_to((left, -1.15, 0), aligned_edge=LEFT)
        eta = EquationPanel("eta :", plate=False, size=44).set_color(look.colour)
        eta.move_to((left, -2.3, 0), aligned_edge=LEFT)
        self.rows = VGroup(quotient, eta).set_opacity(DIM)
        self.bare = screen.word("unit_none", theme.HEADING).next_to(quotient, RIGHT, buff=0.35)
        self.rate = screen.word("unit_rate", theme.HEADING, look.colour)
        self.rate.move_to((self.bare.get_left()[0], -2.3, 0), aligned_edge=LEFT)


class RatioUnits:
    """The two rules one above the other; what is new in AdaDelta's has a colour.

    Attributes
    ----------
    old
        RMSProp's rule.
    new, means
        AdaDelta's rule, and what its two means are.
    step
        The unit of the new part.
    struck
        Each stroke with the unit that it strikes out.
    fit
        The other two units, struck out, and the unit that is left.
    constants
        The values of ρ and ε.
    """

    def __init__(self, screen: ScreenText) -> None:
        colours = (theme.look("rmsprop").colour, theme.look("adadelta").colour)
        left = theme.STAGE_LEFT + 0.3
        names = [
            screen.word(key, theme.HEADING, colour).move_to((left, y, 0), aligned_edge=LEFT)
            for key, colour, y in zip(("rmsprop", "adadelta"), colours, (2.3, 0.15), strict=True)
        ]
        old = EquationPanel(
            "theta <- theta - {{ eta / sqrt(s) : rate }} thin g",
            {"rate": colours[0]},
            plate=False,
            size=SIZE,
        )
        law = EquationPanel(
            "theta <- theta - ({{ sqrt(u + epsilon) : new }}) / ({{ sqrt(s + epsilon) : size }})"
            " thin {{ g : gradient }}",
            {"new": colours[1]},
            plate=False,
            size=SIZE + 4,
        )
        self.old = VGroup(names[0], old.move_to((left + 1.9, 2.3, 0), aligned_edge=LEFT))
        law.move_to((left + 1.9, 0.15, 0), aligned_edge=LEFT)
        self.new = VGroup(names[1], law)
        self.means = VGroup(
            screen.word("mean_updates", theme.BODY, colours[1]), screen.word("mean_gradients", theme.BODY)
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.means.move_to((left, -2.35, 0), aligned_edge=LEFT)
        language = screen.language
        self.step = law.point_out("new", screen["unit_step"], UP, colours[1], language=language)
        size = law.point_out("size", screen["unit_size"], DOWN, theme.GRADIENT, language=language)
        gradient = screen.word("unit_gradient", theme.SMALL, theme.GRADIENT)
        gradient.next_to(law.part("gradient"), RIGHT, buff=0.35)
        strikes = VGroup(
            *(
                Line(
                    text.get_left() + 0.08 * DOWN,
                    text.get_right() + 0.08 * UP,
                    color=theme.INK,
                    stroke_width=3,
                )
                for text in (size[1], gradient)
            )
        )
        self.struck = [(strike, text) for strike, text in zip(strikes, (size[1], gradient), strict=True)]
        result = screen.word("unit_step", theme.HEADING, colours[1])
        arrow = EquationPanel("=>", plate=False, size=theme.HEADING)
        left_over = VGroup(arrow, result).arrange(RIGHT, buff=0.25)
        left_over.next_to(gradient, DOWN, buff=0.5, aligned_edge=LEFT)
        self.fit = VGroup(size, gradient, strikes, left_over)
        self.constants = screen.word("constants", theme.BODY, theme.WARNING)
        self.constants.move_to((theme.STAGE_RIGHT, -1.5, 0), aligned_edge=RIGHT)


class TwoEpsilons:
    """AdaDelta's rule with both its ε, each with the unit of what it is added to."""

    def __init__(self, screen: ScreenText, middle: float, y: float) -> None:
        self.law = EquationPanel(
            "theta <- theta - sqrt(u + {{ epsilon : up }}) / sqrt(s + {{ epsilon : down }}) thin g",
            {"up": theme.WARNING, "down": theme.WARNING},
            plate=False,
            size=40,
        ).move_to((middle, y, 0))
        self.units = VGroup(
            screen.word("updates_unit", theme.SMALL, theme.WARNING).next_to(self.law, UP, buff=0.15),
            screen.word("gradients_unit", theme.SMALL, theme.WARNING).next_to(self.law, DOWN, buff=0.15),
        )
