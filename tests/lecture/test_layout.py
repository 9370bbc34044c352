"""The rules of layout on made-up boxes: each finds a planted fault, and is silent when all is well."""

from typing import Any

import numpy as np
import pytest

from lecture.layout.outlines import Array, contrast, covered, crossed, pieces
from lecture.layout.rules import Fault, faults
from lecture.layout.seen import Moment, Shape, Text
from scenes import theme

Box = tuple[float, float, float, float]


def text(name: str = "cost", *glyphs: Box, order: int = 9, **options: Any) -> Text:
    boxes = np.array(glyphs or [(0, 0, 0.2, 0.3), (0.25, 0, 0.45, 0.3)], dtype=float)
    box = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    return Text(name, order, box, glyphs=boxes, **options)


def shape(name: str, lines: Array, order: int = 0, **options: Any) -> Shape:
    ends = lines.reshape(-1, 2)
    return Shape(name, order, np.concatenate([ends.min(axis=0), ends.max(axis=0)]), lines=lines, **options)


def line(*points: tuple[float, float], **options: Any) -> Shape:
    ends = np.array(points, dtype=float)
    return shape("Curve", np.hstack([ends[:-1], ends[1:]]), edged=True, **{"width": 0.04, **options})


def rectangle(left: float, low: float, right: float, high: float) -> Array:
    corners = np.array([(left, low), (right, low), (right, high), (left, high), (left, low)], dtype=float)
    return np.hstack([corners[:-1], corners[1:]])


def told(*things: Text | Shape, **options: Any) -> list[str]:
    texts = tuple(thing for thing in things if isinstance(thing, Text))
    shapes = tuple(thing for thing in things if isinstance(thing, Shape))
    return [fault.what for fault in faults([Moment("why", 1.0, texts, shapes, **options)])]


THROUGH = line((-1, 0.15), (1, 0.15))
PLATE = shape("Plate", rectangle(-0.1, -0.1, 0.6, 0.4), 5, fill=0.86)
BAR = shape("Bar", rectangle(-1, -1, 2, 1), fill=1.0, edged=True)
"""Beginnings of the scene that the cases below put together."""


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        # texts among themselves
        ([text("cost"), text("loss", (0.4, 0.1, 0.6, 0.4))], ["'cost' overlaps 'loss'"]),
        ([text("cost"), text("loss", (0.46, 0, 0.66, 0.3))], ["'cost' nearly touches 'loss'"]),
        ([text("cost"), text("loss", (0, -0.3, 0.2, -0.005))], ["'cost' nearly touches 'loss'"]),
        ([text("cost"), text("loss", (0.47, 0, 0.67, 0.3))], []),
        ([text("cost", (0, -0.1, 0.2, 0.3)), line((-1, -0.09), (1, -0.09))], ["'cost' is crossed by Curve"]),
        ([text("cost", (0, 0, 0.1, 0.3), (2, 0, 2.1, 0.3)), text("loss", (1, 0, 1.2, 0.3))], []),
        ([text("cost", opacity=0.5), text("loss", opacity=0.5)], []),
        ([text("cost", opacity=0.4), text("loss")], ["'cost' overlaps 'loss'"]),
        ([text("cost", opacity=0.1), text("loss")], []),
        # curves, arrow heads and edges
        ([text(), THROUGH], ["'cost' is crossed by Curve"]),
        ([text(order=0), line((-1, 0.15), (1, 0.15), order=4)], ["'cost' is crossed by Curve"]),
        ([text(), line((0.1, -1), (0.1, 1))], ["'cost' is crossed by Curve"]),
        ([text(), line((-1, 0.31), (1, 0.31))], ["'cost' is crossed by Curve"]),
        ([text(), line((-1, 0.33), (1, 0.33))], []),
        ([text(), line((0.225, -1), (0.225, 1), width=0.01)], []),
        ([text(), line((-1, 0.5), (0, 0.5), (0, 2))], []),
        ([text(), line((-1, 0.15), (1, 0.15), opacity=0.1)], []),
        ([text(), shape("ContourMap", THROUGH.lines)], []),
        (
            [text(), shape("Arrows", rectangle(-1, 0.1, 0.1, 0.2), edged=True, fill=1.0)],
            ["'cost' is crossed by Arrows"],
        ),
        # plates
        ([text(), THROUGH, PLATE], []),
        ([text(opacity=0.5), THROUGH, shape("Plate", PLATE.lines, 5, fill=0.43, opacity=0.43)], []),
        ([text(), THROUGH, shape("Plate", PLATE.lines, 5, fill=0.4)], ["'cost' is crossed by Curve"]),
        (
            [text(), THROUGH, shape("Plate", rectangle(-0.1, -0.1, 0.22, 0.4), 5, fill=0.9)],
            ["'cost' is crossed by Curve"],
        ),
        ([text(), line((-1, 0.15), (1, 0.15), order=6), PLATE], ["'cost' is crossed by Curve"]),
        ([text(order=3), PLATE], ["'cost' is hidden by Plate"]),
        # a label inside a bar; half of it inside
        ([text(), BAR], []),
        (
            [text(), shape("Bar", rectangle(-1, -1, 0.3, 1), fill=1.0, edged=True)],
            ["'cost' is crossed by Bar"],
        ),
        # places
        ([text("cost", (0, -3.3, 1, -3.2))], ["'cost' reaches into the room of the subtitles (y = -3.30)"]),
        ([text("cost", (0, -2.9, 1, -2.7))], []),
        ([text("cost", (-7, 0, -6, 0.3))], ["'cost' reaches into the margin (-7.00 to -6.00, up to 0.30)"]),
        ([line((0, 0), (8, 5))], ["Curve reaches into the margin (0.00 to 8.00, up to 5.00)"]),
        ([line((0, 0), (8, 5), opacity=0.0)], []),
        # sizes
        ([text(size=theme.SMALL)], []),
        ([text(size=18)], ["'cost' is too small (type size 18)"]),
        ([text("7", size=19, numeral=True)], []),
        (
            [text("7", size=17, numeral=True, inside="Schedule")],
            ["'7' in Schedule is too small (type size 17)"],
        ),
        # colours
        ([text(contrast=4.6)], []),
        ([text(contrast=4.4)], ["'cost' is hard to read on its ground (contrast 4.4 : 1)"]),
        ([text(contrast=2.0, opacity=0.4)], []),
    ],
)
def test_what_is_a_fault_and_what_is_not(things: list[Text | Shape], expected: list[str]) -> None:
    assert told(*things) == expected


def test_colours_are_judged_when_they_have_come_to_rest() -> None:
    assert told(text(contrast=2.0), settled=False) == []


def test_a_declared_overlap_is_none_whichever_is_named_first() -> None:
    label, curve = text(members=frozenset({1, 2})), line((-1, 0.15), (1, 0.15), members=frozenset({3}))
    for pair in ((2, 3), (3, 2)):
        assert told(label, curve, allowed=frozenset({pair})) == []
    assert told(label, curve, allowed=frozenset({(2, 4)})) != []


def test_a_fault_is_told_once_where_it_is_first_seen_and_the_numbers_of_a_table_together() -> None:
    def moment(cue: str, time: float, value: str) -> Moment:
        options: dict[str, Any] = {"numeral": True, "size": 12, "inside": "NumberTable", "component": 7}
        return Moment(cue, time, (text(value, **options), text("word", (3, 0, 4, 1), size=12)))

    found = faults([moment("start", 1.0, "0.1"), moment("end", 9.0, "0.2")])
    assert found == [
        Fault("start", 1.0, "'0.1' in NumberTable is too small (type size 12)"),
        Fault("start", 1.0, "'word' is too small (type size 12)"),
    ]
    assert str(found[1]) == "start 1.0 s: 'word' is too small (type size 12)"


def test_outlines_of_circles_and_holes() -> None:
    turn = 4 / 3 * np.tan(np.pi / 8)
    quarter = np.array([(1, 0), (1, turn), (turn, 1), (0, 1)])
    rotate = np.array([[0, 1], [-1, 0]])
    circle = pieces([quarter @ np.linalg.matrix_power(rotate, k) for k in range(4)], parts=8)
    radii = np.hypot(*circle.reshape(-1, 2).T)
    np.testing.assert_allclose(radii, 1.0, atol=1e-3)
    boxes = np.array([(-0.5, -0.5, 0.5, 0.5), (0.75, 0.75, 0.9, 0.9), (0.6, 0.6, 0.9, 0.9), (-2, -2, 2, 2)])
    assert crossed(boxes, circle).tolist() == [False, False, True, True]
    assert covered(boxes, circle).tolist() == [True, False, False, False]
    ring = np.concatenate([rectangle(-3, -3, 3, 3), circle])
    assert covered(np.array([(-0.5, -0.5, 0.5, 0.5), (1.5, 1.5, 2, 2)]), ring).tolist() == [False, True]
    assert not crossed(boxes, np.zeros((0, 4))).any()
    assert not covered(boxes, np.zeros((0, 4))).any()


def test_contrast_is_that_of_wcag() -> None:
    # Known values: #767676 on white is the palest grey that passes; order does not matter.
    grey = np.full(3, 0x76 / 255)
    assert float(contrast(grey, np.ones(3))) == pytest.approx(4.54, abs=0.01)
    assert contrast(grey, np.ones(3)) == contrast(np.ones(3), grey)
