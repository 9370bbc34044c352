"""A chain of layers under softmax and cross-entropy, on one flat vector of parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimlib._checks import AT_LEAST_ZERO, generator, number, numbers
from optimlib.errors import OptimError
from optimlib.network.layers import NOTHING, Affine, BatchNorm, Dropout, Layer, Mode, ReLU, Sigmoid, Start
from optimlib.types import Array, IntArray


class Pass(NamedTuple):
    """What a pass forward and back gives.

    Attributes
    ----------
    loss
        The mean cross-entropy, with the weight decay's share.
    gradient
        Its gradient, shape of the parameters.
    memory
        What each layer remembers of the batches so far.
    """

    loss: float
    gradient: Array
    memory: tuple[Array, ...]


@dataclass(frozen=True)
class Network:
    """Layers one after the other; softmax and cross-entropy at the end.

    Parameters
    ----------
    layers
        The last one gives a score for each class.
    weight_decay
        λ of the ½ λ‖W‖² that is added to the loss, over the weights of all affine and convolution layers.

    Examples
    --------
    >>> network = multi_layer([64, 100, 100, 100, 100, 10])
    >>> network.size
    37810
    """

    layers: tuple[Layer, ...]
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        if not self.layers:
            raise OptimError("layers", self.layers, "at least one")
        object.__setattr__(self, "weight_decay", number("weight_decay", self.weight_decay, AT_LEAST_ZERO))

    @cached_property
    def _places(self) -> list[list[tuple[slice, tuple[int, ...]]]]:
        """Where in the flat vector each layer's parameters are."""
        places, end = [], 0
        for layer in self.layers:
            own = []
            for shape in layer.shapes:
                start, end = end, end + int(np.prod(shape))
                own.append((slice(start, end), shape))
            places.append(own)
        return places

    @property
    def size(self) -> int:
        """The number of parameters."""
        return max((place.stop for own in self._places for place, _ in own), default=0)

    def init(self, rng: np.random.Generator, start: Start = "he") -> Array:
        """Draw parameters to start with: He for ReLU, Xavier for sigmoid."""
        rng = generator(rng)
        pieces = [piece.ravel() for layer in self.layers for piece in layer.init(rng, start)]
        return np.concatenate(pieces) if pieces else np.empty(0)

    def scores(self, parameters: Array, x: Array, memory: Sequence[Array] = ()) -> Array:
        """Give a score for each class, as after training: shape `(n, classes)`."""
        output, _, _ = self._forward(self._vector(parameters), x, training=False, rng=None, memory=memory)
        return output

    def loss(self, parameters: Array, x: Array, labels: IntArray, memory: Sequence[Array] = ()) -> float:
        """Give the loss, as after training."""
        parameters = self._vector(parameters)
        scores = self.scores(parameters, x, memory)
        loss, _ = _cross_entropy(scores, _checked(labels, scores))
        return loss + self._decay_loss(parameters)

    def accuracy(self, parameters: Array, x: Array, labels: ArrayLike, memory: Sequence[Array] = ()) -> float:
        """Give the share of samples whose highest score is that of their label."""
        return float(np.mean(self.scores(parameters, x, memory).argmax(axis=1) == np.asarray(labels)))

    def evaluate(
        self,
        parameters: Array,
        x: Array,
        labels: IntArray,
        rng: np.random.Generator | None = None,
        memory: Sequence[Array] = (),
    ) -> Pass:
        """Go forward and back on a batch, as while training.

        Parameters
        ----------
        parameters
            The flat vector.
        x, labels
            The batch and its classes.
        rng
            Where dropped units are drawn from, if there are any.
        memory
            From the pass before; empty before the first.
        """
        parameters = self._vector(parameters)
        scores, caches, remembered = self._forward(parameters, x, training=True, rng=rng, memory=memory)
        loss, slope = _cross_entropy(scores, _checked(labels, scores))
        gradient = np.empty_like(parameters)
        for layer, own, cache in zip(self.layers[::-1], self._places[::-1], caches[::-1], strict=True):
            pieces = [parameters[place].reshape(shape) for place, shape in own]
            slope, slopes = layer.backward(pieces, cache, slope)
            for (place, _), piece in zip(own, slopes, strict=True):
                gradient[place] = piece.ravel()
        if self.weight_decay:
            for place in self._weights:
                gradient[place] += self.weight_decay * parameters[place]
        return Pass(loss + self._decay_loss(parameters), gradient, remembered)

    def _forward(
        self,
        parameters: Array,
        x: Array,
        *,
        training: bool,
        rng: np.random.Generator | None,
        memory: Sequence[Array],
    ) -> tuple[Array, list[Any], tuple[Array, ...]]:
        x = numbers("x", x)
        if len(memory) not in (0, len(self.layers)):
            raise OptimError("memory", f"of {len(memory)} layers", f"that of {len(self.layers)}, or none")
        caches, remembered = [], []
        for layer, own, known in zip(
            self.layers, self._places, memory or (NOTHING,) * len(self.layers), strict=True
        ):
            pieces = [parameters[place].reshape(shape) for place, shape in own]
            x, cache, after = layer.forward(pieces, x, Mode(training, rng, known))
            caches.append(cache)
            remembered.append(after)
        return x, caches, tuple(remembered)

    def _vector(self, parameters: ArrayLike) -> Array:
        vector = numbers("parameters", parameters)
        if vector.shape != (self.size,):
            raise OptimError("shape of parameters", vector.shape, f"({self.size},)")
        return vector

    @cached_property
    def _weights(self) -> list[slice]:
        # Weights have at least two axes; biases, scales and shifts have one.
        return [place for own in self._places for place, shape in own if len(shape) > 1]

    def _decay_loss(self, parameters: Array) -> float:
        if not self.weight_decay:
            return 0.0
        return 0.5 * self.weight_decay * sum(float(np.sum(parameters[place] ** 2)) for place in self._weights)


def multi_layer(
    sizes: Sequence[int],
    activation: type[ReLU] | type[Sigmoid] = ReLU,
    *,
    batch_norm: bool = False,
    dropout: float = 0.0,
    weight_decay: float = 0.0,
) -> Network:
    """Chain affine layers with an activation between them.

    Parameters
    ----------
    sizes
        Units of the input, of each hidden layer and of the output.
    activation
        What follows each hidden layer.
    batch_norm
        Whether batch normalisation stands before each activation.
    dropout
        Share of hidden units to drop while training.
    weight_decay
        As for `Network`.

    Examples
    --------
    >>> [type(layer).__name__ for layer in multi_layer([2, 3, 1], batch_norm=True).layers]
    ['Affine', 'BatchNorm', 'ReLU', 'Affine']
    """
    if np.ndim(sizes) != 1 or len(sizes) < 2:
        raise OptimError("sizes", sizes, "at least two whole numbers, each at least 1")
    if not isinstance(activation, type):
        raise OptimError("activation", activation, "a class of layers, such as ReLU")
    layers: list[Layer] = []
    for inputs, outputs in pairwise(sizes):
        layers.append(Affine(inputs, outputs))
        if batch_norm:
            layers.append(BatchNorm(outputs))
        layers.append(activation())
        if dropout:
            layers.append(Dropout(dropout))
    # After the last affine layer come the scores, which softmax takes as they are.
    last = max(index for index, layer in enumerate(layers) if isinstance(layer, Affine))
    return Network(tuple(layers[: last + 1]), weight_decay)


def _cross_entropy(scores: Array, labels: IntArray) -> tuple[float, Array]:
    """Give the mean of −log softmax at the labels, and its slope; large scores cannot overflow."""
    rows = np.arange(len(scores))
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    total = exponentials.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - shifted[rows, labels]))
    slope = exponentials / total
    slope[rows, labels] -= 1.0
    return loss, slope / len(scores)


def _checked(labels: IntArray, scores: Array) -> IntArray:
    classes = np.asarray(labels)
    if classes.shape != scores.shape[:1]:
        raise OptimError("shape of labels", classes.shape, f"{scores.shape[:1]}")
    if not np.issubdtype(classes.dtype, np.integer) or classes.min() < 0 or classes.max() >= scores.shape[1]:
        raise OptimError("labels", classes, f"whole numbers from 0 to {scores.shape[1] - 1}")
    return classes.astype(np.intp, copy=False)
