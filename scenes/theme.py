"""How things look: colours by meaning, sizes, safe areas. Nothing here draws.

Colours follow Okabe and Ito's palette (distinguishable with any colour vision) on a dark ground; a method is told
apart by dash and marker too, never by colour alone.
"""

from __future__ import annotations

from optimlib import looks

BACKGROUND = "#0E1320"
INK = "#F2F4F8"
MUTED = "#A9B4C6"
"""Axis names, captions: still 4.5 : 1 on the ground."""
FAINT = "#3D4A63"
"""Rules and grid lines: never text."""

ORANGE = looks.ORANGE
SKY = looks.SKY
GREEN = looks.GREEN
YELLOW = looks.YELLOW
VERMILLION = looks.VERMILLION
PURPLE = looks.PURPLE

GRADIENT = YELLOW
"""The gradient, its arrow and its symbol."""
VELOCITY = SKY
GOAL = GREEN
"""The minimum and the way to it."""
X_AXIS = ORANGE
"""What belongs to the first coordinate."""
Y_AXIS = PURPLE
"""What belongs to the second coordinate."""
WARNING = VERMILLION

CASING = BACKGROUND
"""What lines and marks are set off with from the ground (see :mod:`scenes.ground`), as streets are on a map."""
CASING_WIDTH, CASING_OPACITY = 1.6, 0.7
"""How far it reaches beyond the edge of a line (manim's stroke width), and how dark it is."""
CONTOUR = "#5C7DA8"

TEXT_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB")
"""Sans families that cover Latin and Han, best first."""
MATH_FONT = "New Computer Modern Math"
"""Travels inside the Typst compiler, so it is the same everywhere."""

FRAME_WIDTH, FRAME_HEIGHT = 128 / 9, 8.0
MARGIN = 0.4
TITLE_Y = 3.45
"""Centre of the title band."""
STAGE_TOP = 3.0
STAGE_BOTTOM = -3.0
"""Below it the subtitles stand."""
STAGE_LEFT, STAGE_RIGHT = -FRAME_WIDTH / 2 + MARGIN, FRAME_WIDTH / 2 - MARGIN

TITLE, HEADING, BODY, SMALL = 36, 30, 26, 22
"""Type sizes; ``SMALL`` is the least that may be used (24 pixels high at 1080p)."""

Look, Marker, LOOKS = looks.Look, looks.Marker, looks.LOOKS
"""The looks of the methods, which plots without films have too; a method without one is drawn in neutral ink."""


def look(method: str) -> Look:
    """Return the look of an optimizer; neutral for one that has none yet."""
    return LOOKS.get(method, Look(INK, (0.15, 0.1), "cross"))
