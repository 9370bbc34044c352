"""Gradients with noise: escape from wells and ridges, and floors (blocks 5, 7, 9 and 11). Seeded, with bands."""

import numpy as np
import pytest

from optimlib import OptimError, objectives, run
from optimlib.gradient_noise import batch_noise
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adagrad import AdaGrad
from optimlib.optimizers.gradient_descent import GradientDescent
from optimlib.optimizers.momentum import Momentum
from optimlib.schedules import Linear

WELLS = objectives.load("double_well")
OFFSETS = np.random.default_rng(11).normal(size=256)
OFFSETS = 2 * (OFFSETS - OFFSETS.mean()) / OFFSETS.std()


def escape(rate, batch_size, runs=400, steps=1000):
    noise = batch_noise(OFFSETS, batch_size, (steps, runs, 1), np.random.default_rng(0))
    start = np.full((runs, 1), 0.9456492739)
    return run(WELLS, GradientDescent(rate), start, steps, noise).x[..., 0]


@pytest.mark.parametrize(
    ("rate", "batch_size", "share"),
    [(0.1, 1, 1.0), (0.1, 4, 0.54), (0.1, 16, 0), (0.05, 1, 0.81), (0.05, 4, 0.015), (0.05, 16, 0), (0.02, 1, 0.055), (0.2, 4, 1.0), (0.2, 16, 0.085)],  # noqa: E501
)  # fmt: skip
def test_noise_escapes(rate, batch_size, share):
    x = escape(rate, batch_size)
    assert np.mean((x < -0.6).any(axis=0)) == pytest.approx(share, abs=0.09)


def test_how_soon_and_where_it_ends():
    x = escape(0.1, 1)
    assert np.median(np.argmax(x < -0.6, axis=0)) == pytest.approx(77, rel=0.25)
    constant = np.mean(x[-1] < 0)
    assert constant == pytest.approx(0.725, abs=0.08)
    noise = batch_noise(OFFSETS, 1, (1000, 400, 1), np.random.default_rng(0))
    falling = run(WELLS, GradientDescent(Linear(0.1, 0.0, 1000)), x[0][:, None], 1000, noise).x[-1, :, 0]
    assert np.mean(falling < 0) == pytest.approx(0.82, abs=0.08)


def test_noise_leaves_the_ridge():
    noise = 0.01 * np.random.default_rng(1).normal(size=(200, 200, 2))
    start = np.tile([1.0, 0.0], (200, 1))
    y = np.abs(run(objectives.load("bounded_saddle"), GradientDescent(0.1), start, 200, noise).x[..., 1])
    first = np.argmax(y > 0.9, axis=0)
    assert (y > 0.9).any(axis=0).all()
    assert 30 < np.median(first) < 55


def test_momentum_does_not_average_noise_away():
    noise = np.random.default_rng(2).normal(size=(4000, 300, 1))
    start = np.zeros((300, 1))
    for rate, beta in ((0.05, 0.0), (0.005, 0.9), (0.05, 0.5), (0.05, 0.9)):
        settled = run(Quadratic((1.0,)), Momentum(rate, beta), start, 4000, noise).x[1000:]
        theory = rate * (1 + beta) / ((1 - beta) * (2 * (1 + beta) - rate))
        assert settled.var() == pytest.approx(theory, rel=0.05)


def test_noise_wears_adagrad_out():
    noise = np.random.default_rng(3).normal(size=(10_000, 20, 1))
    rate = run(Quadratic((1.0,)), AdaGrad(1.0), np.full((20, 1), 3.0), 10_000, noise).state.rate
    assert rate[[100, 1000, 10_000]].mean(axis=(1, 2)) == pytest.approx([0.0838, 0.0312, 0.00995], rel=0.12)


@pytest.mark.parametrize("noise", [np.zeros((3, 1)), np.zeros(3), np.zeros((4, 2))])
def test_noise_of_a_wrong_shape(noise):
    with pytest.raises(OptimError, match="shape of noise"):
        run(objectives.load("bowl"), GradientDescent(), (1.0, 1.0), 3, noise)


def test_bad_offsets():
    rng = np.random.default_rng(0)
    with pytest.raises(OptimError, match="offsets"):
        batch_noise([], 1, (3,), rng)
    with pytest.raises(OptimError, match="batch_size"):
        batch_noise([1.0], 0, (3,), rng)
