"""Trajectories as files, back and forth without loss: npz, csv or json, by the ending of the name."""

import csv
import importlib
import json
import os
import shutil
import uuid
from collections import namedtuple
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from optimlib import optimizers
from optimlib.errors import OptimError
from optimlib.trajectory import Trajectory

_FORMAT = "optimlib trajectory 1"
_TABLE: TypeAlias = dict[str, Any]


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
    write = _way(path, _WRITERS)
    table: _TABLE = {"x": trajectory.x, "value": trajectory.value, "grad": trajectory.grad}
    table |= {f"state.{name}": np.asarray(field) for name, field in trajectory.state._asdict().items()}
    if trajectory.diverged_at is not None:
        table["diverged_at"] = np.asarray(trajectory.diverged_at)
    for name, array in table.items():
        if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
            raise OptimError(f"type of {name}", str(array.dtype), "numbers of at most 64 bits")
    _check_shapes(table)
    # Under its own name a file is whole or as it was, also where two write at once and where it is a link.
    place = Path(os.path.realpath(path))
    unfinished = place.with_name(f".{uuid.uuid4().hex}{place.suffix}")
    try:
        write(unfinished, type(trajectory.state).__name__, table)
        if place.exists():
            shutil.copymode(place, unfinished)
        unfinished.replace(place)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise OptimError("path", str(path), f"a place that can be written to ({reason})") from None
    finally:
        with suppress(OSError, ValueError):
            unfinished.unlink(missing_ok=True)


def load(path: str | Path) -> Trajectory[Any]:
    """Read a trajectory that `save` wrote."""
    read = _way(path, _READERS)
    try:
        kind, table = read(Path(path))
        _check_shapes(table)
        fields = {name.removeprefix("state."): array for name, array in table.items() if "." in name}
        end = table.get("diverged_at")
        return Trajectory(
            table["x"],
            table["value"],
            table["grad"],
            _state_type(kind, list(fields))(**fields),
            end if end is None or end.ndim else int(end),
        )
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
    with path.open("rb") as raw, np.load(raw) as file:
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
    readers: Mapping[str, Callable[[str], Any]] = {"b": "True".__eq__, "f": float}
    number = readers.get(np.dtype(dtype).kind, int)
    return np.array([number(text) for text in data], dtype=dtype).reshape(shape)


def _check_shapes(table: _TABLE) -> None:
    x = table["x"]
    times = {name: array.shape[:1] for name, array in table.items() if name.startswith("state.")}
    if (
        x.ndim < 2
        or table["value"].shape != x.shape[:-1]
        or table["grad"].shape != (len(x) - 1, *x.shape[1:])
        or any(time != x.shape[:1] for time in times.values())
    ):
        shapes = ", ".join(f"{name} {array.shape}" for name, array in table.items())
        raise OptimError("shapes of a trajectory", shapes, "x (k + 1, ..., d), the others to match")


def _check(title: str) -> None:
    if title != _FORMAT:
        raise ValueError(title)


_WRITERS = {".npz": _write_npz, ".csv": _write_csv, ".json": _write_json}
_READERS = {".npz": _read_npz, ".csv": _read_csv, ".json": _read_json}
