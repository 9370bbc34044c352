"""The painter of 3-D surfaces: meshes and shaders, drawn off screen by OpenGL (Mesa's software driver will do).

Everything that is drawn is told anew for every picture and nothing is remembered but uploaded meshes, so the same
call gives the same pixels.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary

import numpy as np

from scenes.components.surface import shaders
from scenes.components.surface.camera3d import Viewpoint
from scenes.errors import ContentError

if TYPE_CHECKING:
    import moderngl

SAMPLES = 4
"""Samples a pixel, for smooth edges."""
CELLS = (56, 32)
"""Quadrilaterals of the ground's mesh. They carry heights alone: colours, lines and light come from the field, so
the mesh may be coarse, and a software driver spends its time on triangles."""
LIGHT = np.array([-0.5, 0.3, 0.8]) / np.linalg.norm([-0.5, 0.3, 0.8])
"""Where the light comes from: the upper left of the stage, high above it."""
RIM, CASING = 0.035, (0.04, 0.06, 0.1)
"""How far a dark rim reaches beyond a body, in stage units, and its colour: it sets bodies off from the ground."""

Colour = tuple[float, float, float]
Frame = tuple[float, float, float, float]
"""A rectangle of the stage: left, bottom, right, top."""


class _Shared:
    """What copies of a drawing share: manim copies whatever it fades."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@dataclass(frozen=True, eq=False)
class Ground(_Shared):
    """A height field over a rectangle of the stage, with contour lines.

    Attributes
    ----------
    half
        Half the width and half the height of the rectangle.
    field
        Value, slope along x and slope along y (per stage unit) on a grid ``(ny, nx, 3)`` from edge to edge.
    height
        Stage units for one unit of value; value 0 lies on the stage.
    levels
        Values of the contour lines, rising.
    bands
        Colours of the bands between levels ``(levels + 1, 3)``, the lowest first.
    line, border
        Colours of contour lines and of the edge, with opacity.
    line_width, border_width
        Their widths in stage units.
    """

    half: tuple[float, float]
    field: np.ndarray
    height: float
    levels: tuple[float, ...]
    bands: np.ndarray
    line: tuple[float, float, float, float]
    border: tuple[float, float, float, float]
    line_width: float
    border_width: float


@dataclass(frozen=True, eq=False)
class Body(_Shared):
    """A closed surface of triangles ``(n, 3)``.

    Each corner stands ``offsets`` from a ``feet`` point whose height follows the relief, looks along ``normals``
    (all ``(m, 3)``) and is there from its moment ``(m,)`` on.
    """

    feet: np.ndarray
    offsets: np.ndarray
    normals: np.ndarray
    moments: np.ndarray
    triangles: np.ndarray


@dataclass(frozen=True)
class Piece:
    """A body as it is drawn: coloured, grown up to a moment, scaled and turned (``(3, 3)``) about its foot.

    It has a dark ``rim`` of so many stage units. With a ``stripe``, a band of that colour lies around it, so that one
    sees it turn. ``shadow`` darkens the ground below, this far around.
    """

    body: Body
    colour: Colour
    reach: float = np.inf
    rim: float = RIM
    foot: tuple[float, float, float] = (0.0, 0.0, 0.0)
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: float = 1.0
    turn: np.ndarray | None = None
    stripe: Colour | None = None
    gloss: float = 0.0
    shadow: float = 0.0


def paint(
    ground: Ground, pieces: Sequence[Piece], view: Viewpoint, frame: Frame, size: tuple[int, int]
) -> np.ndarray:
    """Draw what is seen in a frame, given from the ground's centre.

    Parameters
    ----------
    size
        Width and height of the picture in pixels.

    Returns
    -------
    np.ndarray
        ``(height, width, 4)`` bytes, rows from the top, colours multiplied by alpha.

    Raises
    ------
    ContentError
        If this machine has no EGL or no OpenGL driver.
    """
    painter = _painter(os.getpid(), threading.get_ident())
    # Whoever else in this process has opened a context since, ours is the current one now.
    with painter.context:
        return painter.paint(ground, pieces, view, frame, size)


@cache
def _painter(process: int, thread: int) -> _Painter:
    """Open one context for each process and thread: a context belongs to one thread, and no fork inherits it."""
    return _Painter(open_context())


def open_context() -> moderngl.Context:
    """Open an OpenGL context without a window.

    Raises
    ------
    ContentError
        If there is none to be had; it names the packages that bring one.
    """
    import moderngl

    # The libraries are named in full: looking for them would call a compiler.
    egl = {"backend": "egl", "libegl": "libEGL.so.1", "libgl": "libGL.so.1"}
    try:
        return moderngl.create_context(
            standalone=True, require=330, **(egl if sys.platform == "linux" else {})
        )
    except Exception as error:  # the loader raises nothing narrower
        raise ContentError(
            f"cannot draw the 3-D surface, for want of OpenGL 3.3 without a window ({error})",
            hint="install EGL and Mesa's software driver: apt-get install libegl1 libgl1 libgl1-mesa-dri",
        ) from error


class _Painter:
    """A context with its programs, the meshes uploaded so far, and canvases of the sizes asked for."""

    def __init__(self, context: moderngl.Context) -> None:
        self.context = context
        # What dies waits to be freed here, where its context is the current one.
        context.gc_mode = "context_gc"
        self.ground_program = context.program(shaders.GROUND_VERTEX, shaders.GROUND_FRAGMENT)
        self.body_program = context.program(shaders.BODY_VERTEX, shaders.BODY_FRAGMENT)
        self.grid = self._upload_grid()
        self.fields: WeakKeyDictionary[Ground, moderngl.Texture] = WeakKeyDictionary()
        self.bodies: WeakKeyDictionary[Body, tuple[moderngl.VertexArray, np.ndarray]] = WeakKeyDictionary()
        self.canvases: dict[tuple[int, int], tuple[moderngl.Framebuffer, moderngl.Framebuffer]] = {}

    def paint(
        self, ground: Ground, pieces: Sequence[Piece], view: Viewpoint, frame: Frame, size: tuple[int, int]
    ) -> np.ndarray:
        self.context.gc()
        canvas, plain = self._canvas(size)
        canvas.use()
        canvas.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
        self.context.enable_only(self.context.DEPTH_TEST)
        _tell(self.ground_program, eye=_clip_matrix(view, ground, frame).T, **_common(view))
        _tell(self.body_program, eye=_clip_matrix(view, ground, frame).T, **_common(view))
        self._paint_ground(ground, pieces, view, size[0] / (frame[2] - frame[0]))
        for piece in pieces:
            self._paint_piece(piece, view)
        self.context.copy_framebuffer(plain, canvas)
        picture = np.empty((size[1], size[0], 4), dtype=np.uint8)
        plain.read_into(picture, components=4)
        return picture

    def _paint_ground(
        self, ground: Ground, pieces: Sequence[Piece], view: Viewpoint, pixels_a_unit: float
    ) -> None:
        if ground not in self.fields:
            self.fields[ground] = self._upload_field(ground)
        self.fields[ground].use(0)
        levels = np.full(shaders.MOST_LEVELS, 1e30)
        levels[: len(ground.levels)] = ground.levels[: shaders.MOST_LEVELS]
        bands = np.zeros((shaders.MOST_LEVELS + 1, 3))
        bands[: len(ground.bands)] = ground.bands[: shaders.MOST_LEVELS + 1]
        shadow = next(((*piece.foot[:2], piece.shadow) for piece in pieces if piece.shadow), (0.0, 0.0, 0.0))
        _tell(
            self.ground_program,
            half_size=ground.half,
            height=ground.height * view.relief,
            levels=levels,
            level_count=float(len(ground.levels)),
            bands=bands,
            line=ground.line,
            border=ground.border,
            widths=np.multiply([ground.line_width, ground.border_width], pixels_a_unit),
            shadow=shadow,
        )
        self.grid.render()

    def _paint_piece(self, piece: Piece, view: Viewpoint) -> None:
        if piece.body not in self.bodies:
            self.bodies[piece.body] = self._upload_body(piece.body)
        corners, moments = self.bodies[piece.body]
        # What has not come yet would be thrown away point by point.
        begun = 3 * _begun(moments, piece.reach)
        if not begun:
            return
        x, y, z = piece.foot
        _tell(
            self.body_program,
            place=np.add((x, y, z * view.relief), piece.offset),
            scale=piece.scale,
            turn=(np.eye(3) if piece.turn is None else piece.turn).T,
            reach=piece.reach,
            gloss=piece.gloss,
            stripe=(*(piece.stripe or piece.colour), float(piece.stripe is not None)),
        )
        for rim, colour in ((piece.rim, CASING), (0.0, piece.colour)):
            _tell(self.body_program, rim=rim, colour=colour)
            corners.render(vertices=begun)

    def _canvas(self, size: tuple[int, int]) -> tuple[moderngl.Framebuffer, moderngl.Framebuffer]:
        if size not in self.canvases:
            samples = min(SAMPLES, self.context.max_samples)
            self.canvases[size] = (
                self.context.framebuffer(
                    [self.context.renderbuffer(size, 4, samples=samples)],
                    self.context.depth_renderbuffer(size, samples=samples),
                ),
                self.context.framebuffer([self.context.renderbuffer(size, 4)]),
            )
        return self.canvases[size]

    def _upload_grid(self) -> moderngl.VertexArray:
        columns, rows = CELLS
        x, y = np.meshgrid(np.linspace(-1, 1, columns + 1), np.linspace(-1, 1, rows + 1))
        corner = np.arange(x.size).reshape(x.shape)
        here, right, up, across = corner[:-1, :-1], corner[:-1, 1:], corner[1:, :-1], corner[1:, 1:]
        triangles = np.stack([here, right, up, up, right, across], axis=-1)
        places = self.context.buffer(np.stack([x, y], axis=-1).astype("f4").tobytes())
        index = self.context.buffer(triangles.astype("i4").tobytes())
        return self.context.vertex_array(self.ground_program, [(places, "2f", "corner")], index)

    def _upload_field(self, ground: Ground) -> moderngl.Texture:
        rows, columns = ground.field.shape[:2]
        texture = self.context.texture((columns, rows), 3, ground.field.astype("f4").tobytes(), dtype="f4")
        texture.filter = (self.context.LINEAR, self.context.LINEAR)
        texture.repeat_x = texture.repeat_y = False
        return texture

    def _upload_body(self, body: Body) -> tuple[moderngl.VertexArray, np.ndarray]:
        """Return a mesh with its triangles in the order in which they come, and the moments when each begins."""
        corners = np.column_stack([body.feet, body.offsets, body.normals, body.moments]).astype("f4")
        layout = (
            self.context.buffer(corners.tobytes()),
            "3f 3f 3f 1f",
            "foot",
            "offset",
            "normal",
            "moment",
        )
        # In the digits that the shader compares.
        begin = body.moments.astype("f4")[body.triangles].min(axis=1)
        order = np.argsort(begin, kind="stable")
        index = self.context.buffer(body.triangles[order].astype("i4").tobytes())
        return self.context.vertex_array(self.body_program, [layout], index), begin[order]


def _common(view: Viewpoint) -> dict[str, Any]:
    return {"relief": view.relief, "light": LIGHT, "toward": view.directions[2]}


def _clip_matrix(view: Viewpoint, ground: Ground, frame: Frame) -> np.ndarray:
    """Return the matrix that takes world coordinates to the clip space of a frame, its rows turned upside down."""
    left, bottom, right, top = frame
    matrix = view.matrix
    across, up, near, over = matrix
    highest = ground.height * view.relief * float(np.max(np.abs(ground.field[..., 0])))
    # All that is drawn lies within this distance of the target; balls and paths stand a little out.
    radius = 1.0 + float(
        np.linalg.norm([*ground.half, highest])
        + np.linalg.norm([view.target_x, view.target_y, view.target_z])
    )
    if view.perspective * radius >= 1.0:
        raise ValueError(
            f"perspective {view.perspective} puts the eye inside the scene ({radius:.1f} units around)"
        )
    depth = -near * (1.0 - view.perspective * radius) / radius
    return np.stack(
        [
            (across - (left + right) / 2 * over) / ((right - left) / 2),
            # Pictures have their first row on top, OpenGL has it at the bottom.
            -(up - (bottom + top) / 2 * over) / ((top - bottom) / 2),
            depth,
            over,
        ]
    )


def _begun(moments: np.ndarray, reach: float) -> int:
    """Return how many triangles begin at a moment or before, of all in their order."""
    return int(np.searchsorted(moments, np.float32(reach), side="right"))


def _tell(program: moderngl.Program, **values: Any) -> None:
    """Hand values to the variables of a program; those that its compiler dropped are passed over."""
    for name, value in values.items():
        variable = program.get(name, None)
        if variable is not None:
            variable.write(np.asarray(value, dtype="f4").tobytes())
