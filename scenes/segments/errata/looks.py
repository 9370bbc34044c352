"""What is printed and what is mended look the same in every picture of the segment."""

from __future__ import annotations

from scenes import theme

PRINTED = theme.Look(theme.WARNING, (), "cross")
"""A formula as it is printed, and its run."""
MENDED = theme.GOAL
"""The part that is mended."""
CENTRAL = theme.Look(theme.GRADIENT, (), "disc")
FORWARD = theme.Look(theme.SKY, (), "ring")
"""Numerical derivatives from both sides, and from one."""
