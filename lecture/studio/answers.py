"""What the page is told: lines of equal height, paths, losses, what a method keeps, and the numbers of a run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from lecture.studio.curve import curve
from lecture.studio.packed import packed
from lecture.studio.question import Ground, Question, Sweep
from lecture.studio.walks import walk
from optimlib.fields import angle, value_grid
from optimlib.sweep import sweep
from optimlib.trajectory import Trajectory
from optimlib.types import Objective
from scenes.components.axes.contours import contours
from scenes.ground import ground_colours

NODES = (241, 241)
"""Nodes along each axis of the map."""


def ground(asked: Ground) -> dict[str, Any]:
    """Tell the map: its frame, start, minima and levels, and the bands between the levels with their colours."""
    objective = asked.objective.load()
    levels = np.asarray(objective.levels, dtype=float)
    colours = [_hex(colour) for colour in ground_colours(np.linspace(0.0, 1.0, len(levels) + 1))]
    seen = curve(objective, colours) if len(objective.view) == 1 else _map(objective, levels, colours)
    lowest = min((height for *_, height in seen["minima"]), default=seen["lowest"])
    return {
        **seen,
        "start": list(map(float, objective.start)),
        "levels": levels.tolist(),
        "target": float(lowest + 0.01 * (objective.value(objective.start) - lowest)),
    }


def _map(objective: Objective, levels: np.ndarray, colours: Sequence[str]) -> dict[str, Any]:
    grid = value_grid(objective, objective.view, NODES)
    field = np.ma.masked_invalid(grid.field)
    across, up = np.meshgrid(*grid.axes)
    found = contours(across, up, field)
    edges = [min(float(field.min()), levels[0]), *levels, max(float(field.max()), levels[-1])]
    minima = np.asarray(objective.minima, dtype=float).reshape(-1, 2)
    heights = np.asarray(objective.value(minima), dtype=float).tolist()
    bands = []
    for (low, high), colour in zip(pairwise(edges), colours, strict=True):
        points, offsets = found.filled(low, high) if high > low else ([], [])
        bands.append(
            {
                "colour": colour,
                "polygons": [
                    [_rounded(outline) for outline in np.split(polygon, parts[1:-1])]
                    for polygon, parts in zip(points, offsets, strict=True)
                ],
            }
        )
    return {
        "view": [list(map(float, side)) for side in objective.view],
        "minima": [[x, y, height] for (x, y), height in zip(minima.tolist(), heights, strict=True)],
        "bands": bands,
        "lines": [[_rounded(line) for line in found.lines(level)] for level in levels],
        "lowest": float(field.min()),
    }


def _hex(colour: np.ndarray) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in colour)


def trajectories(asked: Question) -> list[Trajectory[Any]]:
    """Run every method."""
    objective = asked.objective.load()
    return [
        walk(objective, one.load(), asked.start, asked.steps, asked.noise, asked.seed) for one in asked.racers
    ]


def answer(asked: Question) -> dict[str, Any]:
    """Tell every run: path, loss, state and numbers, all that optimlib gives, to the last bit.

    How a method is called and drawn, the catalogue has told.
    """
    objective = asked.objective.load()
    named = zip(asked.racers, trajectories(asked), strict=True)
    return {"runs": [{"method": racer.name, **_run(objective, path)} for racer, path in named]}


def swept(asked: Sweep) -> dict[str, Any]:
    """Tell after how many steps the loss stays at or below the target, a row a value of ``up``; null: never."""
    grid = {axis.name: axis.values for axis in (asked.up, asked.across)}
    found = sweep(
        asked.objective.load(), asked.racer.load(), grid, asked.start, asked.steps, asked.target, settled=True
    ).steps_to[..., 0]
    return {"steps": [[None if steps < 0 else int(steps) for steps in row] for row in found]}


def _run(objective: Objective, path: Trajectory[Any]) -> dict[str, Any]:
    return {
        "x": packed(path.x),
        "loss": packed(path.value),
        "gradient": packed(path.grad),
        "diverged_at": path.diverged_at,
        "state": _state(path),
        "numbers": _numbers(objective, path),
    }


def _state(path: Trajectory[Any]) -> dict[str, dict[str, Any]]:
    """Return what the method keeps for each coordinate, by name, after every update."""
    kept = {name: np.asarray(one, dtype=float) for name, one in path.state._asdict().items()}
    return {
        name: packed(np.where(np.isfinite(one), one, 0.0))
        for name, one in kept.items()
        if one.shape == path.x.shape
    }


def _numbers(objective: Objective, path: Trajectory[Any]) -> dict[str, Any]:
    coordinates = path.x.shape[-1]
    minima = np.asarray(objective.minima, dtype=float).reshape(-1, coordinates)
    distances = np.linalg.norm(path.x[-1] - minima, axis=-1)
    missed = None
    if len(minima) and len(path.x) > 1 and coordinates > 1:
        nearest = minima[np.linalg.norm(path.x[0] - minima, axis=-1).argmin()]
        degrees = float(angle(path.x[1] - path.x[0], nearest - path.x[0]))
        missed = degrees if np.isfinite(degrees) else None
    return {
        "loss": float(path.value[-1]),
        "path_length": float(path.path_length),
        "sign_changes": np.asarray(path.sign_changes).tolist(),
        "angle": missed,
        "distance": float(distances.min()) if len(distances) else None,
        "steps": len(path.grad),
    }


def _rounded(points: np.ndarray) -> list[list[float]]:
    rounded: list[list[float]] = np.round(points, 4).tolist()
    return rounded
