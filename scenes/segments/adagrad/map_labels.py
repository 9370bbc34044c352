"""What is written on the map about a run: its first step, its step number, its length, how it ends."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Mobject, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .maps import LOWER_LEFT, UPPER_LEFT, UPPER_RIGHT, ValleyMap
from .trade_chart import LOOKS


def stacked(*lines: Mobject) -> VGroup:
    """Put lines below each other, left-aligned."""
    return VGroup(*lines).arrange(DOWN, buff=0.16, aligned_edge=LEFT)


def methods_before(facts: Facts, view: ValleyMap, screen: ScreenText) -> tuple[VGroup, VGroup]:
    """Return the paths of momentum and Nesterov, not walked yet, and their names."""
    walks = {"momentum": facts.momentum, "nesterov": facts.nesterov}
    paths = VGroup(*(TrajectoryPath(view.plane, walk.x, theme.look(key)) for key, walk in walks.items()))
    names = VGroup(*(screen.word(key, theme.BODY, theme.look(key).colour) for key in walks))
    return paths, view.caption(names.arrange(RIGHT, buff=0.5), LOWER_LEFT)


def wished_step(facts: Facts, view: ValleyMap, screen: ScreenText) -> tuple[Arrows, Arrows, VGroup]:
    """Draw what rates that fit would do: the whole way along x, that along y, and both in one step."""
    start, corner, goal = view.plane.to_scene([facts.own.x[0], (0.0, facts.own.x[0, 1]), (0.0, 0.0)])
    name = plated(screen.word("jump", theme.BODY), 0.1)
    return (
        Arrows(start, corner, theme.X_AXIS, width=0.09, head=0.3),
        Arrows(corner, goal, theme.Y_AXIS, width=0.09, head=0.3),
        VGroup(
            Arrows(start, goal, theme.INK, width=0.1, head=0.34),
            name.move_to((start + goal) / 2 + np.array([-0.4, -0.55, 0.0])),
        ),
    )


def next_slope(facts: Facts, view: ValleyMap, other: ValleyMap) -> Arrows:
    """Draw steepest descent on other ground from where the run has ended."""
    end, goal = view.plane.to_scene(facts.own.x[-1]), other.goal.get_center()
    return Arrows(end, end + 0.6 * (goal - end), theme.GRADIENT, width=0.08, head=0.28)


def first_step(facts: Facts, view: ValleyMap, screen: ScreenText) -> VGroup:
    """Draw the parts of the first step along x and y, and say how long both are."""
    walk = facts.own.x
    start, corner, end = view.plane.to_scene([walk[0], (walk[1, 0], walk[0, 1]), walk[1]])
    name = plated(screen.word("first", theme.SMALL), 0.06)
    return VGroup(
        Arrows(start, corner, theme.X_AXIS, width=0.07, head=0.24),
        Arrows(corner, end, theme.Y_AXIS, width=0.07, head=0.24),
        name.next_to((corner + end) / 2, np.sign(walk[1, 0] - walk[0, 0]) * RIGHT, buff=0.3),
    )


def first_gradient(facts: Facts, view: ValleyMap, screen: ScreenText) -> VGroup:
    """Draw steepest descent at the start, and write the gradient beside it."""
    start, slope = facts.own.x[0], facts.gradient
    here, tip = view.plane.to_scene([start, start - 0.6 * slope])
    tip = view.plane.clip(np.array([here, tip]))[0][-1]
    text = plated(
        screen.set(f"$-g$ = ({_signed(-slope[0])}, {_signed(-slope[1])})", theme.BODY, theme.GRADIENT), 0.06
    )
    away = np.sign(-start[0]) * RIGHT
    return VGroup(
        Arrows(here, tip, theme.GRADIENT, width=0.08, head=0.28),
        text.next_to((here + tip) / 2, away, buff=0.35),
    )


def _signed(value: float) -> str:
    return Number.spell(float(value), ".3g")


def step_counter(facts: Facts, view: ValleyMap, screen: ScreenText) -> VGroup:
    """Count steps in the upper right corner; the number comes last and starts at 1."""
    number = Number(facts.steps, "d", theme.BODY, theme.INK)
    text = VGroup(screen.word("step", theme.SMALL, theme.MUTED), number).arrange(RIGHT, buff=0.2)
    plate, _ = view.caption(text, UPPER_RIGHT)
    number.set_dial(1)
    return VGroup(plate, *text)


def ends(facts: Facts, view: ValleyMap, screen: ScreenText) -> tuple[VGroup, VGroup]:
    """Say with what loss AdaGrad and plain descent end, each at its corner."""
    own = stacked(
        screen.word("loss_after", theme.SMALL, theme.MUTED),
        screen.word("own_end", colour=LOOKS["own"].colour),
    )
    plain = screen.word("plain_end", colour=LOOKS["plain"].colour)
    return view.caption(own, UPPER_RIGHT), view.caption(VGroup(plain), LOWER_LEFT)


def shared_ends(facts: Facts, view: ValleyMap, screen: ScreenText) -> VGroup:
    """Set the losses of both runs with tanks below each other."""
    rows = [screen.word("loss_after", theme.SMALL, theme.MUTED)]
    for key, value in (("shared", facts.shared_loss), ("own", facts.own_loss)):
        look = LOOKS[key]
        name = screen.word(key, theme.SMALL, look.colour)
        number = Number(value, ".2g", theme.HEADING, look.colour)
        rows.append(VGroup(marker(look.marker, 0.2, look.colour), name, number).arrange(RIGHT, buff=0.2))
    return view.caption(stacked(*rows), LOWER_LEFT)


def turned_ends(view: ValleyMap, screen: ScreenText) -> VGroup:
    """Say with what loss both end in the turned valley, below each other; each can be shown by itself."""
    return _both(view, screen, ("turned_loss", "turned_plain"), UPPER_LEFT).shift(0.35 * DOWN)


def bowl_ends(view: ValleyMap, screen: ScreenText) -> VGroup:
    """Say what the round bowl makes of both paths, below each other; each can be shown by itself."""
    return _both(view, screen, ("same", "other"), LOWER_LEFT)


def _both(view: ValleyMap, screen: ScreenText, keys: tuple[str, str], corner: np.ndarray) -> VGroup:
    """Put a line on AdaGrad, with the plate, and one on plain descent into a corner."""
    looks = (LOOKS["own"], LOOKS["plain"])
    lines = (screen.word(key, colour=look.colour) for key, look in zip(keys, looks, strict=True))
    plate, (own, plain) = view.caption(stacked(*lines), corner)
    return VGroup(VGroup(plate, own), plain)
