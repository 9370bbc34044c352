"""From the velocity to the buffer: the same rule without the learning rate in it."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText


class BufferLaw:
    """Two rules, one below the other.

    Attributes
    ----------
    velocity
        The rule of the segment before, with its name.
    underline
        A line below the share that is kept.
    other
        What the share is called elsewhere.
    divided
        How one becomes the other.
    buffer
        The rule of the buffer and the step it gives, with its name.
    sum
        The buffer as a sum of gradients g.
    """

    def __init__(self, screen: ScreenText, left: float) -> None:
        colours = {"v": theme.VELOCITY, "g": theme.GRADIENT}

        def rule(key: str, *sources: str) -> VGroup:
            lines = [
                EquationPanel(
                    source, {part: colours[part] for part in colours if f": {part} }}" in source}, plate=False
                )
                for source in sources
            ]
            name = screen.word(key, theme.SMALL, theme.VELOCITY)
            return VGroup(name, *lines).arrange(DOWN, buff=0.22, aligned_edge=LEFT)

        self.velocity = rule(
            "velocity",
            "{{ v : v }} <- {{ alpha : keep }} {{ v : v }} {{ - eta thin nabla L : g }}",
            "theta <- theta + v",
        )
        self.buffer = rule(
            "buffer",
            "{{ b : v }} <- alpha {{ b : v }} {{ + nabla L : g }}",
            "theta <- theta - eta thin b",
        )
        kept = self.velocity[1].part("keep")
        self.underline = Line(LEFT, RIGHT, color=theme.INK, stroke_width=4).scale_to_fit_width(
            1.6 * kept.width
        )
        # What the buffer is once its rule has been used again and again.
        self.sum = EquationPanel(
            "{{ b_t : v }} = g_t + alpha g_(t-1) + alpha^2 g_(t-2) + dots.c",
            {"v": theme.VELOCITY},
            plate=False,
        )
        self.divided = EquationPanel("v = - eta thin b", plate=False, size=theme.BODY)
        self.divided.set_color(theme.MUTED)
        self.other = screen.word("other_letters", theme.SMALL, theme.MUTED)
        for part, level in (
            (self.velocity, 2.0),
            (self.other, 0.75),
            (self.divided, 0.1),
            (self.buffer, -1.0),
            (self.sum, -2.2),
        ):
            part.move_to((left, level, 0), aligned_edge=LEFT)
        self.underline.next_to(kept, DOWN, buff=0.12)
