"""The whole family: Adam's formula, and under each part who exchanges it, with a small picture of the change."""

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

WHOLE = (
    "theta <- theta - eta thin {{ r : radam }} thin {{ hat(m) : nadam }}"
    " med \\/ med ({{ sqrt(hat(v)) : root }} + epsilon) {{ - eta lambda theta : adamw }}"
)
PARTS = {
    "radam": "r",
    "nadam": "beta_1 hat(m) + (1 - beta_1) hat(g)",
    "amsgrad": "sqrt(max hat(v))",
    "adamax": "max(beta_2 u, |g|)",
    "adamw": "- eta lambda theta",
}


class Cards(VGroup):
    """The formula on top; below, a card for each method, joined to the part that it exchanges.

    Attributes
    ----------
    formula
        Adam's, with room for what others add.
    cards
        By method.
    """

    size, width = (2.4, 1.6), 2.68

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.formula = EquationPanel(WHOLE, size=46, plate=False).move_to((0, 2.1, 0))
        for part in ("radam", "adamw"):
            self.formula.part(part).set_color(NEW)
        for part in ("nadam", "root"):
            self.formula.part(part).set_color(ADAM.colour)
        pictures = _pictures(facts)
        self.cards = {}
        for rank, (key, source) in enumerate(PARTS.items()):
            x = (rank - 2) * self.width
            name = screen.set(f"*{screen[key]}*", theme.BODY, NEW).move_to((x, 0.28, 0))
            part = EquationPanel(source, size=theme.BODY, plate=False).move_to((x, -0.32, 0))
            part.formula.set_color(NEW)
            picture = self._picture(pictures[key], (x, -1.45), theme.look(key))
            foot = self.formula.part("root" if key in ("amsgrad", "adamax") else key).get_bottom()
            line = Line(foot + 0.12 * DOWN, name.get_top() + 0.12 * UP, color=theme.FAINT, stroke_width=3)
            self.cards[key] = VGroup(line, name, part, picture)
        self.add(self.formula, *self.cards.values())

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
    game, decay, outlier, warmth = facts.game, facts.decay, facts.outlier, facts.warmth
    rounds = np.arange(7)
    edges, roots = np.repeat(rounds, 2)[1:-1], np.repeat(np.tile(game.roots, 2), 2)
    steps = np.unique(np.geomspace(1, len(outlier.adam) - 1, 200).round().astype(int))
    early = np.unique(np.geomspace(1, len(warmth.share), 200).round().astype(int))
    ahead = np.arange(len(facts.ahead.adam.x))
    spread = np.log10(decay.spread)

    def joined(x: np.ndarray, *curves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        first, second = (np.stack([x, y], axis=-1).astype(float) for y in curves)
        return first, second

    return {
        "radam": joined(np.log10(early), np.ones(len(early)), warmth.share[early - 1]),
        "nadam": joined(ahead, facts.ahead.adam.x[:, 1], facts.ahead.nadam.x[:, 1]),
        "amsgrad": joined(edges, roots, np.full(len(edges), game.roots.max())),
        "adamax": joined(np.log10(steps), outlier.adam[steps - 1], outlier.adamax[steps - 1]),
        "adamw": joined(spread, decay.spread_penalised, decay.spread_own),
    }
