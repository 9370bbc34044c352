"""The 3-D surface: geometry first, then pixels drawn by whatever OpenGL this machine has."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from manim import FadeOut, ImageMobject, ManimColor, tempconfig

from optimlib import objectives
from scenes import theme
from scenes.camera import StageCamera
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.surface import surface_gl
from scenes.components.surface.bodies import Rolling, trail
from scenes.components.surface.camera3d import FROM_ABOVE, Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.surface.surface_gl import open_context

SIDE = Viewpoint(azimuth=40, elevation=38, perspective=0.06, zoom=0.8, target_z=0.5, relief=1)
LEVEL = Viewpoint(elevation=12, zoom=0.8, relief=1)
"""From before the valley, nearly level: its near wall hides what lies on it."""
ORANGE = theme.Look(theme.ORANGE, (0.28, 0.07), "square")
WAY = np.array([[-4.0, 1.5], [-1.0, -1.0], [2.0, 0.5]])


@pytest.fixture(autouse=True)
def _small_screen() -> Iterator[None]:
    with tempconfig({"pixel_width": 640, "pixel_height": 360}):
        yield


def valley() -> Surface:
    plane = Plane((-6, 4), (-2.5, 2.5), width=9.0).shift((-0.5, 0.2, 0))
    return Surface(plane, objectives.load("ravine"), height=2.0)


def rolling() -> Surface:
    return valley().add_trail(WAY, ORANGE).add_ball(WAY, theme.ORANGE).look(SIDE).go(1.3)


def filmed(*mobjects: object) -> np.ndarray:
    camera = StageCamera()
    camera.background_color = theme.BACKGROUND
    camera.reset()
    camera.capture_mobjects(mobjects)
    return np.asarray(camera.pixel_array)


def pixel(frame: np.ndarray, place: np.ndarray) -> np.ndarray:
    column, row = 320 + place[0] * 45, 180 - place[1] * 45
    return np.asarray(frame[int(row), int(column), :3].astype(int))


def warm(frame: np.ndarray) -> np.ndarray:
    """Where (column, row) a picture is orange, as nothing of the ground is."""
    pixels = frame.astype(int)
    rows, columns = np.nonzero(pixels[..., 0] > pixels[..., 2] + 40)
    return np.stack([columns, rows], axis=-1)


# -- geometry -----------------------------------------------------------------------------------------------------


def test_from_above_the_world_is_the_stage() -> None:
    points = np.random.default_rng(1).normal(size=(20, 3))
    np.testing.assert_allclose(FROM_ABOVE.project(points), points[:, :2], atol=1e-12)


@pytest.mark.parametrize("azimuth", [0, 40, 200])
def test_a_viewpoint_turns_but_does_not_stretch(azimuth: float) -> None:
    view = Viewpoint(azimuth=azimuth, elevation=30)
    np.testing.assert_allclose(view.directions @ view.directions.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(view.directions) == pytest.approx(1)


def test_what_is_nearer_is_larger() -> None:
    view = Viewpoint(elevation=20, perspective=0.08)
    near_by, far_off = (np.ptp(view.project([[-1, y, 0], [1, y, 0]])[:, 0]) for y in (-3, 3))
    assert near_by > 2.0 > far_off


def test_a_target_is_seen_where_it_is_put_and_halfway_is_halfway() -> None:
    view = Viewpoint(70, 25, 0.05, 2.0, 1.0, -2.0, 0.5, shift_x=-1.5, shift_y=0.3, relief=1)
    np.testing.assert_allclose(view.project([1.0, -2.0, 0.5]), [-1.5, 0.3], atol=1e-12)
    assert FROM_ABOVE.towards(view, 0.0) == FROM_ABOVE
    assert FROM_ABOVE.towards(view, 0.5).elevation == pytest.approx(57.5)
    assert FROM_ABOVE.towards(view, 1.0) == view


def test_a_ball_rolls_without_slipping() -> None:
    def flat(ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.column_stack([ground, np.zeros(len(ground))]), np.tile([0.0, 0.0, 1.0], (len(ground), 1))

    rolling = Rolling(np.array([[0.0, 0], [np.pi, 0], [np.pi, 1.0]]), flat, radius=0.5)
    # Half the circumference: what was on top is below.
    _, _, turn = rolling.at(0.5)
    np.testing.assert_allclose(turn @ [0, 0, 1], [0, 0, -1], atol=1e-9)
    foot, normal, turn = rolling.at(1.0)
    np.testing.assert_allclose(turn, np.eye(3), atol=1e-9)
    np.testing.assert_allclose([foot, normal], [[np.pi, 0, 0], [0, 0, 1]], atol=1e-9)
    np.testing.assert_allclose(rolling.at(1.99)[2] @ rolling.at(1.99)[2].T, np.eye(3), atol=1e-9)


def test_a_trail_lies_on_the_surface_and_never_leaves_the_ground() -> None:
    surface = valley()
    wild = np.array([[-4.0, 1.5], [30.0, -80.0], [np.inf, 0.0]])
    for points in (WAY, wild):
        body = trail(
            surface._to_ground(points), surface.half, surface._lift, radius=0.03, bead=0.06, dash=(0.28, 0.07)
        )
        assert np.all(np.abs(body.feet[:, :2]) <= np.array(surface.half) + 1e-9)
        heights = surface._lift(body.feet[:, :2])[0][:, 2]
        np.testing.assert_allclose(body.feet[:, 2], heights, atol=0.02)
        assert body.triangles.max() < len(body.feet)
        np.testing.assert_allclose(np.linalg.norm(body.normals, axis=1), 1, atol=1e-6)


def test_an_arrow_from_above_is_the_vector_in_the_plane() -> None:
    surface = valley()
    start, end = surface.arrow([-4.0, 1.5], [2.0, -1.0])
    np.testing.assert_allclose([start, end], surface.plane.to_scene([[-4.0, 1.5], [-2.0, 0.5]]), atol=1e-12)
    uphill = valley().look(LEVEL).arrow([-4.0, 1.5], [0.0, 1.0])
    assert uphill[1][1] > uphill[0][1]


# -- pixels -------------------------------------------------------------------------------------------------------


def test_from_above_it_is_the_contour_map() -> None:
    surface = valley()
    difference = np.abs(
        filmed(surface).astype(int) - filmed(ContourMap(surface.plane, surface.objective)).astype(int)
    )
    assert difference.mean() < 0.3
    # The edge of the window falls between pixels, and four samples tell less of it than Cairo does.
    assert (difference.max(axis=-1) > 12).mean() < 0.005


def test_the_same_frame_twice_is_the_same_in_another_process_too() -> None:
    def digest() -> str:
        return hashlib.sha256(rolling().get_pixel_array()).hexdigest()

    first = digest()
    assert digest() == first
    code = (
        "import hashlib, manim, tests.scenes.test_surface as here\n"
        "with manim.tempconfig({'pixel_width': 640, 'pixel_height': 360}):\n"
        "    print(hashlib.sha256(here.rolling().get_pixel_array()).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == first


def test_the_ball_is_where_the_projection_says() -> None:
    for view in (FROM_ABOVE, SIDE):
        surface = valley().add_ball(WAY, theme.ORANGE, radius=0.15).look(view)
        for step in (0.0, 0.7, 2.0):
            at = np.interp(step, [0, 1, 2], WAY[:, 0]), np.interp(step, [0, 1, 2], WAY[:, 1])
            seen = warm(filmed(surface.go(step)))
            place = surface.to_stage(at, above=0.15)
            np.testing.assert_allclose(
                seen.mean(axis=0), [320 + place[0] * 45, 180 - place[1] * 45], atol=2.5
            )


def test_another_context_that_came_and_went_does_no_harm() -> None:
    first = rolling().get_pixel_array()
    open_context().release()
    np.testing.assert_array_equal(rolling().get_pixel_array(), first)


def test_a_wall_hides_what_is_behind_it() -> None:
    near_by = np.array([[-3.0, -2.2], [0.0, -2.2]])
    surface = valley().add_trail(near_by, ORANGE).go(1.0)
    assert len(warm(filmed(surface))) > 50
    assert len(warm(filmed(surface.look(LEVEL)))) == 0
    on_the_far_wall = valley().add_trail(-near_by, ORANGE).go(1.0).look(LEVEL)
    assert len(warm(filmed(on_the_far_wall))) > 50


def test_a_path_is_shown_up_to_its_step_and_a_ball_that_left_is_gone() -> None:
    surface = valley().add_trail(WAY, ORANGE)
    lengths = [len(warm(filmed(surface.go(step)))) for step in (0.0, 0.5, 1.0, 2.0)]
    assert sorted(lengths) == lengths
    assert lengths[-1] > 2 * lengths[1] > 0
    gone = valley().add_ball(np.array([[0.0, 0.0], [50.0, 0.0]]), theme.ORANGE)
    assert len(warm(filmed(gone.go(0.0)))) > 20
    assert len(warm(filmed(gone.go(0.99)))) == 0


def test_what_has_not_come_yet_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (-1.0, 0.0, 0.4, 1.0, 1.3, 2.0)
    shown = [filmed(rolling().go(step)) for step in steps]
    # Triangles that are still to come are handed over, and thrown away point by point.
    monkeypatch.setattr(surface_gl, "_begun", lambda moments, reach: len(moments))
    for step, frame in zip(steps, shown, strict=True):
        # At the very edge a driver may find the moment of a point beside its triangle.
        assert np.count_nonzero((filmed(rolling().go(step)) != frame).any(axis=-1)) <= 10
    assert len({frame.tobytes() for frame in shown}) == len(steps) - 1


def test_steps_that_nobody_can_tell_apart_are_one() -> None:
    surface = valley()
    still = (
        np.repeat(WAY, [1, 1, 500], axis=0)
        + 1e-4 * np.arange(502)[:, None] * (np.arange(502) > 1)[:, None] / 500
    )
    there, all_of_them = (
        trail(surface._to_ground(points), surface.half, surface._lift, radius=0.03, bead=0.06)
        for points in (still[:3], still)
    )
    assert len(all_of_them.triangles) < 1.2 * len(there.triangles)
    np.testing.assert_allclose(all_of_them.feet.max(axis=0), there.feet.max(axis=0), atol=1e-3)


def test_the_ground_of_the_stage_shines_through_and_it_can_fade() -> None:
    surface = valley().look(SIDE)
    ground = np.array(ManimColor(theme.BACKGROUND).to_int_rgb())
    whole = filmed(surface)
    np.testing.assert_array_equal(whole[2, 2, :3], ground)
    fade = FadeOut(surface)
    fade.begin()
    fade.interpolate(0.5)
    assert surface.opacity == pytest.approx(0.5)
    place = surface.to_stage([0.0, 0.0])
    np.testing.assert_allclose(pixel(filmed(surface), place), (pixel(whole, place) + ground) / 2, atol=1.5)


def test_pictures_are_placed_pixel_by_pixel() -> None:
    picture = np.random.default_rng(0).integers(0, 256, size=(40, 60, 4), dtype=np.uint8)
    picture[..., 3] = 255
    image = ImageMobject(picture, scale_to_resolution=360)
    frame = filmed(image)
    np.testing.assert_array_equal(frame[160:200, 290:350], picture)
    larger = filmed(image.scale(2))
    assert np.abs(larger[141:219:2, 261:379:2].astype(int) - picture[:39, :59]).mean() < 80


def test_a_machine_without_a_driver_is_told_what_to_install() -> None:
    code = (
        "from scenes.components.surface.surface_gl import open_context\n"
        "from scenes.errors import ContentError\n"
        "try:\n    open_context()\nexcept ContentError as error:\n    print(error)\n"
    )
    nowhere = {"LIBGL_DRIVERS_PATH": "/nonexistent", "__EGL_VENDOR_LIBRARY_DIRS": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "3-D surface" in done.stdout
    assert "apt-get install libegl1 libgl1 libgl1-mesa-dri" in done.stdout
