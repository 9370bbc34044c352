"""Nesterov, AdaGrad, RMSProp, AdaDelta and the Adam family: first steps by hand, limits and blocks 1, 2, 6 and 7."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from optimlib import OptimError, objectives, optimizers, run
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adadelta import AdaDelta
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.adam import Adam
from optimlib.optimizers.adamw import AdamW
from optimlib.optimizers.momentum import Momentum
from optimlib.optimizers.nesterov import Nesterov
from optimlib.optimizers.radam import RAdam
from optimlib.optimizers.rmsprop import RMSProp

RAVINE, BOWL, LINE = objectives.load("ravine"), objectives.load("bowl"), Quadratic((1.0,))


class Slope(Quadratic):
    """The gradient is 1 everywhere."""

    def gradient(self, x):
        return np.ones_like(x)


class Tilted(Quadratic):
    """f(x, y) = x/10 + 7y/10."""

    def value(self, x):
        return np.asarray(x) @ np.array([0.1, 0.7])

    def gradient(self, x):
        return np.broadcast_to([0.1, 0.7], np.shape(x))


SLOPE = Slope((1.0,))


def test_adagrad_in_the_race():
    path = run(RAVINE, AdaGrad(1.5, epsilon=1e-7), RAVINE.start, steps=30)
    np.testing.assert_allclose(path.x[-1], (-0.12016232231416045, 2.486e-17), rtol=1e-3, atol=1e-16)
    assert path.x[-1, 0] == pytest.approx(-0.12016232231416045, abs=1e-12)
    assert path.value[-1] == pytest.approx(7.21949e-4, rel=1e-5)
    assert tuple(path.sign_changes) == (0, 0)
    assert path.path_length == pytest.approx(7.578, abs=5e-4)
    assert path.turning_angles.mean() == pytest.approx(1.55, abs=5e-3)
    assert path.x[2:5, 1] == pytest.approx([0.136, 0.0373, 0.0102], rel=5e-3)
    rates = path.state.rate[[1, 2, 5, 10, 30]]
    assert rates[:, 0] == pytest.approx([2.143, 1.685, 1.334, 1.214, 1.177], abs=5e-4)
    assert rates[:, 1] == pytest.approx([0.375, 0.3638, 0.36295, 0.36295, 0.36295], abs=5e-5)


def test_nesterov_and_rmsprop_in_the_race():
    path = run(RAVINE, Nesterov(0.1), RAVINE.start, steps=30)
    assert path.value[-1] == pytest.approx(0.01883, abs=5e-6)
    assert path.sign_changes[1] == 4
    assert path.x[:, 1].min() == pytest.approx(-0.6651, abs=5e-5)
    assert path.x[:, 0].max() == pytest.approx(0.613, abs=5e-4)
    for rate, value in ((0.1, 0.604), (0.3, 1.18e-3), (0.5, 1.2e-9)):
        rms = RMSProp(rate, 0.9, 1e-6, "inside")
        assert run(RAVINE, rms, RAVINE.start, steps=30).value[-1] == pytest.approx(value, rel=0.05)


def test_bowl_demonstrations():
    for optimizer, start, steps, end, value in (
        (AdaGrad(0.1, 1e-6, "inside"), (-4.0, -2.4), 10, (-3.5104804653771673, -1.9193767870852716), 13.529751050500906),  # noqa: E501
        (RMSProp(0.1, 0.9, 1e-6, "inside"), (-4.0, -4.0), 50, (-0.10352283861706994, -0.10352261826583015), 0.026792354042893533),  # noqa: E501
    ):  # fmt: skip
        path = run(BOWL, optimizer, start, steps)
        np.testing.assert_allclose(path.x[-1], end, rtol=1e-11)
        assert path.value[-1] == pytest.approx(value, rel=1e-10)


@pytest.mark.parametrize(
    ("rate", "balls"), [(0.05, (1.912, 1.311)), (0.1, (2.415, 1.418)), (0.2, (2.836, 1.330))]
)
def test_nesterov_overshoots_less(rate, balls):
    ends = [run(LINE, method, [-4.0], steps=200).x.max() for method in (Momentum(rate), Nesterov(rate))]
    assert ends == pytest.approx(balls, abs=1e-3)


def test_two_forms_of_nesterov_are_one_path():
    rate, mu = 0.05, 0.9
    ahead = run(RAVINE, Nesterov(rate, mu), RAVINE.start, steps=60)
    torch = run(RAVINE, Nesterov(rate, mu, form="torch"), RAVINE.start, steps=60)
    np.testing.assert_allclose(torch.x, ahead.x - rate * mu * ahead.state.velocity, atol=1e-14)


def test_adagrad_under_a_constant_gradient():
    path = run(SLOPE, AdaGrad(1.0), [0.0], steps=1000)
    t = np.arange(1, 1001)
    np.testing.assert_allclose(path.state.rate[1:, 0], 1 / np.sqrt(t), rtol=1e-9)
    assert -path.x[[10, 100, 1000], 0] == pytest.approx([5.02, 18.59, 61.80], abs=6e-3)


def test_adagrad_need_not_stop():
    path = run(BOWL, AdaGrad(1.0, epsilon=0.0), BOWL.start, steps=3000)
    assert path.state.square_sum[-1] == pytest.approx([43.775, 146.346], rel=1e-4)
    assert path.state.rate[-1] == pytest.approx([0.1511, 0.0827], abs=5e-5)


@pytest.mark.parametrize(("gradient", "inside", "outside"), [(1e-3, 0.7071, 0.9990), (1e-4, 0.0995, 0.9901), (1e-6, 0.0010, 0.5)])  # noqa: E501  # fmt: skip
def test_where_epsilon_stands(gradient, inside, outside):
    steps = [-run(LINE, AdaGrad(1.0, 1e-6, mode), [gradient], 1).step[0, 0] for mode in ("inside", "outside")]
    assert steps == pytest.approx([inside, outside], abs=5e-5)


def test_learning_rate_decay_and_accumulator_of_adagrad():
    path = run(SLOPE, AdaGrad(1.0, 0.0, learning_rate_decay=0.5, initial_accumulator=3.0), [0.0], steps=3)
    assert -path.step[:, 0] == pytest.approx([1 / 2, 1 / (1.5 * 5**0.5), 1 / (2 * 6**0.5)])


def test_rmsprop_forgets():
    steps = [
        -run(SLOPE, RMSProp(1.0, decay, 0.0), [0.0], steps=1000).x[[1, 100, 1000], 0] for decay in (0.9, 0.99)
    ]
    assert steps[0] == pytest.approx([10**0.5, 109.1, 1009], rel=1e-3)
    assert steps[1] == pytest.approx([10, 202.6, 1124], rel=1e-3)


@pytest.mark.parametrize(("decay", "share"), [(0.9, 0.828), (0.99, 0.138)])
def test_rmsprop_recovers_when_the_gradient_drops(decay, share):
    """The gradient is 10 for 200 steps, then 1: how much of the new rate is there 50 steps later."""
    noise = np.full((251, 1), 9.0)
    noise[200:] = 0.0
    path = run(SLOPE, RMSProp(1.0, decay, 0.0), [0.0], 251, noise)
    assert -path.step[-1, 0] == pytest.approx(share, abs=1e-3)


def test_rmsprop_does_not_see_scale():
    path = run(BOWL, RMSProp(0.1, 0.9, 1e-6, "inside"), (-4.0, -4.0), steps=500)
    assert np.abs(path.x[:50, 0] - path.x[:50, 1]).max() <= 2.8e-7
    np.testing.assert_allclose(np.abs(path.x[-1]), 0.05, rtol=0.01)


def test_decay_of_one_explodes_and_has_to_be_asked_for():
    with pytest.raises(OptimError, match="allow_unit_decay"):
        RMSProp(decay=1.0)
    with pytest.raises(OptimError, match="allow_unit_decay"):
        RMSProp(decay=np.array([0.9, 1.0]))
    frozen = RMSProp(0.01, 1.0, 1e-6, "inside", allow_unit_decay=True)
    path = run(BOWL, frozen, (-4.0, -2.4), steps=300)
    np.testing.assert_allclose(
        path.x[:4], [(-4, -2.4), (36, 93.6), (-324, -3650.4), (2916, 142365.6)], rtol=1e-12
    )
    # The value, 2y², overflows when y has only half as many digits as a number can have.
    assert path.diverged_at == np.ceil((np.log(np.finfo(float).max / 2) / 2 - np.log(2.4)) / np.log(39))
    x = run(Slope((1.0,)), frozen, [0.0], steps=2).step
    np.testing.assert_allclose(x, -10.0)


@pytest.mark.parametrize("decay", [0.5, 0.9, 0.95, 0.99])
def test_first_step_of_adadelta(decay):
    for gradient in (1.0, 10.0):
        step = run(LINE, AdaDelta(decay=decay), [gradient], steps=1).step[0, 0]
        assert -step == pytest.approx((1e-6 / (1 - decay)) ** 0.5, rel=1e-3)


@pytest.mark.parametrize(("decay", "half"), [(0.5, 151), (0.9, 207), (0.95, 190), (0.99, 99)])
def test_adadelta_starts_slowly(decay, half):
    assert run(BOWL, AdaDelta(decay=decay), BOWL.start, steps=400).steps_to(19.52 / 2) == pytest.approx(
        half, abs=1
    )


@pytest.mark.parametrize(("epsilon", "half"), [(1e-8, 1175), (1e-6, 210), (1e-4, 28), (1e-2, 3)])
def test_epsilon_is_the_learning_rate_of_adadelta(epsilon, half):
    path = run(RAVINE, AdaDelta(epsilon=epsilon), RAVINE.start, steps=1300)
    assert path.steps_to(6.45 / 2) == pytest.approx(half, abs=1)


def test_adadelta_jitters_late():
    y = np.abs(run(BOWL, AdaDelta(), BOWL.start, steps=10_000).x[:, 1])
    assert y[[2000, 10_000]] == pytest.approx([0.0151, 0.0416], rel=0.05)


def test_coupled_and_decoupled_decay():
    valley = Quadratic((1.0, 100.0), centre=(1.0, 1.0))
    coupled = run(valley, Adam(0.01, weight_decay=1.0), [3.0, 3.0], steps=4000).x[-1]
    decoupled = run(valley, AdamW(0.01, weight_decay=1.0), [3.0, 3.0], steps=4000).x[-1]
    np.testing.assert_allclose(coupled, [0.5, 100 / 101], atol=1e-6)
    np.testing.assert_allclose(decoupled, [0.834, 0.834], atol=5e-4)
    plain, decayed = (run(RAVINE, Adam(0.3, weight_decay=d), RAVINE.start, 30).x for d in (0.0, 0.1))
    assert np.abs(plain - decayed).max() == pytest.approx(4.5e-8, rel=0.05)


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "nadam", "adamax", "radam"])  # noqa: E501  # fmt: skip
def test_coupled_decay_is_a_bowl_added_to_the_objective(name):
    """∇(f + ½ λ‖x‖²) = ∇f + λx, in whatever way a method uses it."""
    decayed = run(Quadratic((0.5, 3.0)), optimizers.load(name, weight_decay=0.25), [2.0, 1.0], steps=20)
    added = run(Quadratic((0.75, 3.25)), optimizers.load(name), [2.0, 1.0], steps=20)
    np.testing.assert_allclose(decayed.x, added.x, rtol=1e-10)


def test_radam_with_a_short_memory_stays_momentum():
    path = run(LINE, RAdam(0.1, beta2=0.5), [1.0], steps=5)
    x, m = 1.0, 0.0
    for t in range(1, 6):
        m = 0.9 * m + 0.1 * x
        x -= 0.1 * m / (1 - 0.9**t)
    assert path.x[-1, 0] == pytest.approx(x, rel=1e-13)


def test_radam_sweeps_its_memory():
    memories = np.array([[0.5], [0.9], [0.999]])
    together = run(BOWL, RAdam(0.01, beta2=memories), BOWL.start, steps=20)
    for index, beta2 in enumerate(memories[:, 0]):
        alone = run(BOWL, RAdam(0.01, beta2=beta2), BOWL.start, steps=20)
        np.testing.assert_allclose(together.x[:, index], alone.x, rtol=1e-14)


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "nesterov"])
@pytest.mark.parametrize("rate", [0.02, 0.05])
def test_fitted_rate_is_the_spectral_radius(name, rate):
    """On a quadratic a linear method shrinks by the spectral radius of its own matrix."""
    curvature, mu = 1.0, 0.5
    matrices = {
        "gradient_descent": [[1 - rate * curvature]],
        "momentum": [[1 - rate * curvature, -rate * mu], [curvature, mu]],
        "nesterov": [[1 - rate * curvature, -rate * mu * (1 - rate * curvature)], [curvature, mu * (1 - rate * curvature)]],  # noqa: E501
    }  # fmt: skip
    radius = np.abs(np.linalg.eigvals(np.array(matrices[name]))).max()
    options = {} if name == "gradient_descent" else {"momentum": mu}
    x = run(LINE, optimizers.load(name, learning_rate=rate, **options), [1.0], steps=300).x[:, 0]
    fitted = np.exp(np.polyfit(np.arange(100, 301), np.log(np.abs(x[100:])), 1)[0])
    assert fitted == pytest.approx(radius, rel=1e-6)


def test_amsgrad_does_not_forget():
    path = run(RAVINE, Adam(0.3, beta2=0.9, amsgrad=True), RAVINE.start, steps=60)
    assert (np.diff(path.state.v_max, axis=0) >= 0).all()
    assert (path.state.v_max[1:] >= path.state.v[1:]).all()
    plain = run(RAVINE, Adam(0.3, beta2=0.9), RAVINE.start, steps=60)
    assert (np.diff(plain.state.v, axis=0) < 0).any()


def test_a_centred_variance_is_at_least_zero():
    """Under a slope that stays the variance dies away, and rounding carries it below 0; x must stay a number."""
    slope = Tilted((1.0, 1.0))
    path = run(slope, RMSProp(0.01, 0.5, centered=True), [0.0, 0.0], steps=5000)
    assert path.diverged_at is None
    # With 40 digits nothing is rounded below zero: s − m² = g² · 2⁻ᵗ(1 − 2⁻ᵗ).
    with localcontext(prec=40):
        gradient = Decimal("0.1")
        shares = [Decimal(2) ** -t for t in range(1, 21)]
        exact = [
            -gradient / 100 / ((gradient * gradient * p * (1 - p)).sqrt() + Decimal("1e-8")) for p in shares
        ]
    assert path.step[:20, 0] == pytest.approx([float(step) for step in exact], rel=1e-9)
    # In the end ε alone is left of the denominator.
    assert path.step[-1] == pytest.approx([-0.01 * 0.1 / 1e-8, -0.01 * 0.7 / 1e-8], rel=0.2)


def test_no_slope_that_stays_makes_a_centred_run_diverge():
    decays = np.linspace(0.05, 0.995, 40)[:, np.newaxis, np.newaxis]
    more = np.broadcast_to(np.linspace(-4.0, 2.0, 11)[:, np.newaxis], (400, 40, 11, 1))
    path = run(SLOPE, RMSProp(1e-9, decays, centered=True), np.zeros((11, 1)), 400, more)
    assert (path.diverged_at == -1).all()
