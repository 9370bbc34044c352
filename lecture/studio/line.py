"""The second page: one line through the data, fitted by batches of every size."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from lecture.studio.catalogue import look_of
from optimlib.batches import full_batch, mini_batches, per_sample
from optimlib.datasets import Data, noisy_line, y_equals_2x
from optimlib.regression import fit

CURVE = 201
"""Points of the curve of costs."""
SHOWN = 8.0
"""The curve reaches so far to both sides of the best weight, or as far as the start."""


class LineQuestion(BaseModel):
    """How to fit ŷ = w·x.

    Attributes
    ----------
    data
        The three samples of y = 2x, or a noisy line of ``samples`` points.
    learning_rate, epochs, w0, seed
        As for :func:`optimlib.regression.fit`; the seed draws the noise, and the order if ``shuffled``.
    batch_size
        Of the mini-batches; beside them run the full batch and single samples.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    data: Literal["exact", "noisy"] = "exact"
    samples: Annotated[int, Field(ge=2, le=256)] = 32
    noise: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] = 1.0
    learning_rate: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)] = 0.01
    epochs: Annotated[int, Field(ge=1, le=500)] = 100
    w0: Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)] = 1.0
    batch_size: Annotated[int, Field(ge=1, le=256)] = 2
    shuffled: bool = False
    seed: Annotated[int, Field(ge=0, le=2**31)] = 0


def fitted(asked: LineQuestion) -> dict[str, Any]:
    """Tell the data, the curve of costs, and every update of three runs that differ in their batches alone."""
    data = _data(asked)
    x, y = data.x.ravel(), data.y.ravel()
    best = float(x @ y / (x @ x))
    order: Literal["shuffled", "cyclic"] = "shuffled" if asked.shuffled else "cyclic"
    plans = {
        "full_batch": full_batch(),
        "mini_batch": mini_batches(min(asked.batch_size, len(data)), order),
        "per_sample": per_sample(order),
    }
    runs = []
    for name, plan in plans.items():
        one = fit(data, plan, asked.learning_rate, asked.w0, asked.epochs, np.random.default_rng(asked.seed))
        runs.append(
            {
                "name": name,
                "look": look_of(name),
                "w": one.w.tolist(),
                "cost": one.cost.tolist(),
                "gradients": one.sample_gradients.tolist(),
                "epoch_ends": one.epoch_ends.tolist(),
                "diverged_at": one.diverged_at,
            }
        )
    reach = max(SHOWN / 2, 1.2 * abs(asked.w0 - best))
    w = np.linspace(best - reach, best + reach, CURVE)
    costs = np.mean((np.multiply.outer(w, x) - y) ** 2, axis=-1)
    curvature = float(2 * np.mean(x**2))
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "best": best,
        "lowest": float(np.mean((best * x - y) ** 2)),
        "limit": 2 / curvature,
        "curve": {"w": w.tolist(), "cost": costs.tolist()},
        "runs": runs,
    }


def _data(asked: LineQuestion) -> Data:
    if asked.data == "exact":
        return y_equals_2x()
    return noisy_line(asked.samples, 2.0, asked.noise, np.random.default_rng(asked.seed))
