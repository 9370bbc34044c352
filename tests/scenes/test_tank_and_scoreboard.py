"""Geometry of tanks, scoreboards, logarithmic axes and names beside points, without a picture."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Rectangle, Square

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.charts.tank import Tank
from scenes.components.dial import geometric
from scenes.components.placement import into_stage, overlap, put_beside, put_first_free, within
from scenes.components.text.scoreboard import Scoreboard


@pytest.mark.parametrize("share", [0.0, 0.001, 0.65, 1.0])
def test_a_tank_is_filled_in_proportion(share: float) -> None:
    tank = Tank((1.0, -2.0, 0.0), 1.5, 3.0, theme.SKY, value=share)
    assert tank.surface.get_center() == pytest.approx([1.0, -2.0 + 3.0 * share, 0.0])
    assert tank.body.body.height == pytest.approx(3.0 * share, abs=2e-4)


def test_a_tank_runs_over_at_its_rim_and_goes_on_counting() -> None:
    tank = Tank((0.0, 0.0, 0.0), 1.0, 2.0, theme.SKY, value=3.16)
    assert tank.surface.get_y() == pytest.approx(2.0)
    assert tank.body.body.get_top()[1] == pytest.approx(2.0)
    assert tank.number.dial == pytest.approx(316.0)


def test_a_logarithmic_axis_gives_every_power_the_same_room() -> None:
    plane = Plane((1, 10_000), (0, 7), width=8, height=4, log_x=True).shift((1.0, 0.5, 0.0))
    across = plane.to_scene([(10.0**power, 3.5) for power in range(5)])
    np.testing.assert_allclose(across[:, 0], [-3, -1, 1, 3, 5])
    np.testing.assert_allclose(across[:, 1], 0.5)
    assert not plane.holds((0.5, 3.0))


def test_a_plane_around_points_holds_them_with_equal_scales() -> None:
    points = np.array([[-7.0, 2.0], [-1.7, -1.1], [0.0, 0.0]])
    plane = Plane.around(points, 9.2, 5.6, margin=0.1)
    assert plane.holds(points).all()
    one, along, up = plane.to_scene([(0, 0), (1, 0), (0, 1)])
    assert np.linalg.norm(along - one) == pytest.approx(np.linalg.norm(up - one))


def test_ticks_are_round_and_inside() -> None:
    for top in (0.7, 1.3, 2.4, 7.5, 36.0, 120.0):
        ticks = nice_ticks(top)
        assert 3 <= len(ticks) <= 6
        assert ticks[0] == 0
        assert ticks[-1] <= top


def test_a_geometric_pace_takes_equal_factors_in_equal_times() -> None:
    rate = geometric(2.0, 2000.0)
    dials = [2.0 + rate(alpha) * 1998.0 for alpha in (0, 1 / 3, 2 / 3, 1)]
    np.testing.assert_allclose(dials, [2, 20, 200, 2000])
    assert geometric(5.0, 5.0)(0.4) == pytest.approx(0.4)


def test_a_name_goes_to_the_first_free_side() -> None:
    window = Rectangle(width=6, height=4)
    name = Square(1)
    put_beside(name, np.array([0.0, 0.0, 0.0]), window)
    assert name.get_x() > 0
    put_beside(name, np.array([2.5, 0.0, 0.0]), window)
    assert name.get_x() < 2.5
    other = Square(1).move_to((0.7, 0, 0))
    put_beside(name, np.array([0.0, 0.0, 0.0]), window, [other])
    assert not overlap(name, other)
    assert within(name, window)


def test_a_text_goes_to_the_first_place_that_no_line_no_name_and_no_edge_takes() -> None:
    window, name = Rectangle(width=6, height=4), Square(1)
    outside, named, crossed, free = (np.array([x, 0.0, 0.0]) for x in (2.8, -2.0, 0.0, 1.5))
    other = Square(0.5).move_to(named)
    line = np.array([[0.2, y, 0.0] for y in np.linspace(-2, 2, 50)])
    put_first_free(name, [outside, named, crossed, free], window, [other], [line])
    assert name.get_center().tolist() == free.tolist()
    put_first_free(name, [crossed, named], window, [other], [line])
    assert name.get_center().tolist() == crossed.tolist()


def test_only_what_begins_in_the_margin_is_moved_into_the_stage() -> None:
    assert into_stage(Square(1).move_to((-7, 1, 0))).get_left()[0] == pytest.approx(theme.STAGE_LEFT)
    assert into_stage(Square(1).move_to((-2, 1, 0))).get_x() == pytest.approx(-2)


def test_a_scoreboard_sets_a_column_from_its_first_row() -> None:
    looks = (theme.look("adam"), theme.look("momentum"))
    methods = [("Adam", looks[0]), ("Momentum", looks[1])]
    board = Scoreboard(methods, [("$x$", ".2f"), ("loss", ".3f")], left=3.5, edges=(5.3, 6.7), top=1.3)
    board.put(1, [-1.5, 0.25])
    assert [cell.dial for row in board.rows for cell in row[1:]] == [0.0, -1.5, 0.0, 0.25]
    for row in board.rows:
        assert row[1].get_right()[0] < 5.301 < row[2].get_left()[0]


def test_a_tank_may_count_what_it_holds_in_its_own_unit() -> None:
    tank = Tank((0.0, 0.0, 0.0), 1.0, 2.0, theme.SKY, form=".2f", full=20.0, suffix="", rim=False, value=0.8)
    assert tank.number.text == "16.00"
    assert tank.rim not in tank.submobjects


def test_powers_of_ten_stand_where_they_belong() -> None:
    plane = Plane((1, 10_000), (1e-6, 10), width=8, height=7, log_x=True, log_y=True)
    ticks = power_ticks(plane, (0, 4), (-6, 1))
    assert [tick[1].get_x() for tick in ticks[:2]] == pytest.approx([-4, 4], abs=1e-6)
    assert [tick[1].get_y() for tick in ticks[2:]] == pytest.approx([-3.5, 3.5], abs=1e-6)
    assert [tick[1].source for tick in ticks] == ["$1$", "$10^(4)$", "$10^(-6)$", "$10$"]
