"""Pictures that stand still in a stream of H.264: one packet of some 40 bytes a frame, without an encoder.

A frame that shows what the one before it shows takes an encoder as long as any other. What it writes in the end is
"every block as before", which is the same whatever the picture is: it is let write that once, and its packet is put
in again and again. Frames are counted in a stream, so all are numbered anew (ITU-T H.264, 7.3.2.1.1 and 7.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(rb"(\x00?\x00\x00\x01)")
_SLICE, _SETTINGS, _KIND = 1, 7, 0x1F
_ESCAPED, _PLAIN = b"\x00\x00\x03", b"\x00\x00"
_HEAD = 16
"""The number of a frame stands within so many bytes."""
_HIGH = 100
"""Profiles from here on tell how colours are stored, in four numbers and two flags."""


class Repeats:
    """Lets each picture of a stream stand for as many frames as it is to.

    Parameters
    ----------
    still
        What the same encoder makes of a picture that is the one before it.
    settings
        What it says of its stream (``extradata``).

    Raises
    ------
    ValueError
        If they are not told as H.264 of which each frame may be one that others refer to.
    """

    def __init__(self, still: bytes, settings: bytes) -> None:
        self._still = still
        self._bits = _bits_of_number(settings)
        self._number = 0

    def packets(self, packet: bytes, *, key: bool, frames: int) -> Iterator[bytes]:
        """Yield the packets of a picture that stands for some frames, the first of them its own."""
        self._number = -1 if key else self._number
        for shown in (packet, *[self._still] * (frames - 1)):
            self._number += 1
            yield _numbered(shown, self._number, self._bits)


def _numbered(packet: bytes, number: int, bits: int) -> bytes:
    parts = _START.split(packet)
    return b"".join(
        _slice(part, number, bits) if part and part[0] & _KIND == _SLICE else part for part in parts
    )


def _slice(unit: bytes, number: int, bits: int) -> bytes:
    plain = unit.replace(_ESCAPED, _PLAIN)
    head = _as_bits(plain[:_HEAD])
    at = 8
    # first_mb_in_slice, slice_type, pic_parameter_set_id
    for _ in range(3):
        _, at = _exp_golomb(head, at)
    head = f"{head[:at]}{number % 2**bits:0{bits}b}{head[at + bits :]}"
    told = int(head, 2).to_bytes(len(head) // 8, "big") + plain[_HEAD:]
    return re.sub(rb"\x00\x00(?=[\x00-\x03])", _ESCAPED, told)


def _bits_of_number(settings: bytes) -> int:
    """Return in how many bits frames are counted."""
    for part in _START.split(settings):
        if part and part[0] & _KIND == _SETTINGS:
            bits = _as_bits(part.replace(_ESCAPED, _PLAIN))
            # Profile, constraints and level; then seq_parameter_set_id.
            _, at = _exp_golomb(bits, 32)
            if part[1] >= _HIGH:
                # chroma_format_idc, and how deep luma and chroma are; then two flags.
                for _ in range(3):
                    _, at = _exp_golomb(bits, at)
                if bits[at + 1] == "1":
                    raise ValueError("scaling lists are not read")
                at += 2
            less_four, _ = _exp_golomb(bits, at)
            return less_four + 4
    raise ValueError("no settings of a sequence")


def _as_bits(data: bytes) -> str:
    return "".join(f"{byte:08b}" for byte in data)


def _exp_golomb(bits: str, at: int) -> tuple[int, int]:
    """Read one number; return where the next one begins too."""
    zeros = bits.index("1", at) - at
    end = at + 2 * zeros + 1
    return int(bits[at + zeros : end], 2) - 1, end
