"""Names of films that are not the lecture's own: safe in every file system, and short."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LONGEST = 60
"""Characters that a name may tell of changed parameters; the rest is told by a hash."""


def spoken_of(changes: Iterable[str], several: bool) -> str:
    """Return what a film is called after the parameters that were changed for it.

    Parameters
    ----------
    changes
        As on the command line: ``segment.parameter=value``.
    several
        Whether the segment has to be told.

    Examples
    --------
    >>> spoken_of(["zigzag_sgd.start = (-6, 1)", "zigzag_sgd.steps=9"], several=False)
    'start=-6_1,steps=9'
    """
    whole = ",".join(change if several else change.partition(".")[2] for change in changes)
    told = re.sub(r"[^\w.,=+-]+", "_", re.sub(r"[\s\"'()\[\]]|(?<=\d),(?=\s*[-\d])", _kept, whole))
    if len(told) <= LONGEST and told.isascii():
        return told
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{re.sub('[^ -~]', '_', told)[: LONGEST - 9]}-{digest}"


def _kept(match: re.Match[str]) -> str:
    return "_" if match[0] == "," else ""
