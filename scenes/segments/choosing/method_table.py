"""All methods in three groups, one at a time: rule, numbers kept for each weight, name in PyTorch."""

from __future__ import annotations

from manim import LEFT, Line, Square, VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, formula

from .facts import Facts
from .methods import GROUPS, Method

NAME, RULE, KEPT, TORCH = -6.2, -3.15, 3.35, 5.5
"""Where columns begin."""
RULE_WIDTH = 6.2
HEAD, TOP, FOOT = 2.65, 1.45, -2.55


def method_groups(facts: Facts, screen: ScreenText) -> dict[str, VGroup]:
    """Return the table of each group, by its name."""
    return {name: _group(facts.group(name), name, screen) for name in GROUPS}


def _group(methods: tuple[Method, ...], name: str, screen: ScreenText) -> VGroup:
    table = VGroup(_at(screen.word(f"group_{name}", theme.TITLE, theme.GREEN), NAME - 0.35, HEAD))
    for key, left in (("column_rule", RULE), ("column_memory", KEPT), ("column_torch", TORCH)):
        table.add(_at(screen.word(key, theme.SMALL, theme.MUTED), left, 2.02))
    table.add(Line((NAME - 0.35, 1.75, 0), (theme.STAGE_RIGHT, 1.75, 0), color=theme.FAINT, stroke_width=1.5))
    # Few rows stand closer together than they might: a table is read as one.
    apart = min((TOP - FOOT) / max(len(methods) - 1, 1), 1.15)
    first = TOP - 0.35 - (0.25 if len(methods) < 5 else -0.2)
    for rank, method in enumerate(methods):
        table.add(_row(method, first - rank * apart, screen))
    return table


def _row(method: Method, y: float, screen: ScreenText) -> VGroup:
    look = theme.look(method.name)
    shown = method.shown.get(screen.language, method.name)
    name = _at(screen.set(shown, theme.BODY, look.colour), NAME, y)
    sign = marker(look.marker, 0.26, look.colour).move_to((NAME - 0.25, y, 0))
    rule = formula(method.rule, theme.BODY)
    if rule.width > RULE_WIDTH:
        rule.scale_to_fit_width(RULE_WIDTH)
    _at(rule, RULE, y)
    weight = Square(0.26).set_stroke(theme.MUTED, 2)
    kept = [Square(0.26).set_stroke(look.colour, 2).set_fill(look.colour, 0.9) for _ in range(method.memory)]
    count = screen.set(str(method.memory), theme.BODY, look.colour)
    memory = VGroup(count, weight, *kept).arrange(buff=0.12)
    torch = screen.set(method.torch or screen["none"], theme.BODY)
    return VGroup(sign, name, rule, _at(memory, KEPT, y), _at(torch, TORCH, y))


def _at(thing: VGroup, left: float, y: float) -> VGroup:
    return thing.move_to((left, y, 0), aligned_edge=LEFT)
