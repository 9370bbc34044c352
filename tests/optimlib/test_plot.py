"""Contour pictures by Matplotlib: what lies where, and in which look."""

import sys

import numpy as np
import pytest

from optimlib import OptimError, objectives, optimizers, run
from optimlib.looks import LOOKS

matplotlib = pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
matplotlib.use("Agg")

from matplotlib import colors, pyplot  # noqa: E402

from optimlib.plot import contours  # noqa: E402

RAVINE = objectives.load("ravine")


@pytest.fixture
def axes():
    figure, drawn_on = pyplot.subplots()
    yield drawn_on
    pyplot.close(figure)


def path(name, **options):
    return run(RAVINE, optimizers.load(name, **options), RAVINE.start, steps=30)


def named(axes, label):
    [line] = [line for line in axes.get_lines() if line.get_label() == label]
    return line


def legend(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_paths_lie_where_they_were_walked_in_the_look_of_their_method(axes):
    walked = {name: path(name) for name in ("gradient_descent", "momentum", "rmsprop", "adam")}
    assert contours(RAVINE, *walked.values(), axes=axes) is axes
    for name, trajectory in walked.items():
        line = named(axes, trajectory.method)
        np.testing.assert_array_equal(np.transpose(line.get_data()), trajectory.x)
        assert colors.to_hex(line.get_color()) == LOOKS[name].colour.lower()
        assert (line.get_linestyle() == "--") == bool(LOOKS[name].dash)
    assert legend(axes) == ["minimum", "GradientDescent", "Momentum", "RMSProp", "Adam"]
    assert named(axes, "RMSProp").get_markerfacecolor() == "none"
    assert (axes.get_xlim(), axes.get_ylim()) == RAVINE.view


def test_contour_lines_lie_on_their_levels(axes):
    contours(RAVINE, axes=axes)
    [drawn] = axes.collections
    assert drawn.levels.tolist() == list(RAVINE.levels)
    for level, lines in zip(drawn.levels, drawn.get_paths(), strict=True):
        assert RAVINE.value(lines.vertices) == pytest.approx(level, abs=0.01)
    assert axes.get_legend() is None


def test_methods_without_a_look_are_told_apart(axes):
    contours(RAVINE, path("nadam"), path("adadelta"), axes=axes)
    assert named(axes, "NAdam").get_color() != named(axes, "AdaDelta").get_color()


def test_several_of_one_method_are_counted_or_named(axes):
    slow, fast = path("adam", learning_rate=0.1), path("adam", learning_rate=0.3)
    contours(RAVINE, slow, fast, axes=axes)
    assert legend(axes) == ["minimum", "Adam", "Adam (2)"]
    axes.clear()
    contours(RAVINE, slow, fast, labels=["slow", "fast"], axes=axes)
    assert legend(axes) == ["minimum", "slow", "fast"]


@pytest.mark.parametrize("name", ["adam", "nadam"])
def test_many_runs_in_one_are_drawn_alike_and_named_once(axes, name):
    together = run(
        RAVINE, optimizers.load(name, learning_rate=0.3), [[-7.0, 2.0], [5.0, 1.0], [3.0, -2.0]], 20
    )
    contours(RAVINE, together, axes=axes)
    assert legend(axes) == ["minimum", together.method]
    lines = axes.get_lines()[1:]
    assert len(lines) == 3
    assert len({line.get_color() for line in lines}) == 1
    for index, line in enumerate(lines):
        np.testing.assert_array_equal(np.transpose(line.get_data()), together.x[:, index])


def test_in_one_dimension_the_path_lies_on_the_curve(axes):
    well = objectives.load("double_well")
    trajectory = run(well, optimizers.load("momentum", learning_rate=0.05), well.start, 40)
    contours(well, trajectory, axes=axes)
    x, y = named(axes, "Momentum").get_data()
    np.testing.assert_array_equal(x, trajectory.x[:, 0])
    np.testing.assert_array_equal(y, trajectory.value)
    assert axes.get_xlim() == well.view[0]


class Bare:
    """Says nothing of itself but what it is."""

    def value(self, x):
        return x[..., 0] ** 2 + x[..., 1] ** 2

    def gradient(self, x):
        return 2.0 * x


def test_an_objective_that_says_nothing_of_itself_is_drawn_in_a_view(axes):
    trajectory = run(Bare(), optimizers.load("adam", learning_rate=0.3), [1.0, 1.0], 20)
    contours(Bare(), trajectory, view=((-2, 2), (-1, 1)), axes=axes)
    assert len(axes.collections[0].levels) == 11
    assert legend(axes) == ["Adam"]


def test_a_view_beside_all_levels_has_levels_of_its_own(axes):
    contours(RAVINE, view=((500, 501), (500, 501)), axes=axes)
    low, high = axes.collections[0].levels[[0, -1]]
    assert RAVINE.value([500, 500]) < low < high < RAVINE.value([501, 501])


def test_without_axes_the_present_ones_are_drawn_on(axes):
    assert contours(RAVINE, path("adam")) is axes


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: contours("ravine"), "objective: got 'ravine'"),
        (lambda: contours(RAVINE, "adam"), "trajectory: got 'adam'"),
        (lambda: contours(objectives.load("double_well"), path("adam")), "a Trajectory in 1 dimensions"),
        (lambda: contours(objectives.load("quadratic", eigenvalues=(1, 2, 3))), "1 or 2, which can be drawn"),
        (lambda: contours(RAVINE, path("adam"), labels=["a", "b"]), "1, one for each trajectory"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked, told):
    with pytest.raises(OptimError, match=told):
        asked()


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(OptimError, match=r"pip install 'optim-lectures\[plot\]'"):
        contours(RAVINE)
