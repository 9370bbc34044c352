"""What is printed and what is mended look the same in every picture of the segment."""

from __future__ import annotations

from scenes import theme

PRINTED = theme.Look(theme.WARNING, (), "cross")
"""A formula as it is printed, and its run."""
MENDED = theme.GOAL
"""What is right: the part that is mended, and all that comes of it."""
SOUND = theme.Look(MENDED, (0.4, 0.06), "diamond")
"""The run of a formula that is right."""
