"""Named arrays as files, back and forth without loss: npz, csv or json, by the ending of the name.

`Trajectory.save` and `Trajectory.load` are the way to it.
"""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from optimlib.errors import OptimError

# For this package alone.
__all__: list[str] = []

Table: TypeAlias = Mapping[str, NDArray[Any]]
"""Arrays of numbers by name."""

_T = TypeVar("_T")

_FORMAT = "optimlib trajectory 1"


class Stored(NamedTuple):
    """What a file holds.

    Attributes
    ----------
    state
        The name of the class that the state's fields make.
    method
        The optimizer's name; empty in files from before it was written down.
    arrays
        All numbers.
    """

    state: str
    method: str
    arrays: Table


def write(stored: Stored, path: str | Path) -> None:
    """Write to `path`, whose ending says how: .npz, .csv or .json.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Stored("AdamState", "Adam", {"x": np.array([0.1, np.nan])}), f"{folder}/path.json")
    ...     print(Path(f"{folder}/path.json").read_text())
    {"format": "optimlib trajectory 1", "state": "AdamState", "method": "Adam", "arrays": {
    "x": {"dtype": "float64", "shape": [2], "data": [0.1, "nan"]}
    }}
    <BLANKLINE>
    """
    to_file = _way(path, _WRITERS)
    for name, array in stored.arrays.items():
        if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
            raise OptimError(f"type of {name}", str(array.dtype), "numbers of at most 64 bits")
    # Under its own name a file is whole or as it was, also where two write at once and where it is a link.
    place = Path(os.path.realpath(path))
    unfinished = place.with_name(f".{uuid.uuid4().hex}{place.suffix}")
    try:
        to_file(unfinished, stored)
        if place.exists():
            shutil.copymode(place, unfinished)
        unfinished.replace(place)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise OptimError("path", str(path), f"a place that can be written to ({reason})") from None
    finally:
        with suppress(OSError, ValueError):
            unfinished.unlink(missing_ok=True)


def read(path: str | Path, make: Callable[[Stored], _T]) -> _T:
    """Read what `write` wrote, and make something of it; what cannot be made is an `OptimError` too."""
    from_file = _way(path, _READERS)
    try:
        return make(from_file(Path(path)))
    except Exception as fault:
        # Some other file may be anything, and every reader has errors of its own.
        raise OptimError(
            str(path), f"{type(fault).__name__}: {fault}", f"a file in the form {_FORMAT}"
        ) from None


def _way(path: str | Path, ways: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    if not isinstance(path, str | os.PathLike):
        raise OptimError("path", path, f"a name that ends in {', '.join(ways)}")
    ending = Path(path).suffix
    if ending not in ways:
        raise OptimError("path", str(path), f"a name that ends in {', '.join(ways)}")
    return ways[ending]


def _write_npz(path: Path, stored: Stored) -> None:
    with path.open("wb") as file:
        table: dict[str, Any] = {"format": _FORMAT, "state": stored.state, "method": stored.method}
        table |= stored.arrays
        np.savez_compressed(file, **table)


def _read_npz(path: Path) -> Stored:
    with path.open("rb") as raw, np.load(raw) as file:
        table = {name: file[name] for name in file.files}
    _check(str(table.pop("format")))
    state, method = str(table.pop("state")), str(table.pop("method", ""))
    return Stored(state, method, table)


def _write_json(path: Path, stored: Stored) -> None:
    """One line for each array, nested as it is; JSON has no nan and no inf, which are written as text."""
    head = json.dumps({"format": _FORMAT, "state": stored.state, "method": stored.method})
    lines = (
        f"{json.dumps(name)}: "
        + json.dumps(
            {"dtype": str(array.dtype), "shape": array.shape, "data": _speakable(array.tolist())},
            allow_nan=False,
        )
        for name, array in stored.arrays.items()
    )
    path.write_text(f'{head[:-1]}, "arrays": {{\n' + ",\n".join(lines) + "\n}}\n")


def _read_json(path: Path) -> Stored:
    content = json.loads(path.read_text())
    _check(content["format"])
    arrays = {
        # In older files all numbers are texts, and in one row.
        name: _array(entry["dtype"], tuple(entry["shape"]), _flat(entry["data"]))
        for name, entry in content["arrays"].items()
    }
    return Stored(content["state"], content.get("method", ""), arrays)


def _write_csv(path: Path, stored: Stored) -> None:
    """One line for each array, its numbers along it: arrays of a run differ in length and shape."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([_FORMAT, stored.state, stored.method])
        writer.writerow(["name", "dtype", "shape", "values, last axis fastest"])
        for name, array in stored.arrays.items():
            # Python's shortest text for a number reads back as the same number, and knows nan and inf.
            texts = map(repr, array.ravel().tolist())
            writer.writerow([name, str(array.dtype), " ".join(map(str, array.shape)), *texts])


def _read_csv(path: Path) -> Stored:
    with path.open(newline="") as file:
        (title, state, *method), _, *rows = csv.reader(file)
    _check(title)
    arrays = {name: _array(dtype, tuple(map(int, shape.split())), data) for name, dtype, shape, *data in rows}
    return Stored(state, "".join(method), arrays)


def _speakable(numbers: Any) -> Any:
    if isinstance(numbers, list):
        return [_speakable(number) for number in numbers]
    return numbers if math.isfinite(numbers) else repr(numbers)


def _flat(nested: Any) -> Iterator[Any]:
    if not isinstance(nested, list):
        yield nested
        return
    for part in nested:
        yield from _flat(part)


def _array(dtype: str, shape: tuple[int, ...], data: Iterator[Any] | list[str]) -> NDArray[Any]:
    readers: Mapping[str, Callable[[Any], Any]] = {"b": lambda one: str(one) == "True", "f": float}
    number = readers.get(np.dtype(dtype).kind, int)
    return np.array([number(one) for one in data], dtype=dtype).reshape(shape)


def _check(title: str) -> None:
    if title != _FORMAT:
        raise ValueError(title)


_WRITERS = {".npz": _write_npz, ".csv": _write_csv, ".json": _write_json}
_READERS = {".npz": _read_npz, ".csv": _read_csv, ".json": _read_json}
