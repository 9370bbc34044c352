"""The page of this segment: the wide bowl with the narrow well, where nobody who goes downhill finds the well."""

from __future__ import annotations

from scenes.explored import Explored

from .facts import WELL, Params


def explored(params: Params) -> Explored:
    """Show what both searches search; methods are not what it is about, so the page's own walk there."""
    return Explored(WELL)
