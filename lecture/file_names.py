"""Which names files can have, wherever a film may be copied to."""

from __future__ import annotations

import os
import re
import unicodedata

LONGEST = 255
"""Bytes of one part of a path, on every common file system."""

_RESERVED = '<>:"/\\|?*'
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")


def wrong_with(stem: str, ending: str) -> str:
    """Say why no file can be called ``stem`` with this ending; empty if one can.

    Parameters
    ----------
    stem
        The part that somebody chose.
    ending
        The longest of what is put behind it, such as ``.zh.mp4``.

    Examples
    --------
    >>> wrong_with("ravines", ".en.mp4")
    ''
    >>> wrong_with("谷" * 90, ".en.mp4")
    'with .en.mp4 it has 277 bytes, and a file name holds 255'
    >>> wrong_with("a/b", ".en.mp4"), wrong_with("-a", ".en.mp4")
    ("it holds '/'", "it begins with '-'")
    >>> wrong_with("aux", ".en.mp4")
    "'aux' is the name of a device on Windows"
    """
    if not stem:
        return "it is empty"
    for char in stem:
        if char in _RESERVED:
            return f"it holds '{char}'"
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
            return f"it holds the character U+{ord(char):04X}"
    if stem[0] in ".- ~":
        return f"it begins with '{stem[0]}'"
    if stem[-1] in ". ":
        return f"it ends with '{stem[-1]}'"
    if device := _DEVICES.match(stem):
        return f"'{device[0]}' is the name of a device on Windows"
    size = len(os.fsencode(stem + ending))
    return f"with {ending} it has {size} bytes, and a file name holds {LONGEST}" if size > LONGEST else ""
