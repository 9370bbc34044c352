"""A small multi-layer network whose parameters are one flat vector, so that any of our optimizers trains it.

>>> import numpy as np
>>> from optimlib import optimizers
>>> from optimlib.batches import mini_batches
>>> from optimlib.images import digits
>>> images, rng = digits(), np.random.default_rng(0)
>>> network = multi_layer([64, 30, 10])
>>> (batches,) = mini_batches(128, "shuffled").draw(len(images), epochs=1, rng=rng)
>>> adam = optimizers.load("adam", learning_rate=0.01)
>>> training = train(network, adam, images.flat, images.labels, batches, rng)
>>> bool(training.batch_loss[-1] < training.batch_loss[0])
True
"""

from __future__ import annotations

from optimlib.network.convolution import Convolution, MaxPooling
from optimlib.network.layers import Affine, BatchNorm, Dropout, Layer, ReLU, Sigmoid
from optimlib.network.model import Network, Pass, multi_layer
from optimlib.network.training import Training, digits_race, train

__all__ = [
    "Affine",
    "BatchNorm",
    "Convolution",
    "Dropout",
    "Layer",
    "MaxPooling",
    "Network",
    "Pass",
    "ReLU",
    "Sigmoid",
    "Training",
    "digits_race",
    "multi_layer",
    "train",
]
