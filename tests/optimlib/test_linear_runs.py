"""Full-batch, mini-batch and per-sample runs on y = 2x: block 4 of the worked-out numbers."""

import numpy as np
import pytest

from optimlib import OptimError, optimizers, run
from optimlib.datasets import Data, noisy_line, y_equals_2x
from optimlib.objectives.quadratic import Quadratic
from optimlib.optimizers.adam import Adam
from optimlib.regression import BatchPlan, fit, full_batch, mini_batches, per_sample, sample_gradients

DATA = y_equals_2x()


def errors(plan, rate, epochs=100):
    return np.abs(fit(DATA, plan, learning_rate=rate, w0=1.0, epochs=epochs).epoch_w - 2.0)


@pytest.mark.parametrize(
    ("rate", "after_20", "after_100"),
    [
        (0.01, 0.1409, 5.556e-5),
        (0.20, 0.05715, 6.1e-7),
        (0.21, 0.442, 0.01687),
        (0.2142, 0.984, 0.923),
        (3 / 14, 1, 1),
        (0.2143, 1.003, 1.0134),
        (0.215, 1.142, 1.943),
        (0.22, 2.83, 180.5),
        (0.25, 315, 3.1e12),
    ],
)
def test_full_batch_errors(rate, after_20, after_100):
    error = errors(full_batch(), rate)
    assert error[[20, 100]] == pytest.approx([after_20, after_100], rel=1e-2)


def test_one_step_solution():
    assert errors(full_batch(), 3 / 28)[1:] == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.15, 0.204, 0.21])
def test_per_sample_factor(rate):
    error = errors(per_sample(), rate, epochs=5)
    factor = abs((1 - 2 * rate) * (1 - 8 * rate) * (1 - 18 * rate))
    assert error == pytest.approx(factor ** np.arange(6), rel=1e-12)


def test_rate_that_separates_them():
    assert errors(full_batch(), 0.21)[100] == pytest.approx(0.0169, rel=1e-2)
    assert errors(per_sample(), 0.21)[100] == pytest.approx(9958, rel=1e-3)


def test_per_sample_path_hops():
    run = fit(DATA, per_sample(), learning_rate=0.15, w0=1.0, epochs=2)
    assert run.w == pytest.approx([1, 1.3, 2.14, 1.762, 1.8334, 2.03332, 1.943356], abs=1e-9)


def test_epochs_to_a_thousandth():
    assert np.argmax(errors(full_batch(), 0.01) < 1e-3) == 71
    assert np.argmax(errors(per_sample(), 0.01) < 1e-3) == 23


def test_equal_numbers_of_sample_gradients():
    full = fit(DATA, full_batch(), epochs=100)
    single = fit(DATA, per_sample(), epochs=100)
    assert full.sample_gradients[-1] == single.sample_gradients[-1] == 300
    assert len(full.gradient) == 100
    assert abs(full.w[-1] - 2) == pytest.approx(5.56e-5, rel=1e-3)
    assert abs(single.w[-1] - 2) == pytest.approx(7.6e-14, rel=1e-2)


def test_printed_columns_differ_in_kind():
    run = fit(DATA, per_sample(), epochs=1)
    assert run.epoch_last_sample_loss[0] == pytest.approx(4.91924, abs=1e-5)
    assert run.epoch_cost[1] == pytest.approx(2.550717, abs=1e-6)
    assert run.epoch_last_sample_loss[0] / run.epoch_cost[1] == pytest.approx(27 / 14)


def test_mini_batches_of_two():
    run = fit(DATA, mini_batches(2), learning_rate=0.01, w0=1.0, epochs=3)
    # Mean curvature of the batches {1, 2} and {3}: 5 and 18.
    assert run.w[1:3] == pytest.approx([2 - 0.95, 2 - 0.95 * 0.82])
    assert list(run.sample_gradients) == [0, 2, 3, 5, 6, 8, 9]
    assert list(run.epoch_ends) == [0, 2, 4, 6]
    assert len(run.epoch_last_sample_loss) == 3


def test_batch_of_all_samples_is_full_batch():
    np.testing.assert_array_equal(fit(DATA, mini_batches(3)).w, fit(DATA, full_batch()).w)


def test_several_inputs_against_least_squares():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(40, 3))
    data = Data.of(x, x @ [1.0, -2.0, 0.5] + rng.normal(size=40))
    run = fit(data, full_batch(), learning_rate=0.2, w0=np.zeros(3), epochs=400)
    best = np.linalg.lstsq(data.x, data.y, rcond=None)[0]
    np.testing.assert_allclose(run.w[-1], best, atol=1e-10)
    assert run.w.shape == (401, 3)
    np.testing.assert_allclose(run.predict(data.x), data.x @ run.w[-1])
    np.testing.assert_allclose(sample_gradients(data, best).mean(axis=0), 0, atol=1e-12)


def test_schedule_of_rates():
    run = fit(DATA, full_batch(), learning_rate=lambda t: 3 / 28 if t == 1 else 0.0, epochs=3)
    assert run.w == pytest.approx([1, 1, 2, 2])


@pytest.mark.parametrize("name", optimizers.names())
def test_any_optimizer_fits(name):
    """One input and all samples make the run that of the parabola with curvature 2·mean(x²)."""
    method = optimizers.load(name)
    fitted = fit(DATA, full_batch(), w0=1.0, epochs=30, optimizer=method)
    parabola = run(Quadratic((28 / 3,), centre=(2.0,)), method, [1.0], steps=30)
    np.testing.assert_allclose(fitted.w, parabola.x[:, 0], rtol=1e-9)


def test_adam_on_noise_settles_higher_for_larger_rates():
    """The floor of Adam grows with its rate; below it a small rate has not arrived yet."""
    rng = np.random.default_rng(0)
    true = np.arange(1.0, 6.0)
    data = noisy_line(1500, true, 0.1, rng)
    best = np.linalg.lstsq(data.x, data.y, rcond=None)[0]
    least = np.mean((data.x @ best - data.y) ** 2)
    excess = []
    for rate in (0.003, 0.03, 0.3):
        fitted = fit(
            data,
            mini_batches(10, "shuffled"),
            w0=np.zeros(5),
            epochs=4,
            rng=np.random.default_rng(1),
            optimizer=Adam(rate),
        )
        excess.append(fitted.cost[-50:].mean() - least)
    assert excess[0] > 1
    assert excess[2] > 5 * excess[1]


def test_divergence_is_told():
    run = fit(DATA, full_batch(), learning_rate=10.0, epochs=1000)
    # The cost is 14/3 · (28/3 · 10 − 1)^(2t) and overflows first.
    limit = np.log(np.finfo(float).max / 14 * 3) / (2 * np.log(280 / 3 - 1))
    assert run.diverged_at == int(np.ceil(limit)) == len(run.w) == len(run.epoch_w)
    for array in (run.w, run.cost, run.gradient, run.last_sample_loss):
        assert np.isfinite(array).all()
    assert len(run.batches) == len(run.gradient) == len(run.last_sample_loss) == run.diverged_at - 1
    assert fit(DATA, full_batch()).diverged_at is None


def test_record_is_read_only():
    run = fit(DATA, full_batch())
    with pytest.raises(ValueError, match="read-only"):
        run.w[0] = 3
    with pytest.raises(ValueError, match="read-only"):
        DATA.x[0] = 3


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: BatchPlan(0),
        lambda: BatchPlan(2.5),
        lambda: BatchPlan(2, "cyclc"),
        lambda: fit(DATA, mini_batches(4)),
        lambda: fit(DATA, mini_batches(2, "shuffled")),
        lambda: fit(DATA, full_batch(), epochs=0),
        lambda: fit(DATA, full_batch(), w0=np.nan),
        lambda: fit(DATA, full_batch(), w0=[1.0, 2.0]),
        lambda: fit(DATA, full_batch(), learning_rate=-1),
        lambda: Data.of([1, 2, 3], [1, 2]),
        lambda: Data.of([], []),
    ],
)
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()
