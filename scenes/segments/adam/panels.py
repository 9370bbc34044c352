"""A mean of gradients and a mean of their squares: two panels that become one, and the bare number it gives."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.axes.stems import Stems
from scenes.components.dial import Dialled
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS, MEAN, ROOT

SIZE = (5.45, 3.7)
MIDDLE_Y = 0.05
LEFT_EDGE, RIGHT_EDGE = theme.STAGE_LEFT + 0.65, 0.95
FORMULA_X = 3.6
RULES = (
    "{{ m : m }} <- {{ beta_1 : b1 }} thin {{ m : m2 }} + (1 - {{ beta_1 : b3 }}) thin {{ g : g }}",
    "{{ v : v }} <- {{ beta_2 : b1 }} thin {{ v : v2 }} + (1 - {{ beta_2 : b3 }}) thin {{ g^2 : g }}",
)
STEP = "theta <- theta - eta thin {{ hat(m) : m }} / {{ sqrt(hat(v)) : v }}"
PARTS = {"m": MEAN, "m2": MEAN, "v": ROOT, "v2": ROOT, "g": theme.GRADIENT}


class Panel:
    """Stems over the steps of a run, and a mean along them.

    Attributes
    ----------
    plane, ground
        Its window; and that with its axes, its heading and what the stems are.
    stems, mean, name
        The values; the mean, whose dial counts steps from 0; what the mean is called.
    """

    def __init__(
        self,
        screen: ScreenText,
        left: float,
        values: np.ndarray,
        mean: np.ndarray,
        bounds: tuple[float, float],
        keys: tuple[str, str, str],
        colour: str,
    ) -> None:
        heading, what, name = keys
        count = len(values)
        self.plane = Plane((-0.7, count - 0.3), bounds, width=SIZE[0], height=SIZE[1])
        self.plane.move_to((left + SIZE[0] / 2, MIDDLE_Y, 0))
        top = max(bounds)
        ticks = [tick for tick in nice_ticks(top - min(bounds), 4, low=0) if tick <= top]
        if bounds[0] < 0:
            ticks = [-tick for tick in ticks[1:] if -tick >= bounds[0]] + ticks
        axes = self.plane.axes(
            nice_ticks(count, 4),
            ticks,
            x_name=screen["steps_axis"],
            y_name=screen[what],
            language=screen.language,
        )
        head = screen.word(heading, theme.BODY, colour)
        head.move_to(self.plane.window.get_corner(UP + LEFT) + np.array([0.0, 0.8, 0.0]), aligned_edge=LEFT)
        self.ground = VGroup(self.plane, axes, head)
        self.stems = Stems(self.plane, values, theme.GRADIENT, size=0.11)
        self.stems.lines.set_stroke(width=2.5)
        look = theme.Look(colour, (), "disc")
        self.mean = Curve(self.plane, np.stack([np.arange(count), mean], axis=-1), look, width=4.5, head=0)
        self.name = plated(screen.word(name, theme.SMALL, colour), 0.06)


class TwoPanels:
    """Both panels, the one they become, and the formulas and the bare number beside it.

    Attributes
    ----------
    left, right
        The panels of m and of v.
    band
        Between −√v and √v, in the left panel.
    band_name, caption
        What its edge is called; and what the one panel shows.
    rules, step
        The rules of both means; the rule of Adam.
    ratio, ratio_ground, ratio_name
        m over the root of v along the run, its window and what it is.
    memories
        Both β with their values.
    first
        That it is 1 in the first step.
    hats
        What hats mean, and where it is explained.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        count = facts.steps
        g = facts.own.grad[:count, 1]
        m, v = (getattr(facts.own.state, name)[1 : count + 1, 1] for name in ("m_hat", "v_hat"))
        most = 1.15 * float(np.abs(g).max())
        self.left = Panel(
            screen,
            LEFT_EDGE,
            g,
            m,
            (-most, most),
            ("gradient_panel", "gradients", "m_name"),
            MEAN,
        )
        self.right = Panel(
            screen,
            RIGHT_EDGE,
            g**2,
            v,
            (0.0, 1.15 * float((g**2).max())),
            ("square_panel", "squares", "v_name"),
            ROOT,
        )
        self._name_means(m, v, np.sign(g[0]))
        self.band = self._band(np.sqrt(v))
        self.band_name = self._band_name(np.sqrt(v), np.sign(g[0]))
        window = self.left.plane.window
        self.caption = screen.word("one_panel", theme.BODY, theme.INK)
        self.caption.move_to(window.get_corner(UP + LEFT) + np.array([0.0, 0.8, 0.0]), aligned_edge=LEFT)
        self.rules = VGroup(
            *(
                EquationPanel(one, _named(one), plate=False, size=theme.BODY + 2).move_to((FORMULA_X, y, 0))
                for one, y in zip(RULES, (2.75, 2.15), strict=True)
            )
        )
        self.step = EquationPanel(STEP, _named(STEP), plate=False, size=40).move_to((FORMULA_X, 1.25, 0))
        self.ratio_ground, self.ratio, self.ratio_name = self._ratio(m / np.sqrt(v), facts)
        self.memories = VGroup(
            screen.word("memory_m", theme.BODY, MEAN), screen.word("memory_v", theme.BODY, ROOT)
        ).arrange(RIGHT, buff=0.7)
        self.memories.move_to((FORMULA_X, 0.42, 0))
        place = self.ratio_ground[0].to_scene((9.5, 0.68))
        self.first = plated(screen.word("first_ratio", theme.SMALL, LOOKS["own"].colour), 0.05)
        self.first.move_to(place, aligned_edge=LEFT)
        self.hats = screen.word("hats", theme.SMALL, theme.MUTED).move_to((0.0, -2.78, 0.0))

    def _name_means(self, m: np.ndarray, v: np.ndarray, side: float) -> None:
        """Put each name where its curve leaves room: at the side that the stems have left."""
        for panel, values, share, up in ((self.left, m, 0.62, side), (self.right, v, 0.62, 1.0)):
            at = int(share * len(values))
            place = panel.plane.to_scene((at, values[at]))
            panel.name.move_to(place + np.array([0.0, 0.75 * up, 0.0]))

    def _band(self, root: np.ndarray) -> VGroup:
        plane, steps = self.left.plane, np.arange(len(root))
        upper, lower = (plane.to_scene(np.stack([steps, sign * root], axis=-1)) for sign in (1, -1))
        fill = VMobject(stroke_width=0, fill_color=ROOT, fill_opacity=0.22)
        set_pieces(fill, [np.vstack([upper, lower[::-1], upper[:1]])])
        edges = [VMobject(stroke_color=ROOT, stroke_width=4.5) for _ in range(2)]
        for edge, line in zip(edges, (upper, lower), strict=True):
            set_pieces(edge, [line])
        fill.is_ground = True
        return VGroup(fill, *edges)

    def _band_name(self, root: np.ndarray, side: float) -> VGroup:
        at = int(0.8 * len(root))
        place = self.left.plane.to_scene((at, -side * root[at]))
        name = plated(self.screen.word("root_here", theme.BODY, ROOT), 0.06)
        return name.move_to(place - np.array([0.0, 0.45 * side, 0.0]))

    def _ratio(self, ratio: np.ndarray, facts: Facts) -> tuple[VGroup, Stems, VGroup]:
        most = max(1.25, 1.1 * float(np.abs(ratio).max()))
        plane = Plane((-0.7, len(ratio) - 0.3), (-most, most), width=SIZE[0], height=1.6)
        plane.move_to((FORMULA_X + 0.1, -1.2, 0))
        axes = plane.axes((), (-1, 0, 1), language=self.screen.language)
        edges = VGroup(
            *(
                DashedLine(
                    plane.to_scene((-0.7, one)),
                    plane.to_scene((len(ratio) - 0.3, one)),
                    stroke_width=2,
                    color=ROOT,
                    dash_length=0.1,
                )
                for one in (-1, 1)
            )
        )
        stems = Stems(plane, ratio, LOOKS["own"].colour, size=0.12)
        name = VGroup(
            self.screen.word("eta_times", theme.SMALL, LOOKS["own"].colour),
            self.screen.word("ratio", theme.BODY, LOOKS["own"].colour),
        ).arrange(RIGHT, buff=0.3)
        return (
            VGroup(plane, axes, edges),
            stems,
            name.move_to(plane.window.get_top() + np.array([0.0, 0.28, 0.0])),
        )


class Cursor(Dialled):
    """Where one reads both curves off: a rule through step ``dial``, m and √v marked on it."""

    def __init__(self, panels: TwoPanels) -> None:
        super().__init__()
        self.plane, self.means = panels.left.plane, panels.left.mean.points_data
        self.rule = VMobject(stroke_color=theme.INK, stroke_width=2.5)
        self.reach = VMobject(stroke_color=MEAN, stroke_width=9)
        self.add(self.rule, self.reach)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand at step ``dial``, counted from 0."""
        low, high = self.plane.y_range
        mean = float(np.interp(dial, *self.means.T))
        set_pieces(self.rule, [self.plane.to_scene([(dial, low), (dial, high)])])
        set_pieces(self.reach, [self.plane.to_scene([(dial, 0.0), (dial, mean)])])


def _named(source: str) -> dict[str, str]:
    """Return colours for the parts that a formula names."""
    return {name: colour for name, colour in PARTS.items() if f": {name} }}}}" in source}
