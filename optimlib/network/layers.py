"""Layers: values that know how to go forward and how to send a slope back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np

from optimlib._checks import AT_LEAST_ZERO, BELOW_ONE, generator, number, whole
from optimlib.errors import OptimError
from optimlib.types import Array

Start: TypeAlias = Literal["he", "xavier"]


@dataclass(frozen=True)
class Mode:
    """How a layer goes forward.

    Attributes
    ----------
    training
        Whether batch statistics are used and units are dropped.
    rng
        Where dropped units are drawn from.
    memory
        What the layer remembers of earlier batches.
    """

    training: bool
    rng: np.random.Generator | None
    memory: Array


class Layer(Protocol):
    """A step of a network. All state is handed in and given back, so layers are values."""

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of its parameters; the first is what weight decay acts on."""

    def init(self, rng: np.random.Generator, start: Start) -> Sequence[Array]:
        """Draw parameters to start with."""

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Give the output, what the way back needs, and what to remember."""

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Take the slope at the output, give it at the input and at the parameters."""


NOTHING = np.empty(0)


class Plain:
    """What layers without parameters and memory have in common."""

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """No parameters."""
        return ()

    def init(self, rng: np.random.Generator, start: Start) -> Sequence[Array]:
        """Draw nothing."""
        return ()


def spread(inputs: int, start: Start) -> float:
    """Give the standard deviation of weights that keeps the size of signals: √(2/n) for He, √(1/n) for Xavier.

    >>> spread(50, "he")
    0.2
    """
    if start not in ("he", "xavier"):
        raise OptimError.unknown("start", start, ("he", "xavier"))
    return math.sqrt((2.0 if start == "he" else 1.0) / inputs)


@dataclass(frozen=True)
class Affine:
    """x·W + b; inputs of more than one axis are laid flat.

    Parameters
    ----------
    inputs, outputs
        Numbers of units.
    """

    inputs: int
    outputs: int

    def __post_init__(self) -> None:
        whole("inputs", self.inputs)
        whole("outputs", self.outputs)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Weights and biases."""
        return (self.inputs, self.outputs), (self.outputs,)

    def init(self, rng: np.random.Generator, start: Start) -> Sequence[Array]:
        """Draw normal weights; biases start at zero."""
        return spread(self.inputs, start) * rng.normal(size=self.shapes[0]), np.zeros(self.outputs)

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Multiply and add."""
        flat = x.reshape(len(x), -1)
        if flat.shape[1] != self.inputs:
            raise OptimError("shape of x", x.shape, f"{self.inputs} inputs in each row")
        return flat @ parameters[0] + parameters[1], (flat, x.shape), NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Send the slope through the transposed weights."""
        flat, shape = cache
        return (slope @ parameters[0].T).reshape(shape), (flat.T @ slope, slope.sum(axis=0))


@dataclass(frozen=True)
class ReLU(Plain):
    """max(x, 0)."""

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Cut off what is negative."""
        return np.maximum(x, 0.0), x > 0.0, NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Let the slope pass where the input did."""
        return slope * cache, ()


@dataclass(frozen=True)
class Sigmoid(Plain):
    """1/(1 + e^−x)."""

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Squeeze into (0, 1); this form of it cannot overflow."""
        output = 0.5 * (1.0 + np.tanh(0.5 * x))
        return output, output, NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Multiply by y(1 − y)."""
        return slope * cache * (1.0 - cache), ()


@dataclass(frozen=True)
class Dropout(Plain):
    """Switches off a share of the units while training; afterwards all of them work, scaled down.

    Parameters
    ----------
    ratio
        The share to switch off, in [0, 1).

    Notes
    -----
    N. Srivastava et al., JMLR 15, 2014, scaled at the end as there; PyTorch scales up while training.
    """

    ratio: float = 0.5

    def __post_init__(self) -> None:
        number("ratio", self.ratio, BELOW_ONE)

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Draw which units work, or scale."""
        if not mode.training:
            return x * (1.0 - self.ratio), None, NOTHING
        kept = generator(mode.rng).random(x.shape) >= self.ratio
        return x * kept, kept, NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Let the slope pass where units work."""
        return slope * cache, ()


@dataclass(frozen=True)
class BatchNorm:
    """Shifts and scales each feature to mean 0 and variance 1 over the batch, then by what it learns.

    Parameters
    ----------
    features
        How many there are.
    momentum
        Share of the running mean and variance that a batch leaves, for use after training; in [0, 1).
    epsilon
        Added to the variance.

    Notes
    -----
    S. Ioffe, C. Szegedy, Batch Normalization, ICML 2015.
    """

    features: int
    momentum: float = 0.9
    epsilon: float = 1e-7

    def __post_init__(self) -> None:
        whole("features", self.features)
        number("momentum", self.momentum, BELOW_ONE)
        number("epsilon", self.epsilon, AT_LEAST_ZERO)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Scales and shifts."""
        return (self.features,), (self.features,)

    def init(self, rng: np.random.Generator, start: Start) -> Sequence[Array]:
        """Start with scale 1 and shift 0."""
        return np.ones(self.features), np.zeros(self.features)

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Normalise with the batch's numbers while training, with the remembered ones afterwards."""
        if x.shape[1:] != (self.features,):
            raise OptimError("shape of x", x.shape, f"(n, {self.features})")
        memory = (
            mode.memory if len(mode.memory) else np.stack([np.zeros(self.features), np.ones(self.features)])
        )
        if mode.training:
            mean, variance = x.mean(axis=0), x.var(axis=0)
            memory = self.momentum * memory + (1.0 - self.momentum) * np.stack([mean, variance])
        else:
            mean, variance = memory
        deviation = np.sqrt(variance + self.epsilon)
        # With ε = 0 a feature that does not vary is at its mean, and learns nothing.
        deviation[deviation == 0.0] = np.inf
        normal = (x - mean) / deviation
        return parameters[0] * normal + parameters[1], (normal, deviation), memory

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Send the slope back through mean and variance too."""
        normal, deviation = cache
        inner = slope * parameters[0]
        centred = inner - inner.mean(axis=0) - normal * (inner * normal).mean(axis=0)
        return centred / deviation, ((slope * normal).sum(axis=0), slope.sum(axis=0))
