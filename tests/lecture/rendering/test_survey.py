"""From manim's objects to texts and shapes: what is seen, in which order, under which name."""

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, Line, Rectangle, VGroup

from lecture.layout.rules import faults
from lecture.layout.seen import Moment, Shape, Text
from lecture.rendering.things import leaves, shape, text
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.data_plot import sample_disc
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.text.equation import backing
from scenes.components.text.label import label
from scenes.components.text.number import Number


def seen(*mobjects: VGroup) -> tuple[list[Text], list[Shape]]:
    drawn = list(leaves(mobjects))
    names = list(dict.fromkeys(leaf.text for leaf in drawn if leaf.text))
    texts = [text([leaf for leaf in drawn if leaf.text is name], None) for name in names]
    return texts, [shape(leaf, texts) for leaf in drawn if leaf.text is None]


def told(*mobjects: VGroup) -> list[str]:
    texts, shapes = seen(*mobjects)
    return [fault.what for fault in faults([Moment("why", 1.0, tuple(texts), tuple(shapes))])]


def curve() -> Curve:
    plane = Plane((-1, 1), (-1, 1), width=4, height=2)
    return Curve(
        plane, np.array([(-1.0, 0.0), (1.0, 0.0)]), theme.Look(theme.INK, (), "disc"), head=0
    ).set_dial(1)


def test_a_text_is_one_thing_with_its_source_its_size_and_a_box_for_each_glyph() -> None:
    word, number = label("cost", theme.BODY), Number(1.25, ".2f", theme.HEADING, suffix="%").shift(UP)
    (first, second), shapes = seen(word, number)
    assert (first.name, first.numeral, len(first.glyphs)) == ("cost", False, 4)
    assert (second.name, second.numeral, len(second.glyphs)) == ("1.25%", True, 5)
    np.testing.assert_allclose((first.size, second.size), (theme.BODY, theme.HEADING), rtol=1e-6)
    np.testing.assert_allclose(seen(word.scale(0.5))[0][0].size, theme.BODY / 2, rtol=1e-6)
    assert shapes == []


def test_a_curve_through_a_label_is_named_by_its_component_and_a_plate_between_them_helps() -> None:
    word = label("cost")
    assert told(curve(), word) == ["'cost' is crossed by Curve"]
    assert told(word, curve()) == ["'cost' is crossed by Curve"]
    assert told(curve(), backing(word), word) == []
    assert told(backing(word), word, curve()) == ["'cost' is crossed by Curve"]
    assert told(curve(), word.shift(0.4 * DOWN)) == []


def test_thin_lines_are_ground_and_arrow_heads_are_not() -> None:
    word = label("cost")
    assert told(Line((-2, 0, 0), (2, 0, 0), stroke_width=1.4), word) == []
    assert told(Line((-2, 0, 0), (2, 0, 0), stroke_width=3), word) == ["'cost' is crossed by Line"]
    assert told(Arrows((-2, 0, 0), (0, 0, 0)), word) == ["'cost' is crossed by Arrows"]


def test_a_numeral_in_its_disc_is_fine_wherever_the_disc_lies() -> None:
    assert told(curve(), sample_disc(3)) == []
    small = sample_disc(3, 0.3)
    assert told(small) == ["'3' is too small (type size 18)"]


def test_what_is_invisible_is_not_there_and_what_is_listed_twice_counts_at_its_last_place() -> None:
    word, plate = label("cost"), Rectangle(width=3, height=1, stroke_width=0, fill_opacity=1)
    assert told(word, plate) == ["'cost' is hidden by Rectangle"]
    assert told(word, plate, word) == []
    assert told(word, plate.copy().set_opacity(0)) == []
    assert told(word.copy().set_opacity(0), plate) == []


def test_a_circle_round_a_label_does_not_touch_it_and_one_beside_it_is_measured_by_its_outline() -> None:
    word = label("cost")
    assert told(Circle(radius=1, stroke_width=4), word) == []
    # The boxes overlap, the round corner does not.
    corner = word.get_corner(UP + RIGHT)
    beside = Circle(radius=1, stroke_width=4).move_to(corner + np.array([0.75, 0.75, 0]))
    assert told(beside, word) == []
    assert told(beside.shift((-0.2, -0.2, 0)), word) == ["'cost' is crossed by Circle"]
