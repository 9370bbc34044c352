"""Layers for pictures: convolution and pooling. Inputs have the shape `(n, channels, height, width)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from optimlib._checks import whole
from optimlib.errors import OptimError
from optimlib.network.layers import NOTHING, Mode, Plain, Start, spread
from optimlib.types import Array


@dataclass(frozen=True)
class Convolution:
    """Slides small filters over a picture.

    Parameters
    ----------
    channels, filters
        Numbers of channels that come in and go out.
    size
        Height and width of a filter.
    stride
        Pixels from one place to the next.
    padding
        Rows and columns of zeros around the picture.
    """

    channels: int
    filters: int
    size: int = 3
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        for name in ("channels", "filters", "size", "stride"):
            whole(name, getattr(self, name))
        whole("padding", self.padding, least=0)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Filters and biases."""
        return (self.filters, self.channels, self.size, self.size), (self.filters,)

    def init(self, rng: np.random.Generator, start: Start) -> Sequence[Array]:
        """Draw normal filters; biases start at zero."""
        inputs = self.channels * self.size * self.size
        return spread(inputs, start) * rng.normal(size=self.shapes[0]), np.zeros(self.filters)

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Multiply every window with every filter."""
        if x.ndim != 4 or x.shape[1] != self.channels:
            raise OptimError("shape of x", x.shape, f"(n, {self.channels}, height, width)")
        windows = _windows(self._padded(x), self.size, self.stride)
        output = np.tensordot(windows, parameters[0], axes=((1, 4, 5), (1, 2, 3)))
        return np.moveaxis(output + parameters[1], -1, 1), (windows, x.shape), NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Add up what each window sends back to its pixels."""
        windows, shape = cache
        filters = np.tensordot(slope, windows, axes=((0, 2, 3), (0, 2, 3)))
        each = np.moveaxis(np.tensordot(slope, parameters[0], axes=(1, 0)), 3, 1)
        back = _gather(each, self._padded(np.zeros(shape)).shape, self.stride)
        inside = slice(self.padding, -self.padding or None)
        return back[:, :, inside, inside], (filters, slope.sum(axis=(0, 2, 3)))

    def _padded(self, x: Array) -> Array:
        around = (self.padding, self.padding)
        return np.pad(x, ((0, 0), (0, 0), around, around))


@dataclass(frozen=True)
class MaxPooling(Plain):
    """Keeps the largest pixel of each window.

    Parameters
    ----------
    size
        Height and width of a window.
    stride
        Pixels from one window to the next; as many as the window has unless told.
    """

    size: int = 2
    stride: int | None = None

    def __post_init__(self) -> None:
        whole("size", self.size)
        if self.stride is not None:
            whole("stride", self.stride)

    def forward(self, parameters: Sequence[Array], x: Array, mode: Mode) -> tuple[Array, Any, Array]:
        """Take the largest."""
        windows = _windows(x, self.size, self.stride or self.size)
        flat = windows.reshape(*windows.shape[:4], -1)
        winner = flat.argmax(axis=-1)
        return flat.max(axis=-1), (winner, windows.shape, x.shape), NOTHING

    def backward(
        self, parameters: Sequence[Array], cache: Any, slope: Array
    ) -> tuple[Array, Sequence[Array]]:
        """Send the slope to the pixel that was largest."""
        winner, windows_shape, shape = cache
        each = np.zeros((*windows_shape[:4], self.size * self.size))
        np.put_along_axis(each, winner[..., np.newaxis], slope[..., np.newaxis], axis=-1)
        return _gather(each.reshape(windows_shape), shape, self.stride or self.size), ()


def _windows(x: Array, size: int, stride: int) -> Array:
    """Give all windows, shape `(n, channels, rows, columns, size, size)`, without copying."""
    if x.ndim != 4:
        raise OptimError("shape of x", x.shape, "(n, channels, height, width)")
    if min(x.shape[2:]) < size:
        raise OptimError("height and width", x.shape[2:], f"at least {size}, to hold a window")
    return sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]


def _gather(windows: Array, shape: tuple[int, ...], stride: int) -> Array:
    """Add windows `(n, channels, rows, columns, size, size)` into the picture they were cut from."""
    picture = np.zeros(shape)
    rows, columns, size = windows.shape[2], windows.shape[3], windows.shape[4]
    for i in range(size):
        for j in range(size):
            place = np.s_[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride]
            picture[place] += windows[..., i, j]
    return picture
