"""Paths that torch.optim walked, written down once: ours follow them at the tolerance written beside them."""

import json
from pathlib import Path

import numpy as np
import pytest

from optimlib import optimizers
from optimlib.types import Evaluation

CASES = json.loads((Path(__file__).parents[1] / "data" / "torch_paths.json").read_text())["cases"]
OURS = {
    "SGD": "momentum",
    "Adagrad": "adagrad",
    "RMSprop": "rmsprop",
    "Adadelta": "adadelta",
    "Adam": "adam",
    "AdamW": "adamw",
    "NAdam": "nadam",
    "Adamax": "adamax",
    "RAdam": "radam",
}
NAMES = {
    "lr": "learning_rate",
    "eps": "epsilon",
    "alpha": "decay",
    "rho": "decay",
    "lr_decay": "learning_rate_decay",
    "initial_accumulator_value": "initial_accumulator",
}


def gradient(objective: str, x: np.ndarray) -> np.ndarray:
    """The closed forms that the file of paths itself names."""
    a, b = x
    if objective == "ravine":
        return np.array([a / 10, 2 * b])
    if objective == "bowl":
        return np.array([a, 4 * b])
    if objective == "rosenbrock":
        return np.array([-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)])
    t1, t2, t3 = 1.5 - a + a * b, 2.25 - a + a * b * b, 2.625 - a + a * b * b * b
    return np.array(
        [
            2 * t1 * (b - 1) + 2 * t2 * (b * b - 1) + 2 * t3 * (b * b * b - 1),
            2 * t1 * a + 4 * t2 * a * b + 6 * t3 * a * b * b,
        ]
    )


def ours(case):
    options = {NAMES.get(key, key): value for key, value in case["params"].items()}
    if "betas" in options:
        options["beta1"], options["beta2"] = options.pop("betas")
    name = OURS[case["optimizer"]]
    if name == "momentum":
        if options.pop("nesterov"):
            del options["dampening"]
            return optimizers.load("nesterov", form="torch", **options)
        options["dampen_first"] = False
    return optimizers.load(name, **options)


def test_there_are_140_paths():
    assert len(CASES) == 140


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_path_of_torch(case):
    optimizer = ours(case)
    x = np.array(case["start"])
    state = optimizer.init(x)
    path = [x]
    for _ in range(case["steps"]):
        state, step = optimizer.update(state, Evaluation(x, gradient(case["objective"], x)))
        x = x + step
        path.append(x)
    tolerance = max(1e-12, 100 * case["sensitivity"])
    np.testing.assert_allclose(path, case["positions"], rtol=0, atol=tolerance)
