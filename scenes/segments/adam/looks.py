"""How Adam and everything beside it look in this segment."""

from __future__ import annotations

from scenes import theme

MEAN, ROOT = theme.look("momentum").colour, theme.look("rmsprop").colour
"""Colours of m and of v: those of the methods they come from."""

LOOKS = {
    "own": theme.look("adam"),
    "rival": theme.look("momentum"),
    # Without its mean, Adam is RMSProp, corrected.
    "bare": theme.look("rmsprop"),
    "one": theme.Look(theme.INK, (0.14, 0.08), "cross"),
    # What is left of Adam below ε.
    "mean": theme.Look(theme.INK, (0.16, 0.12), "square"),
}
"""The controls have none of their own in the course."""
