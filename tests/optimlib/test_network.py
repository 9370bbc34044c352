"""Every layer's slopes against finite differences; training; the digits race of block 12."""

import gzip
import struct

import numpy as np
import pytest

from optimlib import OptimError, optimizers
from optimlib.batches import mini_batches
from optimlib.images import digits, mnist
from optimlib.network import (
    Affine,
    BatchNorm,
    Convolution,
    Dropout,
    MaxPooling,
    Network,
    ReLU,
    Sigmoid,
    digits_race,
    multi_layer,
    train,
)
from optimlib.network.layers import NOTHING, Mode

LABELS = np.array([0, 2, 1, 2, 0, 1])
FLAT = np.random.default_rng(1).normal(size=(6, 5))
PICTURES = np.random.default_rng(2).normal(size=(6, 2, 6, 5))
NETWORKS = {
    "affine": (Network((Affine(5, 3),)), FLAT),
    "relu": (multi_layer([5, 4, 4, 3]), FLAT),
    "sigmoid": (multi_layer([5, 4, 3], Sigmoid), FLAT),
    "weight decay": (multi_layer([5, 4, 3], weight_decay=0.3), FLAT),
    "batch norm": (multi_layer([5, 4, 3], Sigmoid, batch_norm=True), FLAT),
    "dropout": (multi_layer([5, 8, 3], Sigmoid, dropout=0.4), FLAT),
    "convolution": (Network((Convolution(2, 3, size=3), Sigmoid(), Affine(36, 3))), PICTURES),
    "stride and padding": (
        Network((Convolution(2, 3, size=3, stride=2, padding=1), ReLU(), Affine(27, 3)), weight_decay=0.1),
        PICTURES,
    ),
    "pooling": (Network((MaxPooling(2), Affine(12, 3))), PICTURES),
    "pooling that overlaps": (Network((Convolution(2, 2, size=2), MaxPooling(3, stride=1), Affine(12, 3))), PICTURES),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_gradient(name):
    network, x = NETWORKS[name]
    # Off the start, where biases are zero and ReLU has its kink.
    rng = np.random.default_rng(0)
    parameters = network.init(rng, "xavier") + 0.1 * rng.normal(size=network.size)
    parameters.flags.writeable = False
    assert parameters.shape == (network.size,)

    def loss(p):
        return network.evaluate(p, x, LABELS, np.random.default_rng(9)).loss

    h = 1e-5
    numeric = [(loss(parameters + e) - loss(parameters - e)) / (2 * h) for e in h * np.eye(network.size)]
    gradient = network.evaluate(parameters, x, LABELS, np.random.default_rng(9)).gradient
    np.testing.assert_allclose(gradient, numeric, rtol=1e-6, atol=1e-9)


def test_convolution_is_a_sum_over_a_window():
    layer = Convolution(2, 1, size=2, stride=2, padding=1)
    network = Network((layer,))
    parameters = network.init(np.random.default_rng(0))
    filters, bias = parameters[:8].reshape(1, 2, 2, 2), parameters[8]
    padded = np.pad(PICTURES, ((0, 0), (0, 0), (1, 1), (1, 1)))
    output = network.scores(parameters, PICTURES)
    assert output.shape == (6, 1, 4, 3)
    expected = np.sum(padded[4, :, 2:4, 4:6] * filters[0]) + bias
    assert output[4, 0, 1, 2] == pytest.approx(expected)


def test_pooling_takes_the_largest():
    output = Network((MaxPooling(2),)).scores(np.empty(0), PICTURES)
    assert output.shape == (6, 2, 3, 2)
    assert output[3, 1, 2, 1] == PICTURES[3, 1, 4:6, 2:4].max()


def test_batch_norm_after_training_uses_what_it_remembers():
    network = Network((BatchNorm(5, momentum=0.5),))
    parameters = network.init(np.random.default_rng(0))
    memory = ()
    for _ in range(40):
        memory = network.evaluate(parameters, FLAT, np.zeros(6, int), memory=memory).memory
    np.testing.assert_allclose(memory[0], [FLAT.mean(axis=0), FLAT.var(axis=0)], rtol=1e-9)
    normal = network.scores(parameters, FLAT, memory)
    np.testing.assert_allclose(normal.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(normal.var(axis=0), 1, rtol=1e-6)


def test_a_feature_that_does_not_vary_is_normal_without_epsilon_too():
    layer, x = BatchNorm(2, epsilon=0.0), np.stack([np.full(6, 0.5), FLAT[:, 0]], axis=1)
    parameters = [np.array([3.0, 1.0]), np.array([7.0, 0.0])]
    scores, cache, memory = layer.forward(parameters, x, Mode(training=True, rng=None, memory=NOTHING))
    assert (scores[:, 0] == 7.0).all()
    assert scores[:, 1].std() == pytest.approx(1.0)
    slope, of_parameters = layer.backward(parameters, cache, FLAT[:, :2])
    assert not slope[:, 0].any()
    assert of_parameters[0][0] == 0.0
    after = Mode(training=False, rng=None, memory=np.stack([memory[0], np.array([0.0, 1.0])]))
    assert (layer.forward(parameters, x, after)[0][:, 0] == 7.0).all()


def test_dropout_keeps_its_share():
    network = Network((Dropout(0.25),))
    mode = Mode(training=True, rng=np.random.default_rng(0), memory=NOTHING)
    output, _, _ = Dropout(0.25).forward((), np.ones((500, 80)), mode)
    assert set(np.unique(output)) == {0.0, 1.0}
    assert output.mean() == pytest.approx(0.75, abs=0.01)
    np.testing.assert_array_equal(network.scores(np.empty(0), np.ones((2, 3))), np.full((2, 3), 0.75))


def test_starts_of_he_and_xavier():
    weights = {start: Affine(400, 300).init(np.random.default_rng(0), start)[0] for start in ("he", "xavier")}
    assert weights["he"].std() == pytest.approx((2 / 400) ** 0.5, rel=0.01)
    assert weights["xavier"].std() == pytest.approx((1 / 400) ** 0.5, rel=0.01)


def test_large_scores_do_not_overflow():
    network = Network((Affine(1, 2),))
    assert network.loss(np.array([1e4, -1e4, 0, 0]), np.ones((1, 1)), np.array([1])) == pytest.approx(2e4)


@pytest.mark.parametrize("name", sorted(set(optimizers.names()) - {"adadelta"}))
def test_every_optimizer_trains_it(name):
    images, rng = digits(), np.random.default_rng(0)
    network = multi_layer([64, 20, 10], batch_norm=True)
    epochs = mini_batches(128, "shuffled").draw(len(images), 4, rng)
    batches = [batch for epoch in epochs for batch in epoch]
    method = optimizers.load(name, learning_rate=0.1 if name == "gradient_descent" else 0.02)
    training = train(network, method, images.flat, images.labels, batches, rng)
    assert len(training.batch_loss) == len(batches) == 60
    assert list(training.recorded_at) == [0, 60]
    assert training.loss[-1] < training.loss[0]
    assert network.accuracy(training.parameters, images.flat, images.labels, training.memory) > 0.4


def test_digits_race():
    racers = {
        "sgd": optimizers.load("gradient_descent", learning_rate=0.01),
        "momentum": optimizers.load("momentum", learning_rate=0.01, momentum=0.9),
        "adagrad": optimizers.load("adagrad", learning_rate=0.01),
        "adam": optimizers.load("adam", learning_rate=0.001),
        "fast sgd": optimizers.load("gradient_descent", learning_rate=0.1),
    }
    rng = np.random.default_rng(0)
    train_images, test_images = digits().split(360, rng)
    race = digits_race(racers, train_images, rng, iterations=600, record_every=100)
    loss = {name: training.loss for name, training in race.items()}
    assert len({values[0] for values in loss.values()}) == 1
    assert 2.2 < loss["sgd"][0] < 2.7
    for at in (1, 6):
        assert loss["sgd"][at] > 5 * loss["momentum"][at]
        assert loss["momentum"][at] > 1.4 * max(loss["adagrad"][at], loss["adam"][at])
    assert loss["sgd"][6] == pytest.approx(0.199, abs=0.05)
    assert loss["momentum"][6] == pytest.approx(0.0098, abs=0.005)
    # A race of effective rates: plain descent at ten times the rate keeps up with momentum 0.9.
    assert loss["fast sgd"][6] == pytest.approx(loss["momentum"][6], rel=0.5)
    network = multi_layer([64, 100, 100, 100, 100, 10])
    accuracy = network.accuracy(race["adam"].parameters, test_images.flat, test_images.labels)
    assert accuracy > 0.96


# Block 12 of the worked-out numbers: rules as in "Deep Learning from Scratch", losses of the first seed to the last
# digit, and mean and spread over five seeds after 100, 200, 300 and 600 updates, as printed.
RACERS = {
    "gradient_descent": {"learning_rate": 0.01},
    "momentum": {"learning_rate": 0.01, "momentum": 0.9},
    "adagrad": {"learning_rate": 0.01, "epsilon": 1e-7},
    "adam": {"learning_rate": 0.001, "epsilon": 1e-7, "eps_mode": "hat"},
}
FIRST_SEED = [0.17886945872351281, 0.00873185909084307, 0.0022401625947187937, 0.0010532153145039014]
PRINTED = {
    100: ("1.470 0.082", "0.152 0.007", "0.046 0.006", "0.082 0.005"),
    200: ("0.727 0.050", "0.070 0.014", "0.0157 0.0011", "0.022 0.004"),
    300: ("0.434 0.028", "0.033 0.002", "0.0070 0.0005", "0.0075 0.0012"),
    600: ("0.199 0.012", "0.0098 0.0010", "0.0022 0.0001", "0.0011 0.0001"),
}


def reference_race(seed):
    """Race as the reference did: one split, weights from the seed, batches from another generator."""
    images = digits()
    order = np.random.default_rng(0).permutation(len(images))
    x, labels = images.flat[order[:1437]], images.labels[order[:1437]]
    network = multi_layer([64, 100, 100, 100, 100, 10])
    start = network.init(np.random.default_rng(seed))
    rng = np.random.default_rng(1000 + seed)
    batches = [rng.choice(1437, 128) for _ in range(600)]
    racers = [optimizers.load(name, **hyperparameters) for name, hyperparameters in RACERS.items()]
    return [train(network, one, x, labels, batches, rng, start, record_every=100).loss for one in racers]


def test_the_race_is_the_reference_race():
    loss = np.array([reference_race(seed) for seed in range(5)])
    assert loss[0, :, -1] == pytest.approx(FIRST_SEED, rel=1e-9)
    assert loss[..., 0].min() == pytest.approx(2.37, abs=0.005)
    assert loss[..., 0].max() == pytest.approx(2.44, abs=0.005)
    for updates, printed in PRINTED.items():
        at = loss[..., updates // 100]
        for values, text in zip(at.T, printed, strict=True):
            for statistic, digits_shown in zip((values.mean(), values.std()), text.split(), strict=True):
                places = len(digits_shown.partition(".")[2])
                assert f"{statistic:.{places}f}" == digits_shown
        if updates in (100, 600):
            descent, momentum, adagrad, adam = at.T
            assert np.all(descent > 5 * momentum)
            assert np.all(momentum > 1.4 * np.maximum(adagrad, adam))


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: Network(()),
        lambda: multi_layer([5]),
        lambda: multi_layer([5, 0, 3]),
        lambda: multi_layer([5, 3], weight_decay=-1.0),
        lambda: Dropout(1.0),
        lambda: BatchNorm(3, momentum=1.0),
        lambda: multi_layer([5, 3]).init(np.random.default_rng(0), "hee"),
        lambda: multi_layer([5, 3]).loss(np.zeros(18), FLAT, LABELS[:3]),
        lambda: multi_layer([5, 3]).loss(np.zeros(18), FLAT, LABELS + 1),
        lambda: multi_layer([5, 3]).loss(np.zeros(18), FLAT, LABELS + 0.5),
        lambda: multi_layer([5, 4, 3], dropout=0.5).evaluate(np.zeros(39), FLAT, LABELS),
        lambda: Network((MaxPooling(7),)).scores(np.empty(0), PICTURES),
        lambda: train(multi_layer([5, 3]), optimizers.load("adam"), FLAT, LABELS, [], np.random.default_rng(0)),
        lambda: train(multi_layer([5, 3]), optimizers.load("adam"), FLAT, LABELS, [LABELS], np.random.default_rng(0), np.zeros(3)),  # noqa: E501
        lambda: digits_race({}, digits(), np.random.default_rng(0), iterations=0),
        lambda: digits().split(1797, np.random.default_rng(0)),
    ],
)  # fmt: skip
def test_bad_input(mistake):
    with pytest.raises(OptimError, match=r"got .* expected"):
        mistake()


def test_digits_are_what_they_should_be():
    images = digits()
    assert images.images.shape == (1797, 8, 8)
    assert images.images.max() == 1
    np.testing.assert_array_equal(
        np.bincount(images.labels), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    )
    np.testing.assert_array_equal(images.images[0, 0] * 16, [0, 0, 5, 13, 9, 1, 0, 0])
    with pytest.raises(ValueError, match="read-only"):
        images.images[0] = 0


def idx(magic, shape, numbers=None):
    numbers = range(int(np.prod(shape))) if numbers is None else numbers
    return struct.pack(f">{1 + len(shape)}I", magic, *shape) + bytes(number % 256 for number in numbers)


@pytest.fixture
def folder(tmp_path):
    for part, n in (("train", 3), ("t10k", 2)):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx(0x803, (n, 4, 5)))
        (tmp_path / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(0x801, (n,), range(n))))
    return tmp_path


def test_mnist(folder):
    train_images, test_images = mnist(folder)
    assert train_images.images.shape == (3, 4, 5)
    assert train_images.images[1, 2, 3] == pytest.approx(33 / 255)
    np.testing.assert_array_equal(test_images.labels, [0, 1])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("train-images-idx3-ubyte", None, "a file train-images-idx3-ubyte or"),
        ("train-images-idx3-ubyte", b"", "first bytes"),
        ("train-images-idx3-ubyte", idx(0x801, (3,)), "expected 00000803"),
        ("train-images-idx3-ubyte", idx(0x803, (3, 4, 5))[:-1], "size of train-images"),
        ("train-images-idx3-ubyte", idx(0x803, (3, 4, 5)) + b"x", "size of train-images"),
        ("t10k-images-idx3-ubyte", idx(0x803, (7, 4, 5)), "number of labels"),
        ("train-labels-idx1-ubyte.gz", b"not gzip", "can be read"),
        ("train-labels-idx1-ubyte.gz", gzip.compress(idx(0x801, (3,)))[:-9], "can be read"),
    ],
    ids=["missing", "empty", "magic", "short", "long", "labels", "not-gzip", "cut-gzip"],
)
def test_mnist_that_is_not(folder, name, content, message):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(OptimError, match=message):
        mnist(folder)


def test_mnist_without_a_folder(tmp_path):
    with pytest.raises(OptimError, match="a folder"):
        mnist(tmp_path / "missing")
