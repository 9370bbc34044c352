"""The three tests as pictures, each above its place in the strip, and what they are worth."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from optimlib import optimizers
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, polyline
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, label

from .differences import central_law
from .error_chart import LARGEST, LEAST, MOST, SMALLEST, Measured
from .facts import Facts
from .looks import MENDED, PRINTED
from .three_tests import MIDDLES

SIZE, LEVEL, HEAD = (4.1, 3.9), 0.3, 2.7
COLUMNS = 4


def small_plane(rank: int, x: tuple[float, float], y: tuple[float, float], **options: bool) -> Plane:
    """Return a window above a place of the strip."""
    plane = Plane(x, y, width=SIZE[0], height=SIZE[1], **options)
    return plane.move_to((MIDDLES[rank], LEVEL, 0))


def tiny_step(screen: ScreenText) -> VGroup:
    """Draw a parabola with a small step down it, and one up, struck in the colour of misprints."""
    plane = small_plane(0, (-1.5, 1.5), (-0.2, 2.3))
    at = np.linspace(-1.5, 1.5, 121)
    curve = Curve(plane, np.column_stack([at, at**2]), COST, width=5, head=0)
    curve.set_dial(1.5)
    here = plane.to_scene((0.8, 0.64))
    slope = plane.to_scene((1.8, 0.64 + 1.6)) - here
    slope /= np.linalg.norm(slope)
    arrows = [
        Arrows(here, here + length * slope, colour, width=0.1, head=0.3)
        for length, colour in ((-0.95, MENDED), (0.95, PRINTED.colour))
    ]
    dot = marker("disc", 0.26, theme.INK, rim=True).move_to(here)
    name = screen.word("loss", theme.SMALL, theme.MUTED).move_to(plane.window.get_top() + 0.3 * DOWN)
    return VGroup(plane, curve, *arrows, dot, name)


def mirrored_start(facts: Facts) -> VGroup:
    """Draw two mirrored starts whose steps are mirrored."""
    plane = small_plane(1, (-6.2, 6.2), (-5.0, 5.0))
    parts = VGroup(ContourMap(plane, facts.objective), Goal().move_to(plane.to_scene((0.0, 0.0))))
    for run in (facts.adadelta, facts.adadelta_mirrored):
        here = plane.to_scene(run.x[0])
        step = np.array([*(run.step[0] / np.hypot(*run.step[0])), 0.0])
        parts.add(Arrows(here, here + 0.95 * step, MENDED, width=0.1, head=0.3))
        parts.add(marker("disc", 0.22, theme.INK, rim=True).move_to(here))
    return parts


def known_answer(facts: Facts, screen: ScreenText) -> VGroup:
    """Draw the V of errors."""
    plane = small_plane(2, (SMALLEST, LARGEST), (LEAST, MOST), log_x=True, log_y=True)
    found = facts.differences
    dots = Measured(plane, found.widths, found.central, MENDED)
    dots.set_dial(-12.0)
    at = np.geomspace(SMALLEST, LARGEST, 200)
    law = polyline(
        plane.clip(plane.to_scene(np.column_stack([at, [central_law(h) for h in at]]))),
        stroke_color=theme.INK,
        stroke_width=3.5,
    )
    lowest = plane.to_scene((found.best_central, found.least_central))
    names = VGroup(
        screen.word("error", theme.SMALL, theme.MUTED).move_to(plane.window.get_top() + 0.3 * DOWN),
        label("$h$", theme.BODY, theme.MUTED).move_to(
            plane.window.get_corner(DOWN + RIGHT) + np.array([-0.3, 0.25, 0])
        ),
    )
    return VGroup(plane, dots, law, marker("disc", 0.24, theme.INK, rim=True).move_to(lowest), names)


def verdicts(screen: ScreenText) -> VGroup:
    """Write what failing and passing mean, as one line over all pictures."""
    words = [
        screen.word(key, theme.BODY, colour)
        for key, colour in (("verdict_fails", PRINTED.colour), ("verdict_passes", theme.INK))
    ]
    return VGroup(*words).arrange(RIGHT, buff=1.1).move_to((0.0, HEAD, 0))


def next_question(screen: ScreenText) -> VGroup:
    """Ask which of the methods comes first, with all of them beside the question."""
    shown = []
    for name in optimizers.names():
        told, look = getattr(optimizers.load(name), "facts", None), theme.look(name)
        if told is None:
            continue
        shown_name = told.display_name.get(screen.language, name)
        text = screen.set(shown_name, theme.HEADING, look.colour)
        shown.append(VGroup(marker(look.marker, 0.28, look.colour), text).arrange(RIGHT, buff=0.2))
    methods = VGroup(*shown).arrange_in_grid(cols=COLUMNS, buff=(0.9, 0.55), cell_alignment=LEFT)
    question = screen.word("next", theme.TITLE, theme.GOAL)
    return VGroup(question, methods).arrange(DOWN, buff=0.8).move_to((0.0, LEVEL + 0.2, 0))
