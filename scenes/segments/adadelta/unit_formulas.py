"""The rules of RMSProp and AdaDelta with the unit of every part, and of what they come to."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

SIZE = 44


class RateUnits:
    """RMSProp's rule in the column beside a map.

    Attributes
    ----------
    rule
        The rule.
    size
        The units of the gradient and of its size, which are one.
    bare
        What is left when they are divided.
    rate
        The unit that the learning rate has to bring.
    """

    def __init__(self, screen: ScreenText, middle: float) -> None:
        look = theme.look("rmsprop")
        name = screen.word("rmsprop", theme.BODY, look.colour).move_to((middle, 2.65, 0))
        law = EquationPanel(
            "theta <- theta - {{ eta : rate }} thin ({{ g : gradient }}) / ({{ sqrt(s) : size }})",
            {"rate": look.colour},
            plate=False,
            size=SIZE,
        ).move_to((middle, 0.9, 0))
        self.rule = VGroup(name, law)
        self.size = VGroup(
            law.point_out("gradient", screen["unit_gradient"], UP, theme.GRADIENT, language=screen.language),
            law.point_out("size", screen["unit_size"], DOWN, theme.GRADIENT, language=screen.language),
        )
        bare = EquationPanel("g / sqrt(s) :", plate=False, size=theme.HEADING)
        none = screen.word("unit_none", theme.BODY)
        self.bare = VGroup(bare, none).arrange(RIGHT, buff=0.25).move_to((middle, -1.35, 0))
        eta = EquationPanel("eta :", plate=False, size=theme.HEADING).set_color(look.colour)
        unit = screen.word("unit_rate", theme.BODY, look.colour)
        self.rate = VGroup(eta, unit).arrange(RIGHT, buff=0.25).move_to((middle, -2.3, 0))


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
    none
        That there is no learning rate.
    """

    def __init__(self, screen: ScreenText) -> None:
        colours = (theme.look("rmsprop").colour, theme.look("adadelta").colour)
        left = theme.STAGE_LEFT + 0.3
        names = [
            screen.word(key, theme.HEADING, colour).move_to((left, y, 0), aligned_edge=LEFT)
            for key, colour, y in zip(("rmsprop", "adadelta"), colours, (2.3, 0.3), strict=True)
        ]
        old = EquationPanel(
            "theta <- theta - {{ eta / sqrt(s) : rate }} thin g",
            {"rate": theme.MUTED},
            plate=False,
            size=SIZE,
        )
        law = EquationPanel(
            "theta <- theta - ({{ sqrt(u + epsilon) : new }}) / ({{ sqrt(s + epsilon) : size }})"
            " thin {{ g : gradient }}",
            {"new": theme.GOAL},
            plate=False,
            size=SIZE + 8,
        )
        self.old = VGroup(names[0], old.move_to((left + 2.6, 2.3, 0), aligned_edge=LEFT))
        law.move_to((left + 2.6, 0.3, 0), aligned_edge=LEFT)
        self.new = VGroup(names[1], law)
        self.means = VGroup(
            screen.word("mean_updates", theme.BODY, theme.GOAL), screen.word("mean_gradients", theme.BODY)
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.means.move_to((left, -2.35, 0), aligned_edge=LEFT)
        language = screen.language
        self.step = law.point_out("new", screen["unit_step"], UP, theme.GOAL, language=language)
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
        result = screen.word("unit_step", theme.HEADING, theme.GOAL)
        arrow = EquationPanel("=>", plate=False, size=theme.HEADING)
        left_over = VGroup(arrow, result).arrange(RIGHT, buff=0.25)
        left_over.next_to(gradient, RIGHT, buff=0.45)
        self.fit = VGroup(size, gradient, strikes, left_over)
        self.none = screen.word("no_rate", theme.HEADING, theme.look("adadelta").colour)
        self.none.move_to((theme.STAGE_RIGHT - 0.3, -0.95, 0), aligned_edge=RIGHT)


class TwoEpsilons:
    """AdaDelta's rule with both its ε, each with the unit of what it is added to."""

    def __init__(self, screen: ScreenText, middle: float) -> None:
        self.law = EquationPanel(
            "theta <- theta - sqrt(u + {{ epsilon : up }}) / sqrt(s + {{ epsilon : down }}) thin g",
            {"up": theme.WARNING, "down": theme.WARNING},
            plate=False,
            size=SIZE,
        ).move_to((middle, 1.95, 0))
        # Roots are cut off by braces: the units stand beside the fraction, on the level of each.
        up, down = (
            screen.word(key, theme.SMALL, theme.WARNING) for key in ("updates_unit", "gradients_unit")
        )
        right = self.law.get_right()[0] + 0.5
        for text, part in ((up, "up"), (down, "down")):
            text.move_to((right, self.law.part(part).get_y(), 0), aligned_edge=LEFT)
        note = screen.set(screen["one_number"], theme.BODY, theme.INK)
        note.next_to(VGroup(up, down), RIGHT, buff=0.5)
        self.units = VGroup(up, down, note)
