"""Bodies on the 3-D surface: a tube along a path with a bead at every step, and a ball that rolls along it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scenes.components.surface.surface_gl import Body

SAMPLES = 8
"""Points of the ground looked up for each step of a path."""
SIDES = 8
SEEN = 0.004
"""What lies closer together than so many stage units, less than half a pixel of 720 lines, is not told apart."""

Lift = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Takes points of the ground ``(n, 2)`` to points of the surface and its unit normals, both ``(n, 3)``."""


def sphere(rings: int, segments: int) -> Body:
    """Return a ball of radius 1."""
    tilt, turn = np.meshgrid(
        np.linspace(0.0, np.pi, rings + 1), np.linspace(0.0, 2 * np.pi, segments + 1), indexing="ij"
    )
    corners = np.stack([np.sin(tilt) * np.cos(turn), np.sin(tilt) * np.sin(turn), np.cos(tilt)], axis=-1)
    flat = corners.reshape(-1, 3)
    return Body(np.zeros_like(flat), flat, flat, np.zeros(len(flat)), _bands(rings + 1, segments + 1))


def trail(
    points: np.ndarray,
    half: tuple[float, float],
    lift: Lift,
    *,
    radius: float,
    bead: float,
    dash: tuple[float, float] | tuple[()] = (),
    beads: bool = True,
) -> Body:
    """Return a path as a string of beads that lie on the surface, one at each step, on a tube cut into dashes.

    The moment of each corner is counted in steps, so that the path can be shown up to any of them.

    Parameters
    ----------
    points
        Points of the ground after each step ``(k + 1, 2)``.
    half
        The ground reaches so far to each side; what lies outside, or is not finite, is left out.
    radius, bead
        Radii of the tube and of the beads, in stage units.
    dash
        Lengths drawn and left out, in stage units; empty for an unbroken tube.
    beads
        Whether there are any: a cut through the surface has no steps.
    """
    bodies = []
    for moments, run in _inside(points, half):
        lengths = _lengths(lift(run)[0])
        for start, end in _dashes(lengths, dash):
            bodies.append(_tube(moments, run, lengths, start, end, lift, radius, bead))
    steps = np.flatnonzero(_holds(points, half))
    if beads and len(steps):
        ball = sphere(6, 8)
        feet, normals = lift(points[steps])
        kept = _apart(feet)
        for step, foot, normal in zip(steps[kept], feet[kept], normals[kept], strict=True):
            offsets = bead * (normal + ball.offsets)
            bodies.append(
                Body(
                    np.broadcast_to(foot, offsets.shape),
                    offsets,
                    ball.normals,
                    np.full(len(offsets), float(step)),
                    ball.triangles,
                )
            )
    return _merge(bodies)


class Rolling:
    """A ball that rolls along a path without slipping, one step of the path in one unit of time.

    Parameters
    ----------
    points
        Points of the ground after each step ``(k + 1, 2)``, finite.
    """

    def __init__(self, points: np.ndarray, lift: Lift, radius: float) -> None:
        self.points, self.lift, self.radius = np.asarray(points, dtype=float), lift, radius
        feet, normals = lift(self._ground(np.arange((len(points) - 1) * SAMPLES + 1) / SAMPLES))
        self.centres = feet + radius * normals
        self.normals = normals
        turns = [np.eye(3)]
        for before, after, normal in zip(self.centres[:-1], self.centres[1:], normals, strict=False):
            turns.append(self._turn(after - before, normal) @ turns[-1])
        self.turns = np.array(turns)

    def at(self, step: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the point it rests on ``(3,)``, the unit normal there ``(3,)`` and its turn ``(3, 3)``."""
        step = float(np.clip(step, 0.0, len(self.points) - 1))
        foot, normal = (part[0] for part in self.lift(self._ground(np.array([step]))))
        last = min(int(step * SAMPLES), len(self.turns) - 1)
        way = foot + self.radius * normal - self.centres[last]
        return foot, normal, self._turn(way, self.normals[last]) @ self.turns[last]

    def _ground(self, steps: np.ndarray) -> np.ndarray:
        return _along(steps, np.arange(len(self.points)), self.points)

    def _turn(self, way: np.ndarray, normal: np.ndarray) -> np.ndarray:
        """Return the rotation that rolling along a way gives (Rodrigues' formula)."""
        axis = np.cross(normal, way)
        length = np.linalg.norm(axis)
        if length < 1e-12:
            return np.eye(3)
        x, y, z = axis / length
        angle = float(np.linalg.norm(way)) / self.radius
        cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
        return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def _holds(points: np.ndarray, half: tuple[float, float]) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.all(np.abs(points) <= half, axis=-1))


def _inside(points: np.ndarray, half: tuple[float, float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Sample a path finely and return its runs within the ground: moments ``(n,)`` and points ``(n, 2)`` each."""
    moments = np.arange((len(points) - 1) * SAMPLES + 1) / SAMPLES
    ground = _along(moments, np.arange(len(points)), points)
    edges = np.diff(np.concatenate([[False], _holds(ground, half), [False]]).astype(int))
    runs = zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True)
    return [(moments[a:b], ground[a:b]) for a, b in runs if b - a > 1]


def _along(at: np.ndarray, knots: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Interpolate rows ``(n, d)`` linearly."""
    return np.stack([np.interp(at, knots, column) for column in values.T], axis=-1)


def _units(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12))


def _apart(places: np.ndarray) -> list[int]:
    """Return the indices of places ``(n,)`` or ``(n, d)`` in a row but for those that lie upon the last one taken."""
    rows = places if places.ndim > 1 else places[:, None]
    kept: list[int] = []
    for index, place in enumerate(rows):
        if not kept or np.linalg.norm(place - rows[kept[-1]]) > SEEN:
            kept.append(index)
    return kept


def _lengths(points: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _dashes(lengths: np.ndarray, dash: tuple[float, float] | tuple[()]) -> list[tuple[float, float]]:
    total = float(lengths[-1])
    if not dash:
        return [(0.0, total)]
    on, off = dash
    return [(start, min(start + on, total)) for start in np.arange(0.0, total, on + off)]


def _tube(
    moments: np.ndarray,
    ground: np.ndarray,
    lengths: np.ndarray,
    start: float,
    end: float,
    lift: Lift,
    radius: float,
    above: float,
) -> Body:
    """Return the part of a tube between two lengths of its run, closed at both ends."""
    between = lengths[(lengths > start) & (lengths < end)]
    at = np.concatenate([[start], between[_apart(between)], [end]])
    when = np.interp(at, lengths, moments)
    feet, normals = lift(_along(at, lengths, ground))
    along = _units(np.gradient(feet, axis=0))
    sides = _units(np.cross(along, normals))
    # A ring of no width at each end closes the tube.
    ends = np.r_[0, np.arange(len(at)), len(at) - 1]
    width = np.full(len(ends), radius)
    width[[0, -1]] = 0.0
    turn = np.linspace(0.0, 2 * np.pi, SIDES + 1)
    out = np.cos(turn)[:, None] * normals[ends][:, None] + np.sin(turn)[:, None] * sides[ends][:, None]
    offsets = above * normals[ends][:, None] + width[:, None, None] * out
    out[0], out[-1] = -along[0], along[-1]
    shape = (len(ends), SIDES + 1)
    return Body(
        np.broadcast_to(feet[ends][:, None], (*shape, 3)).reshape(-1, 3),
        offsets.reshape(-1, 3),
        out.reshape(-1, 3),
        np.broadcast_to(when[ends][:, None], shape).reshape(-1),
        _bands(*shape),
    )


def _bands(rows: int, columns: int) -> np.ndarray:
    """Return the triangles that join corners ``(rows, columns)`` to their neighbours."""
    corner = np.arange(rows * columns).reshape(rows, columns)
    here, right, up, across = corner[:-1, :-1], corner[:-1, 1:], corner[1:, :-1], corner[1:, 1:]
    return np.stack([here, right, up, up, right, across], axis=-1).reshape(-1, 3)


def _merge(bodies: Sequence[Body]) -> Body:
    """Make one body of many."""
    if not bodies:
        nothing = np.zeros((0, 3))
        return Body(nothing, nothing, nothing, np.zeros(0), np.zeros((0, 3), dtype=int))
    first = np.cumsum([0, *(len(body.feet) for body in bodies[:-1])])
    return Body(
        np.concatenate([body.feet for body in bodies]),
        np.concatenate([body.offsets for body in bodies]),
        np.concatenate([body.normals for body in bodies]),
        np.concatenate([body.moments for body in bodies]),
        np.concatenate([body.triangles + shift for body, shift in zip(bodies, first, strict=True)]),
    )
