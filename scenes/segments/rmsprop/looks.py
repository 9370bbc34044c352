"""The looks of the runs of this segment."""

from __future__ import annotations

from scenes import theme

GRADIENT = theme.Look(theme.GRADIENT, (), "disc")
ADAGRAD, RMSPROP = theme.look("adagrad"), theme.look("rmsprop")
CLOSED = theme.Look(theme.INK, (0.09, 0.06), "square")
"""RMSProp without its leak."""
LOOKS = {"rmsprop": RMSPROP, "closed": CLOSED, "adagrad": ADAGRAD}
