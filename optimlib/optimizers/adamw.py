"""AdamW: Adam whose weights decay by themselves, not through the gradient."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from optimlib.optimizers._hyperparameters import NON_NEGATIVE, STILL, decoupled_decay, rate_at
from optimlib.optimizers.adam import Adam, AdamState
from optimlib.types import Array, Evaluation, Facts, Hyperparameter


@dataclass(frozen=True)
class AdamW(Adam):
    """x ← x − learning_rate · (m̂/(√v̂ + ε) + weight_decay · x).

    In Adam a decay that goes through the gradient is divided by √v̂ like the rest of it, so that weights with
    large gradients hardly decay. Here all weights decay by the same share.

    Parameters
    ----------
    learning_rate, beta1, beta2, epsilon, bias_correction, eps_mode, amsgrad
        As for Adam.
    weight_decay
        The share of x, times the learning rate, that each step takes off.

    Examples
    --------
    >>> from optimlib import run
    >>> from optimlib.objectives.quadratic import Quadratic
    >>> valley = Quadratic((1.0, 100.0), centre=(1.0, 1.0))
    >>> run(valley, AdamW(0.01, weight_decay=1.0), [3.0, 3.0], steps=4000).x[-1].round(3)
    array([0.834, 0.834])

    Notes
    -----
    I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019. As in PyTorch the decay is
    multiplied by the learning rate; the paper has a schedule of its own for it.
    """

    weight_decay: Hyperparameter = field(default=0.01, metadata=NON_NEGATIVE)

    coordinatewise: ClassVar[bool] = True
    facts: ClassVar[Facts] = Facts(
        display_name={"en": "AdamW", "zh": "AdamW"},
        paper="I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019",
        rule=r"theta <- theta - eta (hat(m) / (sqrt(hat(v)) + epsilon) + lambda theta)",
        torch="AdamW",
        memory=2,
        differs=f"The same path. {STILL}",
    )

    def update(self, state: AdamState, evaluation: Evaluation) -> tuple[AdamState, Array]:
        """Step as Adam does without decay, then take the share off."""
        after, step = self._follow(state, evaluation.gradient)
        return after, step - decoupled_decay(
            rate_at(self.learning_rate, state.t), self.weight_decay, evaluation.x
        )
