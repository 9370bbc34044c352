"""The whole family: Adam's formula, and under each part who exchanges it, with its picture, gain and price."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts
from .family_rule import ADAM, NEW
from .weight_decay import balance, own_balance

WHOLE = (
    "theta <- theta - eta thin {{ hat(m) : nadam }}"
    " med \\/ med ({{ sqrt(hat(v)) : root }} + epsilon) {{ - eta lambda theta : adamw }}"
)
PARTS = {
    "nadam": "beta_1 hat(m) + (1 - beta_1) hat(g)",
    "amsgrad": "max v",
    "adamax": "u = max(beta_2 u, |g|)",
    "radam": "r_t \\/ sqrt(hat(v))",
    "adamw": "- eta lambda theta",
}
FEET = {"nadam": "nadam", "amsgrad": "root", "adamax": "root", "radam": "root", "adamw": "adamw"}
"""Under which part of the formula each stands."""


class Cards(VGroup):
    """The formula on top; below, a card for each method, joined to the part that it exchanges.

    Attributes
    ----------
    formula
        Adam's, with room for what AdamW adds.
    cards
        By method.
    """

    size, width = (2.2, 0.95), 2.66

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.formula = EquationPanel(WHOLE, size=46, plate=False).move_to((0, 2.45, 0))
        self.formula.part("adamw").set_color(NEW)
        for part in ("nadam", "root"):
            self.formula.part(part).set_color(ADAM.colour)
        pictures = _pictures(facts)
        self.cards = {}
        for rank, (key, source) in enumerate(PARTS.items()):
            x = (rank - (len(PARTS) - 1) / 2) * self.width
            name = screen.set(f"*{screen[key]}*", theme.BODY, NEW).move_to((x, 1.36, 0))
            part = EquationPanel(source, size=theme.SMALL, plate=False).move_to((x, 0.95, 0))
            part.formula.set_color(NEW)
            picture = self._picture(pictures[key], (x, 0.12), theme.look(key))
            axes = screen.word(f"{key}_axes", theme.SMALL, theme.MUTED).move_to((x, -0.56, 0))
            gain = screen.word(f"{key}_gain", theme.SMALL, theme.GOAL).move_to((x, -1.14, 0))
            colour = theme.MUTED if key == "nadam" else theme.WARNING
            price = screen.word(f"{key}_price", theme.SMALL, colour).move_to((x, -1.88, 0))
            foot = self.formula.part(FEET[key]).get_bottom().copy()
            foot[1] = self.formula.get_bottom()[1]
            line = Line(foot + 0.12 * DOWN, name.get_top() + 0.12 * UP, color=theme.FAINT, stroke_width=3)
            self.cards[key] = VGroup(line, name, part, picture, axes, gain, price)
        self.key = screen.word("adam", theme.SMALL, ADAM.colour)
        dash = Line((0, 0, 0), (0.5, 0, 0), color=ADAM.colour, stroke_width=4.5)
        self.key = VGroup(dash, self.key.next_to(dash, np.array([1.0, 0, 0]), buff=0.12)).move_to(
            (5.9, 2.6, 0)
        )
        self.add(self.formula, self.key, *self.cards.values())

    def _picture(
        self, lines: tuple[np.ndarray, np.ndarray], place: tuple[float, float], look: theme.Look
    ) -> VGroup:
        """Draw Adam's line and the other's, without any numbers."""
        ends = np.vstack(lines)
        low, high = ends.min(axis=0), ends.max(axis=0)
        room = 0.08 * (high - low)
        (x0, y0), (x1, y1) = low - room, high + room
        plane = Plane((float(x0), float(x1)), (float(y0), float(y1)), width=self.size[0], height=self.size[1])
        plane.move_to((*place, 0))
        return VGroup(
            plane,
            *(
                polyline(
                    dashed(plane.clip(plane.to_scene(line)), one.dash),
                    stroke_color=one.colour,
                    stroke_width=width,
                )
                for line, one, width in zip(lines, (ADAM, look), (4.5, 3.5), strict=True)
            ),
        )


def _pictures(facts: Facts) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return for each method Adam's line and its own, as they were seen before."""
    decay, outlier, ahead, game = facts.decay, facts.outlier, facts.ahead, facts.game
    steps = np.unique(np.geomspace(1, len(outlier.adam), 200).round().astype(int))
    rounds = np.unique(np.geomspace(1, game.rounds, 200).round().astype(int)) - 1
    spread = np.geomspace(decay.spread[0], decay.spread[-1], 100)
    factor = facts.rectified.factor[facts.rectified.undivided :]
    divided = np.log10(np.arange(len(factor)) + facts.rectified.first)

    def joined(x: np.ndarray, *curves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        first, second = (np.stack([x, y], axis=-1).astype(float) for y in curves)
        return first, second

    def after(curve: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return joined(np.log10(steps), np.log10(outlier.adam[steps - 1]), np.log10(curve[steps - 1]))

    return {
        "nadam": joined(np.arange(len(ahead.adam.x)), ahead.adam.x[:, 1], ahead.nadam.x[:, 1]),
        "amsgrad": joined(np.log10(rounds + 1), game.adam.x[rounds], game.amsgrad.x[rounds]),
        "adamax": after(outlier.adamax),
        "radam": joined(divided, np.ones(len(factor)), factor),
        "adamw": joined(
            np.log10(spread),
            balance(spread, decay.strength),
            np.full(len(spread), own_balance(decay.noise, decay.strength)),
        ),
    }
