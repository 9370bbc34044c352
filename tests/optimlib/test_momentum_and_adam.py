"""What is worked out of momentum, its limits and Adam's start: blocks 3, 6 and 8."""

import numpy as np
import pytest

from optimlib import objectives, run
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov

BOWL, RAVINE = objectives.load("bowl"), objectives.load("ravine")


@pytest.mark.parametrize(
    ("optimizer", "curvature", "limit"),
    [
        (GradientDescent(), 4, 0.5),
        (GradientDescent(), 2, 1.0),
        (GradientDescent(), 28 / 3, 3 / 14),
        (Momentum(momentum=0.5), 4, 0.75),
        (Momentum(momentum=0.9), 4, 0.95),
        (Momentum(momentum=0.9), 2, 1.9),
        (Momentum(momentum=0.5), 28 / 3, 0.3214286),
        (Momentum(momentum=0.9), 28 / 3, 0.4071429),
        (Momentum(momentum=0.1, dampening=0.1), 4, 0.6111),
        (Momentum(momentum=0.5, dampening=0.5), 4, 1.5),
        (Momentum(momentum=0.9, dampening=0.9), 4, 9.5),
    ],
)
def test_stability_limits(optimizer, curvature, limit):
    assert optimizer.stability_limit(curvature) == pytest.approx(limit, rel=1e-4)


@pytest.mark.parametrize(("rate", "after_10", "after_50"), [(0.49, 1.596, 0.312), (0.5, 2.4, 2.4), (0.51, 3.553, 17.06), (0.6, 69.4, 4.9e7)])  # fmt: skip  # noqa: E501
def test_bowl_around_its_limit(rate, after_10, after_50):
    path = run(BOWL, GradientDescent(rate), (-4.0, -2.4), steps=50)
    assert np.abs(path.x[[10, 50], 1]) == pytest.approx([after_10, after_50], rel=1e-2)


def test_the_loss_can_rise_though_the_gradient_is_followed():
    values = [run(BOWL, GradientDescent(rate), (-4.0, -2.4), steps=1).value[1] for rate in (0.4, 0.5, 0.6)]
    assert values == pytest.approx([7.03, 13.52, 23.86], abs=5e-3)


def test_ravine_around_its_limit():
    rates = np.array([0.99, 1.0, 1.01, 1.05])[:, np.newaxis]
    path = run(RAVINE, GradientDescent(rates), RAVINE.start, steps=30)
    assert np.abs(path.x[30, :, 1]) == pytest.approx([1.0910, 2, 3.6227, 34.899], rel=1e-4)


def test_bowl_demonstrations():
    for optimizer, steps, end, value in (
        (GradientDescent(0.05), 50, (-0.30777990110685327, -3.4253944624943058e-05), 0.047364236109337633),
        (Momentum(0.1, 0.1), 10, (-1.2297599999999997, -0.0031249180799999975), 0.75617435902601315),
        (
            Momentum(0.1, 0.1, dampening=0.1),
            10,
            (-1.3948677360489483, -0.0090883445640244538),
            0.972993196549,
        ),
        (Adam(0.1, epsilon=1e-6), 10, (-3.0099119316935323, -1.4190562027945981), 8.5572259316551929),
    ):
        path = run(BOWL, optimizer, (-4.0, -2.4), steps)
        np.testing.assert_allclose(path.x[-1], end, rtol=1e-12)
        assert path.value[-1] == pytest.approx(value, rel=1e-11)


def test_inertia_is_momentum_at_a_smaller_rate():
    inertia = run(BOWL, Momentum(0.4, 0.9, dampening=0.9), BOWL.start, steps=60)
    plain = run(BOWL, Momentum(0.4 * 0.1, 0.9), BOWL.start, steps=60)
    np.testing.assert_allclose(inertia.x, plain.x, atol=5e-15)


def test_momentum_is_the_form_of_polyak():
    rate, beta = 0.1, 0.9
    x = [np.array(RAVINE.start), np.array(RAVINE.start) * (1 - rate * np.array([0.1, 2]))]
    for _ in range(29):
        x.append(x[-1] - rate * x[-1] * [0.1, 2] + beta * (x[-1] - x[-2]))
    np.testing.assert_allclose(run(RAVINE, Momentum(rate, beta), RAVINE.start, steps=30).x, x, atol=5e-15)


def test_where_the_rate_stands_matters_once_it_changes():
    cut = run(BOWL, Momentum(lambda t: 0.05 if t < 10 else 0.005), BOWL.start, steps=30)
    np.testing.assert_allclose(cut.x[-1], (0.8455, -0.0660), atol=1e-4)


def test_friction_decides_who_swings():
    flips = [run(BOWL, Momentum(0.1, beta), BOWL.start, steps=49).sign_changes for beta in (0.1, 0.5, 0.9)]
    assert [tuple(f) for f in flips] == [(0, 0), (2, 11), (5, 10)]
    swing = run(Quadratic((1.0,)), Momentum(0.1), [-4.0], steps=90)
    assert swing.x.max() == pytest.approx(2.415, abs=1e-3)


def test_parabola_in_one_dimension():
    rates = np.array([0.05, 0.2, 0.5, 1.0, 1.1])[:, np.newaxis]
    x = run(Quadratic((2.0,)), GradientDescent(rates), [10.0], steps=10).x[..., 0]
    assert x[10] == pytest.approx([3.487, 0.0605, 0, 10, 61.92], rel=1e-3)
    assert (x[1:, 2] == 0).all()
    np.testing.assert_allclose(x[:, 3], 10.0 * (-1.0) ** np.arange(11))


def test_rates_around_half_in_two_dimensions():
    rates = np.array([0.1, 0.49, 0.5, 0.51, 0.6])[:, np.newaxis]
    x = run(Quadratic((2.0, 4.0)), GradientDescent(rates), (-5.0, -2.0), steps=20).x[20]
    assert x[0] == pytest.approx([-0.0576461, -7.312e-5], rel=1e-4)
    assert np.abs(x[1:, 1]) == pytest.approx([0.884, 2, 4.38, 1673], rel=2e-3)


def test_beale_converges_from_one_start_and_not_from_another():
    beale = objectives.load("beale")
    near = run(beale, GradientDescent(0.01), (1.0, 1.5), steps=5000)
    np.testing.assert_allclose(near.x[-1], (3, 0.5), atol=1e-4)
    assert run(beale, GradientDescent(0.001), (3.0, 4.0), steps=100).diverged_at is not None


def test_momentum_wants_a_smaller_rate():
    flat = Quadratic((0.2,))
    pairs = ((0.02, 0.5), (0.004, 0.9), (0.02, 0.9))
    ends = [run(flat, Momentum(*pair), [-5.0], steps=200).x[-1, 0] for pair in pairs]
    assert ends[:2] == pytest.approx([-0.998, -0.956], abs=1e-3)
    assert abs(ends[2]) < 1e-2


@pytest.mark.parametrize(("rate", "last"), [(0.05, (87, 60)), (0.1, (81, 42)), (0.2, (84, 28))])
def test_nesterov_settles_earlier(rate, last):
    for method, expected in zip((Momentum(rate), Nesterov(rate)), last, strict=True):
        x = np.abs(run(Quadratic((1.0,)), method, [-4.0], steps=300).x[:, 0])
        assert np.flatnonzero(x > 0.04)[-1] + 1 == pytest.approx(expected, abs=1)


def test_best_heavy_ball():
    ball = Momentum(4 / (2**0.5 + 0.1**0.5) ** 2, 0.402605)
    assert run(RAVINE, ball, RAVINE.start, steps=30).value[-1] == pytest.approx(1.45e-8, rel=1e-2)


def test_first_step_of_adam():
    slope = Quadratic((1.0,))
    steps = [run(slope, Adam(0.1, bias_correction=on), [1e-3], steps=1).step[0, 0] for on in (True, False)]
    assert steps[0] == pytest.approx(-0.09999900, abs=5e-9)
    assert steps[1] == pytest.approx(-0.3162, abs=2e-4)


def test_how_much_too_long_the_uncorrected_step_is():
    """Under a constant gradient both averages are known, so is the ratio of the steps."""

    class Slope(Quadratic):
        def gradient(self, x):
            return np.ones_like(x)

    plain, corrected = (
        run(Slope((1.0,)), Adam(epsilon=0.0, bias_correction=on), [1.0], steps=4000).step[:, 0]
        for on in (False, True)
    )
    ratio = plain / corrected
    assert ratio[[0, 1, 2, 4, 11, 99, 999]] == pytest.approx(
        [3.162278, 4.2496, 4.9502, 5.7971, 6.568520, 3.2408, 1.2576], abs=5e-5
    )
    assert np.argmax(ratio) == 11
    assert np.flatnonzero(ratio > 1.01)[-1] + 2 == 3925
    assert np.flatnonzero(ratio > 1.10)[-1] + 2 == 1751


def test_corrected_and_uncorrected_on_the_ravine():
    for on, after_10, after_30 in (
        (True, (-6.0052, 1.0246), (-4.1327, -0.2054)),
        (False, (-1.7475, -1.0539), (1.1101, -0.3259)),
    ):
        path = run(RAVINE, Adam(0.1, bias_correction=on), RAVINE.start, steps=30)
        np.testing.assert_allclose(path.x[[10, 30]], [after_10, after_30], atol=1e-4)


@pytest.mark.parametrize(("epsilon", "difference"), [(1e-7, 8.7e-6), (0.01, 0.71)])
def test_where_epsilon_stands(epsilon, difference):
    hat, paper = (
        run(RAVINE, Adam(0.3, epsilon=epsilon, eps_mode=mode), RAVINE.start, steps=30).x
        for mode in ("hat", "outside")
    )
    assert np.abs(hat - paper).max() == pytest.approx(difference, rel=2e-2)


def test_epsilon_inside_the_root_by_hand():
    path = run(Quadratic((1.0,)), Adam(0.1, epsilon=0.75, eps_mode="inside"), [0.5], steps=1)
    assert path.step[0, 0] == pytest.approx(-0.1 * 0.5 / 1.0)


def test_state_of_adam_holds_the_estimates():
    state = run(RAVINE, Adam(), RAVINE.start, steps=3).state
    np.testing.assert_allclose(state.m[1], 0.1 * np.array([-0.7, 4.0]))
    np.testing.assert_allclose(state.m_hat[1], [-0.7, 4.0])
    np.testing.assert_allclose(state.v_hat[1], [0.49, 16.0])
    np.testing.assert_allclose(state.v_hat[3] * (1 - 0.999**3), state.v[3])
