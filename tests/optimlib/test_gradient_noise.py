"""Mini-batch gradients scatter as theory says: block 5. All chance is seeded; bands are four standard errors."""

import numpy as np
import pytest

from optimlib import OptimError
from optimlib.batches import mini_batches
from optimlib.datasets import Data, noisy_line, y_equals_2x
from optimlib.gradient_noise import batch_gradient_variance, noise_floor
from optimlib.regression import fit, sample_gradients
from optimlib.schedules import InverseTime

LINE = noisy_line(1024, 2.0, 0.5, np.random.default_rng(0))


def test_variance_by_hand():
    data = y_equals_2x()
    assert np.var(sample_gradients(data, 1.0)) == pytest.approx(392 / 9)
    with_replacement = [batch_gradient_variance(data, 1.0, size) for size in (1, 2, 3)]
    without = [batch_gradient_variance(data, 1.0, size, "without_replacement") for size in (1, 2, 3)]
    assert with_replacement == pytest.approx([43.5556, 21.7778, 14.5185], abs=1e-4)
    assert without == pytest.approx([43.5556, 10.8889, 0], abs=1e-4)


@pytest.mark.parametrize("size", [1, 32, 128, 512, 1024])
def test_variance_by_trial(size):
    rng, trials = np.random.default_rng(size), 3000
    gradients = sample_gradients(LINE, 1.0)
    replaced = gradients[rng.integers(1024, size=(trials, size))].mean(axis=1).var()
    band = 4 * (2 / trials) ** 0.5 * 3
    assert replaced == pytest.approx(batch_gradient_variance(LINE, 1.0, size), rel=band)
    shuffled = [gradients[rng.permutation(1024)[:size]].mean() for _ in range(trials)]
    expected = batch_gradient_variance(LINE, 1.0, size, "without_replacement")
    assert np.var(shuffled) == pytest.approx(expected, rel=band, abs=1e-25)


@pytest.mark.parametrize("size", [1, 4, 16])
def test_noise_floor(size):
    data = noisy_line(64, 1.0, 0.5, np.random.default_rng(3))
    curvature = 2 * np.mean(data.x**2)
    best = np.sum(data.x * data.y) / np.sum(data.x**2)
    theory = noise_floor(0.02, curvature, float(np.var(sample_gradients(data, best))), size)
    plan, rng = mini_batches(size, "with_replacement"), np.random.default_rng(4)
    run = fit(data, plan, 0.02, best, epochs=500 * size, rng=rng)
    assert np.var(run.w[500:]) == pytest.approx(theory, rel=0.25)


def test_falling_rate_removes_the_noise():
    data = noisy_line(64, 1.0, 0.5, np.random.default_rng(3))
    curvature = 2 * np.mean(data.x**2)
    best = np.sum(data.x * data.y) / np.sum(data.x**2)
    rate = InverseTime(1 / (10 * curvature), scale=10)
    run = fit(data, mini_batches(1, "with_replacement"), rate, 0.0, epochs=300, rng=np.random.default_rng(5))
    assert abs(run.w[-1] - best) < 0.03


def test_floor_halves_with_the_batch():
    assert noise_floor(0.1, 2.2521, 0.972, 8) == pytest.approx(noise_floor(0.1, 2.2521, 0.972, 4) / 2)


def test_orders_of_batches():
    rng = np.random.default_rng(0)
    shuffled = mini_batches(3, "shuffled").draw(samples=8, epochs=2, rng=rng)
    for epoch in shuffled:
        assert [len(batch) for batch in epoch] == [3, 3, 2]
        assert sorted(np.concatenate(epoch)) == list(range(8))
    assert any((a != b).any() for a, b in zip(*shuffled, strict=True))
    replaced = mini_batches(3, "with_replacement").draw(samples=8, epochs=2, rng=rng)
    assert [len(batch) for epoch in replaced for batch in epoch] == [3] * 6
    assert np.concatenate(replaced[0]).max() < 8


def test_same_generator_same_run():
    runs = [
        fit(LINE, mini_batches(32, "shuffled"), 0.05, 0.0, 3, np.random.default_rng(1)).w for _ in range(2)
    ]
    np.testing.assert_array_equal(*runs)


def test_noisy_line_has_the_weights_it_was_given():
    data = noisy_line(20_000, [2.0, -3.4], 0.1, np.random.default_rng(0))
    np.testing.assert_allclose(np.linalg.lstsq(data.x, data.y, rcond=None)[0], [2.0, -3.4], atol=5e-3)
    assert isinstance(data, Data)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: batch_gradient_variance(LINE, 1.0, 0),
        lambda: batch_gradient_variance(LINE, 1.0, 1025),
        lambda: batch_gradient_variance(LINE, 1.0, 5, "wit_replacement"),
        lambda: noise_floor(1.0, 2.0, 1.0),
        lambda: noisy_line(0, 1.0, 0.1, np.random.default_rng(0)),
        lambda: noisy_line(3, np.ones((2, 2)), 0.1, np.random.default_rng(0)),
        lambda: noisy_line(3, np.nan, 0.1, np.random.default_rng(0)),
        lambda: noisy_line(3, 1.0, -0.1, np.random.default_rng(0)),
    ],
)
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()
