"""The hint that goes with an unknown name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def hint_for(name: str, known: Iterable[str]) -> str:
    """Suggest the nearest known name, or list them all.

    Examples
    --------
    >>> hint_for("zigzag", ["rolling_ball", "zigzag_sgd"])
    "did you mean 'zigzag_sgd'?"
    >>> hint_for("x", ["draft", "720p30"])
    'known: draft, 720p30'
    """
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names)}"
