"""Gradients that are part signal and part noise: what both means make of them, and how long steps become."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS, MEAN, ROOT
from .step_law import SHARES, SHOWN, average_step, rms_step

AVERAGE = theme.Look(LOOKS["own"].colour, (), LOOKS["own"].marker)
RMS, BARE = theme.Look(LOOKS["own"].colour, (0.08, 0.08), "ring"), LOOKS["bare"]


class NoisyGradients(Dialled):
    """One run's gradients, m and the root of v, when noise has the share ``dial`` of the mean square."""

    size, middle = (5.9, 2.9), (-3.45, 0.95, 0.0)

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.law = facts.law
        most = 1.1 * float(np.abs(self.law.noise).max())
        self.plane = Plane((-0.7, SHOWN - 0.3), (-most, most), width=self.size[0], height=self.size[1])
        self.plane.move_to(self.middle)
        self.band = VMobject(stroke_width=0, fill_color=ROOT, fill_opacity=0.22)
        self.band.is_ground = True
        self.edges = VMobject(stroke_color=ROOT, stroke_width=3.5)
        self.stems = VMobject(stroke_color=theme.GRADIENT, stroke_width=2.2)
        self.mean = VMobject(stroke_color=MEAN, stroke_width=5)
        self.add(self.band, self.stems, self.edges, self.mean)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Mix signal and noise."""
        steps = np.arange(SHOWN)
        gradients, mean, root = (part(dial) for part in (self.law.gradients, self.law.mean, self.law.root))
        place = self.plane.to_scene
        feet, heads = (place(np.stack([steps, high], axis=-1)) for high in (0 * gradients, gradients))
        set_pieces(self.stems, list(np.stack([feet, heads], axis=1)))
        upper, lower = (place(np.stack([steps, sign * root], axis=-1)) for sign in (1, -1))
        set_pieces(self.band, [np.vstack([upper, lower[::-1], upper[:1]])])
        set_pieces(self.edges, [upper, lower])
        set_pieces(self.mean, [place(np.stack([steps, mean], axis=-1))])


class SignalView:
    """The gradients at the left, their law below, and the length of steps over the share of noise at the right.

    Attributes
    ----------
    gradients, frame
        See :class:`NoisyGradients`; its window, what it shows, names of both means.
    ground
        Window and axes of the lengths.
    average, rms, bare
        Curves of the law, whose dials are shares of noise: the average, the root mean square, that without the mean.
    names
        By curve, its name.
    dots
        By curve, what was measured.
    key
        What dots are.
    law
        What m and v come to, and the step.
    alone
        The length in noise alone.
    """

    size, middle = (5.3, 4.3), (3.75, 0.3, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.gradients = NoisyGradients(facts)
        window = self.gradients.plane.window
        head = screen.word("noise_panel", theme.SMALL, theme.GRADIENT)
        head.next_to(window, UP, buff=0.15, aligned_edge=LEFT)
        m_name, root_name = (
            plated(screen.word(key, theme.BODY, colour), 0.05)
            for key, colour in (("m_here", MEAN), ("root_here", ROOT))
        )
        right = window.get_right()
        one = self.gradients.plane.to_scene((SHOWN, 1.0))[1]
        root_name.move_to((right[0] - 0.5, one + 0.42, 0))
        m_name.move_to((window.get_left()[0] + 0.35, one + 0.38, 0))
        self.frame = VGroup(self.gradients.plane, head, m_name, root_name)
        self.plane = Plane((0.0, 1.0), (0.0, 1.15), width=self.size[0], height=self.size[1])
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            (0, 0.25, 0.5, 0.75, 1),
            (0, 0.25, 0.5, 0.75, 1),
            x_name=screen["signal_axis"],
            y_name=screen["step_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes)
        share = np.linspace(0.0, 1.0, 201)
        law = facts.law
        self.average, self.rms, self.bare = (
            Curve(self.plane, np.stack([share, lengths], axis=-1), look, width=4, head=0)
            for lengths, look in (
                (average_step(share), AVERAGE),
                (rms_step(share, law.beta1), RMS),
                (np.ones_like(share), BARE),
            )
        )
        self.dots = {
            key: self._measured(values, look)
            for key, values, look in (
                ("average", law.average, AVERAGE),
                ("rms", law.rms, RMS),
                ("bare", law.rms_bare, BARE),
            )
        }
        self.names = {
            key: legend_entry(look, screen.word(text, theme.SMALL, look.colour), length=0.55)
            for key, text, look in (
                ("average", "average", AVERAGE),
                ("rms", "rms", RMS),
                ("bare", "rms_bare", BARE),
            )
        }
        self._place_names()
        self.key = screen.word("dots", theme.SMALL, theme.MUTED)
        left, y, _ = self.plane.to_scene((0.0, 0.54))
        self.key.move_to((left + 0.2, y, 0), aligned_edge=LEFT)
        self.law = self._law()
        self.alone = self._alone()

    def _measured(self, values: np.ndarray, look: theme.Look) -> VGroup:
        places = self.plane.to_scene(np.stack([SHARES, values], axis=-1))
        return VGroup(*(marker(look.marker, 0.17, look.colour).move_to(place) for place in places))

    def _place_names(self) -> None:
        left = self.plane.window.get_left()[0] + 0.2
        place = self.plane.to_scene
        self.names["average"].move_to((left, place((0.0, 0.41))[1], 0), aligned_edge=LEFT)
        self.names["rms"].move_to((left, place((0.0, 0.28))[1], 0), aligned_edge=LEFT)
        self.names["bare"].move_to((left + 0.6, place((0.0, 1.08))[1], 0), aligned_edge=LEFT)

    def _law(self) -> VGroup:
        x, rows = self.gradients.plane.window.get_left()[0], VGroup()
        for key, colour in (("law_mean", MEAN), ("law_root", ROOT)):
            rows.add(self.screen.word(key, theme.BODY, colour))
        rows.arrange(DOWN, buff=0.22, aligned_edge=LEFT).move_to((x, -1.3, 0), aligned_edge=LEFT)
        rule = EquationPanel(
            "{{ m : m }} / {{ sqrt(v) : v }} quad -> quad s / sqrt(s^2 + sigma^2)",
            {"m": MEAN, "v": ROOT},
            plate=False,
            size=theme.HEADING,
        )
        rule.move_to((x, -2.4, 0), aligned_edge=LEFT)
        meaning = self.screen.word("law_share", theme.SMALL, LOOKS["own"].colour)
        return VGroup(rows, VGroup(rule, meaning.next_to(rule, RIGHT, buff=0.4)))

    def _alone(self) -> VGroup:
        end = self.plane.to_scene((1.0, self.facts.alone))
        text = plated(self.screen.word("alone", theme.BODY, LOOKS["own"].colour), 0.05)
        mark = marker("ring", 0.3, theme.INK).move_to(end)
        return VGroup(mark, text.next_to(end, LEFT, buff=0.45).shift(0.25 * DOWN))


class ShareRule(Dialled):
    """The average step at the share of noise ``dial``, and a rule from it up to η: what noise has taken."""

    def __init__(self, view: SignalView) -> None:
        super().__init__()
        self.plane = view.plane
        self.rule = VMobject(stroke_color=theme.GRADIENT, stroke_width=3)
        look = LOOKS["own"]
        self.mark = marker(look.marker, 0.26, look.colour, rim=True)
        self.add(self.rule, self.mark)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand at a share of noise."""
        ends = self.plane.to_scene([(dial, float(average_step(np.array(dial)))), (dial, 1.0)])
        set_pieces(self.rule, [ends])
        self.mark.move_to(ends[0])
