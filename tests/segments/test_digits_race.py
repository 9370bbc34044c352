"""The digits race against block 12 of the worked-out numbers, and against runs and windows of our own."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from lecture.errors import LectureError, SpecError
from lecture.keys.ingredients import of_run
from lecture.keys.values import file_digest
from lecture.spec import load_spec, single
from optimlib import optimizers
from optimlib.images import digits, digits_file
from optimlib.network.model import multi_layer
from optimlib.network.training import train
from scenes import catalog
from scenes.errors import ContentError
from scenes.segments.digits_race import race
from scenes.segments.digits_race.facts import Facts, Params, facts
from scenes.segments.digits_race.measured_race import smoothed

pytestmark = pytest.mark.segments

# Block 12: mean and spread over five seeds of the loss on all training images, as printed.
PRINTED = {
    "gradient_descent": {100: "1.470 0.082", 200: "0.727 0.050", 300: "0.434 0.028", 600: "0.199 0.012"},
    "momentum": {100: "0.152 0.007", 200: "0.070 0.014", 300: "0.033 0.002", 600: "0.0098 0.0010"},
    "adagrad": {100: "0.046 0.006", 200: "0.0157 0.0011", 300: "0.0070 0.0005", 600: "0.0022 0.0001"},
    "adam": {100: "0.082 0.005", 200: "0.022 0.004", 300: "0.0075 0.0012", 600: "0.0011 0.0001"},
}
READ = {"gradient_descent": 0.957, "momentum": 0.983, "adagrad": 0.988, "adam": 0.988}


@pytest.fixture(scope="module")
def fact() -> Facts:
    return facts(Params())


@pytest.mark.parametrize("name", race.RACE)
def test_the_race_has_the_printed_statistics(fact: Facts, name: str) -> None:
    racer = fact.racers[name]
    losses = racer.loss[racer.at(racer.rate)].astype(float)
    for updates, printed in PRINTED[name].items():
        at = losses[:, updates // race.RECORD_EVERY]
        for statistic, text in zip((at.mean(), at.std()), printed.split(), strict=True):
            last_digit = 10.0 ** -len(text.partition(".")[2])
            assert statistic == pytest.approx(float(text), abs=0.6 * last_digit)
    assert racer.read[racer.at(racer.rate)].mean() == pytest.approx(READ[name], abs=0.001)


def test_the_orders_hold_from_every_start(fact: Facts) -> None:
    for late in (False, True):
        descent, momentum, adagrad, adam = (
            one.late if late else one.early for one in (fact.descent, fact.momentum, fact.adagrad, fact.adam)
        )
        assert np.all(descent > 5 * momentum)
        assert np.all(momentum > 1.4 * np.maximum(adagrad, adam))
        assert np.all(adam < adagrad) if late else np.all(adagrad < adam)
    assert not fact.other_early
    assert not fact.other_late
    assert 2.37 < fact.start_loss < 2.44
    assert fact.guess == pytest.approx(2.302585, abs=1e-6)
    for racer in fact.racers.values():
        assert racer.early_median == sorted(racer.early)[2]
        assert racer.late_median == sorted(racer.late)[2]


def test_a_run_of_our_own_ends_where_the_kept_one_does(fact: Facts) -> None:
    images = digits()
    order = np.random.default_rng(0).permutation(len(images))[:1437]
    network = multi_layer([64, 100, 100, 100, 100, 10])
    chance = np.random.default_rng(1003)
    batches = [chance.choice(1437, 128) for _ in range(100)]
    start = network.init(np.random.default_rng(3))
    x, labels = images.flat[order], images.labels[order]
    own = train(
        network, optimizers.load("gradient_descent", learning_rate=0.1), x, labels, batches, chance, start
    )
    at = fact.descent.at(0.1)
    assert fact.descent.loss[at, 3, 1] == pytest.approx(own.loss[-1], rel=1e-5)
    assert fact.descent.batch_loss[at, 3, :100] == pytest.approx(own.batch_loss, rel=1e-4)
    assert (fact.images, fact.measured, fact.tested, fact.weights) == (1437, 1437, 360, network.size)


def test_the_runs_depend_on_the_network_and_not_on_words_or_pictures() -> None:
    told = of_run(race.long_run(None))
    source = set(told["source"])
    assert {
        "scenes.segments.digits_race.race",
        "optimlib.network.training",
        "optimlib.optimizers.adam",
    } <= source
    assert not {name for name in source if name.endswith(("digits_race.facts", "digits_race.scene"))}
    assert told["files"] == [file_digest(digits_file())]


def test_rates_exchange_places(fact: Facts) -> None:
    # Block 12: descent at .1 ends at .0092 to .0098 or nearby, AdaGrad at .001 at .15 to .19.
    assert fact.effective == pytest.approx(0.1)
    assert fact.fast_rate == 0.1
    assert fact.slow_rate == fact.adam.rate == 0.001
    assert fact.fast_loss == pytest.approx(fact.momentum.late_median, rel=0.05)
    assert 0.15 < fact.slow_loss < 0.19
    assert fact.slow_loss == pytest.approx(fact.descent.late_median, rel=0.15)
    # Without the change, either is far from there.
    assert fact.descent.late_median > 15 * fact.momentum.late_median
    assert fact.descent.late_median > 50 * fact.adagrad.late_median
    assert not fact.other_control


def test_both_curves_coincide_over_the_effective_rate_until_descent_fails(fact: Facts) -> None:
    for rate, most in ((0.01, 0.05), (0.03, 0.05), (0.1, 0.05)):
        twin = fact.momentum.at(round(rate / 10, 4))
        ratio = fact.descent.medians[fact.descent.at(rate)] / fact.momentum.medians[twin]
        assert abs(np.log(ratio)) < np.log(1 + most)
    # At .3 they have parted by a third.
    apart = fact.descent.medians[fact.descent.at(0.3)] / fact.momentum.medians[fact.momentum.at(0.03)]
    assert 1.2 < apart < 1.5
    assert fact.shared_top == 0.1
    assert fact.failures == fact.seeds
    assert np.all(fact.descent.loss[-1, :, -1] > fact.fail_line)
    assert np.all(fact.descent.loss[:-1, :, -1] < fact.fail_line)
    assert fact.far_rate == 0.1 == fact.momentum.median_rate
    assert fact.far_loss < 1e-4
    assert not fact.other_sweep


def test_who_is_best_depends_on_the_statistic(fact: Facts) -> None:
    losses = {name: one.loss[..., -1] for name, one in fact.racers.items()}
    for statistic, order, rates in (
        (np.median, ("adam", "momentum", "adagrad", "gradient_descent"), (0.01, 0.1, 0.1, 0.3)),
        (np.max, ("momentum", "adam", "adagrad", "gradient_descent"), (0.1, 0.003, 0.1, 0.3)),
    ):
        by_rate = {name: statistic(one, axis=1) for name, one in losses.items()}
        assert tuple(sorted(by_rate, key=lambda name: by_rate[name].min())) == order
        at = {name: int(by_rate[name].argmin()) for name in order}
        assert tuple(race.RATES[name][at[name]] for name in order) == rates
        # The best rate of each is none of the ends of what was tried.
        assert all(0 < place < len(race.RATES[name]) - 1 for name, place in at.items())
    assert not fact.other_best


def test_one_start_of_adams_decides_by_the_worst(fact: Facts) -> None:
    *rest, last = sorted(fact.adam.best)
    assert last > fact.momentum.best_worst > max(rest)
    # Its own starts are further apart than the medians of both methods.
    assert fact.adam_spread == pytest.approx(last / rest[0])
    assert fact.adam_spread > 5 * fact.gap
    assert fact.gap > 1.5
    # What holds by both: from every start, momentum ends below AdaGrad, and that below plain descent.
    assert fact.momentum.best.max() < fact.adagrad.best.min()
    assert fact.adagrad.best.max() < fact.descent.best.min()
    # In the race, AdaGrad was below momentum.
    assert fact.adagrad.late.max() < fact.momentum.late.min()


def test_unseen_images_do_not_tell_the_methods_apart(fact: Facts) -> None:
    for name, one in fact.missed.items():
        racer = fact.racers[name]
        assert one == pytest.approx(360 * (1 - racer.read[racer.median_at]), abs=1e-3)
    for one in fact.missed.values():
        assert all(one.min() <= other.max() for other in fact.missed.values())
    # Of plain descent, if anything, fewer: 3 against 6 by the median.
    counts = {name: sorted(one.tolist()) for name, one in fact.missed.items()}
    assert fact.missed_descent == counts["gradient_descent"][2] == 3
    assert fact.missed_adam == counts["adam"][2] == 6
    assert fact.times > 20
    assert not fact.other_unseen


def test_thin_lines_of_the_race_are_medians_of_smoothed_starts(fact: Facts) -> None:
    for racer in fact.racers.values():
        losses = racer.batch_loss[racer.at(racer.rate)].astype(float)
        around = losses[:, 95:106] @ fact.kaiser
        assert smoothed(losses, fact.window, 2.0)[100] == pytest.approx(np.median(around), rel=1e-6)


def test_smoothing_is_a_weighted_mean_that_looks_ahead(fact: Facts) -> None:
    at, half = fact.spike_at, fact.half
    around = fact.noisy[at - half : at + half + 1]
    assert fact.spike == around.max()
    weights = np.i0(2.0 * np.sqrt(1 - np.linspace(-1, 1, 11) ** 2))
    assert fact.spike_smooth == pytest.approx(float(weights @ around / weights.sum()))
    assert fact.kaiser == pytest.approx(weights / weights.sum())
    # Without this one loss, the curve is another from so many updates before it on, and the same one earlier.
    lift = fact.smooth - fact.smooth_without
    assert np.flatnonzero(lift > 1e-9).tolist() == list(range(at - half, at + half + 1))


def test_the_parameters_add_up(fact: Facts) -> None:
    weights = fact.pixels * fact.hidden + fact.between * fact.hidden**2 + fact.hidden * fact.classes
    assert fact.weights == weights + fact.biases == 37810


def test_a_window_needs_a_middle() -> None:
    with pytest.raises(ContentError, match="has no middle") as caught:
        facts(Params(window=4))
    assert "window = 5" in caught.value.hint


# -- the user's own images ------------------------------------------------------------------------------------


def idx(magic: int, values: np.ndarray) -> bytes:
    return struct.pack(f">{1 + values.ndim}I", magic, *values.shape) + values.astype(np.uint8).tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of MNIST's form and size of image: our digits, enlarged."""
    small = digits()
    large = np.zeros((300, 28, 28))
    large[:, 2:26, 2:26] = np.kron(small.images[:300], np.ones((3, 3))) * 255
    here = tmp_path / "mnist"
    here.mkdir()
    for part, rows in (("train", slice(0, 240)), ("t10k", slice(240, 300))):
        (here / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(0x803, large[rows])))
        (here / f"{part}-labels-idx1-ubyte").write_bytes(idx(0x801, small.labels[:300][rows]))
    return here


def a_lecture(folder: Path, data: str) -> Path:
    file = folder / "own.toml"
    file.write_text(
        f'title = "Own"\nlanguages = ["en"]\nvoice = "silent"\n\n[[segment]]\nname = "digits_race"\n'
        f'[segment.parameters]\ndata = "{data}"\n'
    )
    return file


def test_the_users_images_are_those_beside_the_lecture_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    [segment] = load_spec(a_lecture(tmp_path, "mnist")).segments
    assert segment.parameters.data == folder
    run = race.long_run(segment.parameters.data)
    assert {path.parent for path in run.files} == {folder}
    assert len(run.files) == 4


def test_from_the_command_line_they_are_those_of_the_working_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert single("digits_race", ["digits_race.data=mnist"]).parameters.data == folder


def test_the_runs_take_images_of_any_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "RECORD_EVERY", 2)
    shares: list[float] = []
    numbers = race.all_runs(str(folder), 4, 2, shares.append)
    assert numbers["counts"].tolist() == [240, 240, 60, 784 * 100 + 3 * 100 * 100 + 100 * 10 + 4 * 100 + 10]
    assert numbers["adam.batch_loss"].shape == (len(race.RATES["adam"]), 2, 4)
    assert numbers["adam.loss"].shape == (len(race.RATES["adam"]), 2, 3)
    assert numbers["images"].shape[1:] == (28, 28)
    assert np.all(np.diff(shares) >= 0)
    assert (shares[0], shares[-1]) == (0, 1)
    # Another start has other weights, and all methods have the same.
    starts = {name: numbers[f"{name}.loss"][:, :, 0] for name in race.RATES}
    assert len({float(loss) for one in starts.values() for loss in one[:, 0]}) == 1
    assert starts["adam"][0, 0] != starts["adam"][0, 1]


def broken_label(here: Path) -> None:
    (here / "t10k-labels-idx1-ubyte").write_bytes(b"no labels")


def cut_images(here: Path) -> None:
    file = here / "train-images-idx3-ubyte.gz"
    file.write_bytes(file.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda here: (here / "train-labels-idx1-ubyte").unlink(), "train-labels-idx1-ubyte or"),
        (broken_label, "first bytes of t10k-labels-idx1-ubyte"),
        (cut_images, "a file that can be read"),
    ],
)
def test_what_is_missing_or_broken_is_one_error_with_its_line(
    folder: Path, tmp_path: Path, break_it: object, told: str
) -> None:
    break_it(folder)
    with pytest.raises(SpecError) as caught:
        load_spec(a_lecture(tmp_path, "mnist"))
    assert told in caught.value.what
    assert "data" in caught.value.what
    assert "leave it out" in caught.value.hint
    assert (caught.value.path, caught.value.line) == (tmp_path / "own.toml", 8)


def test_a_folder_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(LectureError, match="nowhere"):
        load_spec(a_lecture(tmp_path, "nowhere"))


def test_every_claim_that_other_images_may_turn_false_has_other_words() -> None:
    claims = {name for name in vars(Facts) if name.startswith("other_")}
    for language in ("en", "zh"):
        words = catalog.words_file("digits_race", language).read_text(encoding="utf-8")
        assert all(f'fact = "{claim}"' in words for claim in claims)
