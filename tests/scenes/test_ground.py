"""Height is read from the ground at a glance, and what stands on it is set off from every band."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from lecture.layout.outlines import contrast
from scenes import theme
from scenes.ground import STOPS, ground_colours


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance by WCAG 2, which this file works out for itself."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def test_the_stops_are_met_and_colours_between_them_are_colours() -> None:
    np.testing.assert_allclose(
        ground_colours(np.linspace(0, 1, len(STOPS))), [rgb(stop) for stop in STOPS], atol=2e-6
    )
    fine = ground_colours(np.linspace(0, 1, 501))
    assert np.all((fine >= 0) & (fine <= 1))


def test_higher_is_darker_for_any_colour_vision_and_the_range_is_wide() -> None:
    fine = luminance(ground_colours(np.linspace(0, 1, 501)))
    assert np.all(np.diff(fine) < 0)
    assert (fine[0] + 0.05) / (fine[-1] + 0.05) > 5


@pytest.mark.parametrize("name", theme.LOOKS)
def test_every_look_stands_out_from_its_casing_on_every_band(name: str) -> None:
    for band in ground_colours(np.linspace(0, 1, 13)):
        under = theme.CASING_OPACITY * rgb(theme.CASING) + (1 - theme.CASING_OPACITY) * band
        assert contrast(rgb(theme.LOOKS[name].colour), under) >= 3.0


def lab(colour: str) -> np.ndarray:
    """CIELAB under D65."""
    encoded = rgb(colour)
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    x, y, z = np.cbrt(np.array(to_xyz) @ linear / (0.95047, 1.0, 1.08883))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_methods_that_are_drawn_on_one_map_are_told_apart_by_colour() -> None:
    together = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
    for one, other in combinations(together, 2):
        apart = np.linalg.norm(lab(theme.LOOKS[one].colour) - lab(theme.LOOKS[other].colour))
        assert apart > 35, (one, other)
