"""A heat map's cells: where they lie, what colour they have, how they are painted, without rendering."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP

from scenes.components.axes.heat_map import (
    DARKEST,
    SHADES,
    HeatKey,
    HeatMap,
    cell_edges,
    heat_plane,
    share_of,
)
from scenes.ground import ground_colours

RATES = 10.0 ** np.arange(-3, 2)
MOMENTA = np.array([0.0, 0.5, 0.9])
VALUES = np.array(
    [[100.0, 100.0, 10.0, 1.0, np.nan], [np.nan, 30.0, 3.0, 3.0, np.nan], [1.0, 1.0, 1.0, 1.0, 1000.0]]
)


def made() -> HeatMap:
    plane = heat_plane(RATES, MOMENTA, width=5, height=3, log_x=True).shift((1.0, -0.5, 0))
    return HeatMap(plane, RATES, MOMENTA, VALUES, (1.0, 100.0))


def shown(heat: HeatMap, place: np.ndarray) -> int | None:
    """Tell which part is seen at a place: the last that covers it; −1 is nothing, None is bare ground."""
    seen = None
    for rank, part in enumerate((heat.nothing, *heat.shades), start=-1):
        for corners in part.points.reshape(-1, 16, 3):
            low, high = corners.min(axis=0)[:2], corners.max(axis=0)[:2]
            if np.all((low < place[:2]) & (place[:2] < high)):
                seen = rank
    return seen


def test_cells_fill_the_window_and_meet_half_way_between_values() -> None:
    heat = made()
    assert heat.plane.x_range == pytest.approx((10**-3.5, 10**1.5))
    np.testing.assert_allclose(cell_edges(MOMENTA), [-0.25, 0.25, 0.7, 1.1])
    box = heat.box(1, 0, 4)
    assert box.width == pytest.approx(5)
    assert box.height == pytest.approx(3 * 0.45 / 1.35)
    assert heat.box(2, 1, 1).get_center()[0] == pytest.approx(heat.plane.to_scene((0.01, 0.0))[0])


@pytest.mark.parametrize("painted", [0.0, 1.0, 2.5, 5.0])
def test_every_cell_has_the_colour_of_its_value_as_far_as_it_is_painted(painted: float) -> None:
    heat = made()
    heat.set_dial(painted)
    for row in range(3):
        for column in range(5):
            expected = (
                round(float(np.clip(np.log10(VALUES[row, column]) / 2, 0, 1)) * (SHADES - 1))
                if np.isfinite(VALUES[row, column])
                else -1
            )
            box = heat.box(row, column, column)
            for share in (0.05, 0.45, 0.95):
                place = box.get_center() + np.array([(share - 0.5) * box.width, 0.0, 0.0])
                assert shown(heat, place) == (expected if column + share < painted else None)


def test_shades_are_those_of_the_ground_and_apart_from_nothing() -> None:
    heat = made()
    for rank, shade in enumerate(heat.shades):
        colour = ground_colours(np.array([DARKEST * rank / (SHADES - 1)]))[0]
        np.testing.assert_allclose(shade.get_fill_color().to_rgb(), colour, atol=0.01)
    darkest, nothing = (part.get_fill_color().to_rgb().sum() for part in (heat.shades[-1], heat.nothing))
    assert darkest > 2 * nothing


def test_pieces_reach_under_each_other_but_not_out_of_the_window() -> None:
    heat = made()
    low, high = heat.plane.window.get_corner(DOWN + LEFT), heat.plane.window.get_corner(UP + RIGHT)
    points = np.concatenate([part.points for part in (heat.nothing, *heat.shades)])
    np.testing.assert_allclose(points.min(axis=0), low, atol=1e-9)
    np.testing.assert_allclose(points.max(axis=0), high, atol=1e-9)


def test_the_key_shows_values_where_their_colours_are() -> None:
    key = HeatKey((1.0, 100.0), (1.0, 10.0, 100.0), left=-2.0, top=1.0, width=4.0)
    numbers = key[SHADES:]
    assert [number.text for number in numbers] == ["1", "10", "100"]
    np.testing.assert_allclose([number.get_x() for number in numbers], [-2.0, 0.0, 2.0], atol=1e-6)
    assert share_of(np.array([0.1, 1.0, 1e9]), (1.0, 100.0)).tolist() == [0.0, 0.0, 1.0]
