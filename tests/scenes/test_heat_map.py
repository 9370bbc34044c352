"""A heat map's cells: where they lie, what colour they have, how they are painted, without rendering."""

from __future__ import annotations

import numpy as np
import pytest

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


def area(points: np.ndarray) -> float:
    """Add the areas of upright rectangles, five corners each, as they are drawn: four Bézier pieces."""
    total = 0.0
    for corners in points.reshape(-1, 16, 3):
        total += float(np.ptp(corners[:, 0]) * np.ptp(corners[:, 1]))
    return total


def test_cells_fill_the_window_and_meet_half_way_between_values() -> None:
    heat = made()
    assert heat.plane.x_range == pytest.approx((10**-3.5, 10**1.5))
    np.testing.assert_allclose(cell_edges(MOMENTA), [-0.25, 0.25, 0.7, 1.1])
    box = heat.box(1, 0, 4)
    assert box.width == pytest.approx(5)
    assert box.height == pytest.approx(3 * 0.45 / 1.35)
    assert heat.box(2, 1, 1).get_center()[0] == pytest.approx(heat.plane.to_scene((0.01, 0.0))[0])


def test_every_cell_has_the_colour_of_its_value() -> None:
    heat = made()
    columns = np.diff(heat.plane.to_scene(np.stack([heat.x_edges, np.zeros(6)], -1))[:, 0])
    rows = np.diff(heat.plane.to_scene(np.stack([np.full(4, 1.0), heat.y_edges], -1))[:, 1])
    for rank, shade in enumerate(heat.shades):
        here = np.round(np.log10(VALUES) / 2 * (SHADES - 1)).clip(0, SHADES - 1) == rank
        expected = float((here * np.outer(rows, columns)).sum())
        assert area(shade.points) == pytest.approx(expected, abs=1e-9)
        colour = ground_colours(np.array([DARKEST * rank / (SHADES - 1)]))[0]
        np.testing.assert_allclose(shade.get_fill_color().to_rgb(), colour, atol=0.01)
    nothing = float((np.isnan(VALUES) * np.outer(rows, columns)).sum())
    assert area(heat.nothing.points) == pytest.approx(nothing)


def test_it_is_painted_from_the_left_by_columns() -> None:
    heat = made()
    parts = (heat.nothing, *heat.shades)
    for dial in (0.0, 1.0, 2.5, 5.0):
        heat.set_dial(dial)
        assert sum(area(part.points) for part in parts) == pytest.approx(3.0 * dial)
        painted = [part.points[:, 0].max() for part in parts if len(part.points)]
        assert max(painted, default=-1.5) == pytest.approx(-1.5 + dial)


def test_the_key_shows_values_where_their_colours_are() -> None:
    key = HeatKey((1.0, 100.0), (1.0, 10.0, 100.0), left=-2.0, top=1.0, width=4.0)
    numbers = key[SHADES:]
    assert [number.text for number in numbers] == ["1", "10", "100"]
    np.testing.assert_allclose([number.get_x() for number in numbers], [-2.0, 0.0, 2.0], atol=1e-6)
    assert share_of(np.array([0.1, 1.0, 1e9]), (1.0, 100.0)).tolist() == [0.0, 0.0, 1.0]
