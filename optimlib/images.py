"""Pictures with labels: the digits that ship with the package, and MNIST where the user has its files."""

from __future__ import annotations

import gzip
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from optimlib._checks import generator, whole
from optimlib.errors import OptimError
from optimlib.types import Array, IntArray, read_only

_IMAGES, _LABELS = 0x803, 0x801  # the first four bytes of MNIST's files: unsigned bytes, 3 or 1 axes
_MNIST = tuple(
    f"{part}-{what}-ubyte" for part in ("train", "t10k") for what in ("images-idx3", "labels-idx1")
)


@dataclass(frozen=True, eq=False, repr=False)
class LabelledImages:
    """Grey images and what they show; read-only.

    Attributes
    ----------
    images
        Shape `(n, height, width)`, 0 for paper to 1 for ink.
    labels
        Which class each belongs to, shape `(n,)`.
    """

    images: Array
    labels: IntArray

    def __repr__(self) -> str:
        height, width = self.images.shape[1:]
        classes = len(np.unique(self.labels))
        return f"{type(self).__name__}({len(self)} of {height} × {width}, in {classes} classes)"

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def flat(self) -> Array:
        """The images as rows, shape `(n, height · width)`."""
        return self.images.reshape(len(self), -1)

    def split(self, test: int, rng: np.random.Generator) -> tuple[LabelledImages, LabelledImages]:
        """Shuffle and part into images to train with and `test` images to test with.

        >>> train, test = digits().split(360, np.random.default_rng(0))
        >>> len(train), len(test)
        (1437, 360)
        """
        test = whole("test", test, most=len(self) - 1)
        order = generator(rng).permutation(len(self))
        return self._chosen(order[test:]), self._chosen(order[:test])

    def _chosen(self, indices: IntArray) -> LabelledImages:
        return _labelled(self.images[indices], self.labels[indices])


def digits() -> LabelledImages:
    """Give 1797 real handwritten digits of 8 × 8 pixels.

    >>> digits().images.shape
    (1797, 8, 8)

    Notes
    -----
    Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI Machine Learning Repository,
    1998, licence CC BY 4.0.
    """
    with np.load(digits_file()) as file:
        return _labelled(file["images"] / 16.0, file["labels"])


def digits_file() -> Path:
    """Return where the digits stand that are shipped."""
    return Path(__file__).parent / "data" / "digits.npz"


def mnist(folder: str | Path) -> tuple[LabelledImages, LabelledImages]:
    """Read MNIST from a folder that holds its four files, as they were published or unpacked.

    Parameters
    ----------
    folder
        Holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
        t10k-labels-idx1-ubyte, each with or without .gz.

    Returns
    -------
    tuple
        Images to train with and images to test with.

    Raises
    ------
    OptimError
        Where a file is missing, is not what its first bytes should say, or is shorter or longer than they say.
    """
    train_images, train_labels, test_images, test_labels = _found(folder)
    return _pair(train_images, train_labels), _pair(test_images, test_labels)


def mnist_files(folder: str | Path) -> tuple[Path, ...]:
    """Find MNIST's four files in a folder, each whole: of training images and labels, of test images and labels.

    Raises
    ------
    OptimError
        As for `mnist`.
    """
    files = _found(folder)
    for images, labels in (files[:2], files[2:]):
        _read_pair(images, labels)
    return files


def _found(folder: str | Path) -> tuple[Path, ...]:
    if not isinstance(folder, str | os.PathLike):
        raise OptimError("folder", folder, "a folder that holds MNIST's files")
    place = Path(folder)
    if not place.is_dir():
        raise OptimError("folder", str(folder), "a folder that holds MNIST's files")
    return tuple(_find(place, name) for name in _MNIST)


def _pair(images: Path, labels: Path) -> LabelledImages:
    pictures, classes = _read_pair(images, labels)
    return _labelled(pictures / 255.0, classes)


def _read_pair(images: Path, labels: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    pictures, classes = _read_idx(images, _IMAGES), _read_idx(labels, _LABELS)
    if len(pictures) != len(classes):
        raise OptimError(
            f"number of labels in {labels.name}", len(classes), f"{len(pictures)}, as there are images"
        )
    return pictures, classes


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise OptimError("folder", str(folder), f"a file {name} or {name}.gz in it")


def _read_idx(path: Path, magic: int) -> NDArray[np.uint8]:
    """Read a file of whole numbers below 256: magic number, lengths of the axes, numbers."""
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as fault:
        raise OptimError(str(path), str(fault), "a file that can be read") from None
    axes = magic & 0xFF
    header = 4 * (1 + axes)
    if len(raw) < header or struct.unpack(">I", raw[:4])[0] != magic:
        raise OptimError(f"first bytes of {path.name}", raw[:4].hex(), f"{magic:08x}")
    shape = struct.unpack(f">{axes}I", raw[4:header])
    if len(raw) != header + int(np.prod(shape, dtype=object)):
        raise OptimError(
            f"size of {path.name}", len(raw), f"{header} bytes and {' × '.join(map(str, shape))}"
        )
    return np.frombuffer(raw, dtype=np.uint8, offset=header).reshape(shape)


def _labelled(images: NDArray[np.generic], labels: NDArray[np.generic]) -> LabelledImages:
    classes = np.array(labels, dtype=np.intp)
    classes.flags.writeable = False
    return LabelledImages(read_only(images), classes)
