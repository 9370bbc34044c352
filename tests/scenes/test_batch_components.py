"""Pictures of batches: lines through data, stairs, strips and schedules, without rendering."""

from __future__ import annotations

import numpy as np
import pytest

from optimlib.datasets import y_equals_2x
from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.staircase import Staircase
from scenes.components.charts.batch_strip import BatchStrip
from scenes.components.charts.schedule import Schedule

LOOK = theme.look("full_batch")


def test_samples_stand_on_their_points() -> None:
    plot = DataPlot(y_equals_2x(), (0, 4), (0, 7), width=4, height=5)
    np.testing.assert_allclose(plot.samples[1].get_center(), plot.plane.to_scene((2, 4)), atol=1e-6)


@pytest.mark.parametrize("w", [-2.0, 0.0, 1.0, 2.0, 50.0])
def test_a_slope_line_stays_in_its_window_and_has_its_slope(w: float) -> None:
    plane = Plane((0, 4), (-8, 8), width=4, height=4)
    line = SlopeLine(plane, w, LOOK)
    assert np.all(np.abs(line.line.points[:, 1]) <= 2 + 1e-9)
    x, y, _ = line.end - plane.to_scene((0, 0))
    assert y == pytest.approx(w * x * 4 / 16)


def test_stairs_hold_a_value_until_the_next_step() -> None:
    stairs = Staircase(
        Plane((0, 6), (0, 1), width=6, height=1), np.array([0, 3, 6]), np.array([0, 0.5, 1]), LOOK
    )
    assert stairs.corners(2.0).tolist() == [[0, 0], [2, 0]]
    assert stairs.corners(4.0).tolist() == [[0, 0], [3, 0], [3, 0.5], [4, 0.5]]
    stairs.stand_at(np.array([0, 1, 2]))
    assert stairs.corners(4.0).tolist() == [[0, 0], [1, 0], [1, 0.5], [2, 0.5], [2, 1], [4, 1]]


def test_a_strip_has_a_box_and_an_arrow_for_each_batch() -> None:
    strip = BatchStrip(((0, 1), (2,)), LOOK)
    assert (len(strip.samples), len(strip.boxes), len(strip.updates)) == (3, 2, 2)
    for disc, box in zip(strip.samples, (0, 0, 1), strict=True):
        frame = strip.boxes[box]
        assert frame.get_left()[0] < disc.get_left()[0] < disc.get_right()[0] < frame.get_right()[0]


def test_a_schedule_works_slot_by_slot() -> None:
    chart = Schedule(((0, 1), (2,)), 2, (0.0, 0.0), (4.0, 2.0), LOOK)
    chart.set_dial(1.0)
    assert [job.get_fill_opacity() > 0 for job in chart.jobs] == [True, True, False]
    assert [update.get_stroke_opacity() for update in chart.updates] == pytest.approx([1, 0])
    chart.set_dial(2.0)
    assert [update.get_stroke_opacity() for update in chart.updates] == pytest.approx([1, 1])
    assert chart.jobs[2].width == pytest.approx(chart.full_width)


@pytest.mark.parametrize(
    ("low", "top", "count", "ticks"),
    [
        (0, 79, 4, [0, 20, 40, 60]),
        (0, 811, 4, [0, 200, 400, 600, 800]),
        (0.17, 0.225, 6, [0.17, 0.18, 0.19, 0.2, 0.21, 0.22]),
        (-1, 1, 4, [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_ticks_are_round(low: float, top: float, count: int, ticks: list[float]) -> None:
    assert nice_ticks(top, count, low=low) == pytest.approx(ticks)
