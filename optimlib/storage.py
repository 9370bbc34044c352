"""Trajectories as files, back and forth without loss: npz, csv or json, by the ending of the name."""

import csv
import importlib
import json
import zipfile
from collections import namedtuple
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from optimlib import optimizers
from optimlib.errors import OptimError
from optimlib.trajectory import Trajectory

_FORMAT = "optimlib trajectory 1"
_TABLE: TypeAlias = dict[str, Any]

# What reading some other file as one of ours can end in.
_NOT_OURS = (
    OSError,
    EOFError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
    csv.Error,
    zipfile.BadZipFile,
)


def save(trajectory: Trajectory[Any], path: str | Path) -> None:
    """Write a trajectory to `path`, whose ending says how: .npz, .csv or .json.

    >>> import tempfile
    >>> from optimlib import objectives, run
    >>> bowl = objectives.load("bowl")
    >>> path = run(bowl, optimizers.load("adam"), bowl.start, steps=3)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(path, f"{folder}/path.csv")
    ...     np.array_equal(load(f"{folder}/path.csv").state.m_hat, path.state.m_hat)
    True
    """
    table: _TABLE = {"x": trajectory.x, "value": trajectory.value, "grad": trajectory.grad}
    table |= {f"state.{name}": field for name, field in trajectory.state._asdict().items()}
    if trajectory.diverged_at is not None:
        table["diverged_at"] = np.asarray(trajectory.diverged_at)
    _way(path, _WRITERS)(Path(path), type(trajectory.state).__name__, table)


def load(path: str | Path) -> Trajectory[Any]:
    """Read a trajectory that `save` wrote."""
    read = _way(path, _READERS)
    try:
        kind, table = read(Path(path))
        fields = {name.removeprefix("state."): array for name, array in table.items() if "." in name}
        end = table.get("diverged_at")
        return Trajectory(
            table["x"],
            table["value"],
            table["grad"],
            _state_type(kind, list(fields))(**fields),
            end if end is None or end.ndim else int(end),
        )
    except _NOT_OURS as fault:
        raise OptimError(
            str(path), f"{type(fault).__name__}: {fault}", f"a file in the form {_FORMAT}"
        ) from None


def _way(path: str | Path, ways: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    ending = Path(path).suffix
    if ending not in ways:
        raise OptimError("path", str(path), f"a name that ends in {', '.join(ways)}")
    return ways[ending]


def _state_type(name: str, fields: list[str]) -> Callable[..., Any]:
    """Find the state class among our optimizers; where it is not ours, make one with the same fields."""
    for module_name in optimizers.names():
        found = getattr(importlib.import_module(f"optimlib.optimizers.{module_name}"), name, None)
        if found is not None and list(found._fields) == fields:
            known: Callable[..., Any] = found
            return known
    return namedtuple(name, fields)


def _write_npz(path: Path, kind: str, table: _TABLE) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, format=_FORMAT, state=kind, **table)


def _read_npz(path: Path) -> tuple[str, _TABLE]:
    with np.load(path) as file:
        table = {name: file[name] for name in file.files}
    _check(str(table.pop("format")))
    return str(table.pop("state")), table


def _write_json(path: Path, kind: str, table: _TABLE) -> None:
    arrays = {
        name: {"dtype": str(array.dtype), "shape": array.shape, "data": _texts(array)}
        for name, array in table.items()
    }
    path.write_text(json.dumps({"format": _FORMAT, "state": kind, "arrays": arrays}, indent=1) + "\n")


def _read_json(path: Path) -> tuple[str, _TABLE]:
    content = json.loads(path.read_text())
    _check(content["format"])
    return content["state"], {name: _array(**entry) for name, entry in content["arrays"].items()}


def _write_csv(path: Path, kind: str, table: _TABLE) -> None:
    """One line for each array, its numbers along it: arrays of a run differ in length and shape."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([_FORMAT, kind])
        writer.writerow(["name", "dtype", "shape", "values, last axis fastest"])
        for name, array in table.items():
            writer.writerow([name, str(array.dtype), " ".join(map(str, array.shape)), *_texts(array)])


def _read_csv(path: Path) -> tuple[str, _TABLE]:
    with path.open(newline="") as file:
        (title, kind), _, *rows = csv.reader(file)
    _check(title)
    return kind, {
        name: _array(dtype, tuple(map(int, shape.split())), data) for name, dtype, shape, *data in rows
    }


def _texts(array: Any) -> list[str]:
    # Python's shortest text for a number reads back as the same number, and knows nan and inf.
    return [repr(number) for number in np.asarray(array).ravel().tolist()]


def _array(dtype: str, shape: tuple[int, ...], data: list[str]) -> Any:
    number = int if np.issubdtype(np.dtype(dtype), np.integer) else float
    return np.array([number(text) for text in data], dtype=dtype).reshape(shape)


def _check(title: str) -> None:
    if title != _FORMAT:
        raise ValueError(title)


_WRITERS = {".npz": _write_npz, ".csv": _write_csv, ".json": _write_json}
_READERS = {".npz": _read_npz, ".csv": _read_csv, ".json": _read_json}
