"""Names of films: safe in every file system; of those that are not the lecture's own, short."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from lecture.file_names import wrong_with
from scenes.narration.language import languages

LONGEST = 60
"""Characters that a name may tell of changed parameters; the rest is told by a hash."""
LONGEST_KIND = "words.json"
"""The longest of what stands behind the language in the names of a film's files."""


def longest_ending() -> str:
    """Return the longest of what is put behind a film's name.

    Examples
    --------
    >>> longest_ending()
    '.en.words.json'
    """
    return f".{max(languages(), key=len)}.{LONGEST_KIND}"


def unfit(name: str) -> str:
    """Say why no film can have this name; empty if one can.

    Examples
    --------
    >>> unfit("a/b")
    "it holds '/'"
    """
    return wrong_with(name, longest_ending())


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
