"""The fonts of this machine, looked for once: a search per label would take longer than setting it."""

from __future__ import annotations

from functools import cache

import typst


@cache
def fonts() -> typst.Fonts:
    """Return Typst's own fonts and those of the system."""
    return typst.Fonts()
