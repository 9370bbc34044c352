"""The number table's rows: where they stand and which are seen, without rendering."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.components.text.number_table import NumberTable

VALUES = np.column_stack([np.arange(20), 1.0 + np.arange(20) / 8])


@pytest.fixture
def table() -> NumberTable:
    return NumberTable(
        ["epoch", "w"],
        VALUES,
        ["d", ""],
        (1.0, 2.0),
        rows=4,
        top_right=(3.0, 2.0),
        anchors=("right", "point"),
    )


def seen(table: NumberTable) -> list[int]:
    return [rank for rank in range(len(VALUES)) if table.opacity_of(rank, table.dial) > 0]


def test_rows_come_one_by_one_and_then_roll(table: NumberTable) -> None:
    assert seen(table) == []
    table.set_dial(2)
    assert seen(table) == [0, 1, 2]
    table.set_dial(9)
    assert seen(table) == [6, 7, 8, 9]


def test_rows_stand_in_their_places_whenever_they_are_shown(table: NumberTable) -> None:
    top = table.place_of(0, 0)[1]
    for dial in (3.0, 9.0, 19.0, 9.0):
        table.set_dial(dial)
        heights = [table.place_of(rank, 0)[1] for rank in seen(table)]
        np.testing.assert_allclose(np.diff(heights), -table.row_height)
        assert heights[0] == pytest.approx(top)


def test_a_picture_depends_on_the_dial_alone(table: NumberTable) -> None:
    table.set_dial(7.3)
    first = [cell.digits.get_center().copy() for row in table.cells for cell in row]
    for dial in (19.0, -1.0, 0.5, 12.0, 7.3):
        table.set_dial(dial)
    second = [cell.digits.get_center() for row in table.cells for cell in row]
    np.testing.assert_allclose(first, second, atol=1e-12)


def test_points_stand_below_each_other(table: NumberTable) -> None:
    table.set_dial(9)
    # The 4th character of 1.125, 1.25 is not the point, the 2nd is.
    points = [table.cell(rank, 1).digits[1].get_center()[0] for rank in seen(table)]
    np.testing.assert_allclose(points, points[0], atol=1e-9)


def test_a_cell_shows_its_row(table: NumberTable) -> None:
    table.set_dial(19)
    assert table.cell(17, 1).dial == VALUES[17, 1]


def test_it_moves_as_a_whole(table: NumberTable) -> None:
    table.set_dial(9)
    before = table.place_of(8, 1).copy()
    table.shift(np.array([1.0, -0.5, 0.0]))
    np.testing.assert_allclose(table.place_of(8, 1) - before, [1.0, -0.5, 0.0])
