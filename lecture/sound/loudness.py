"""How loud a track is, and how to make it as loud as it should be.

Loudness is measured by pyloudnorm (ITU-R BS.1770-4); peaks are held down by FFmpeg's look-ahead limiter at four
times the sample rate, so that nothing between two samples goes over. FFmpeg's own ``loudnorm`` is not used: in one
pass it rides the level like a radio station.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of every track."""
TARGET_LUFS = -16.0
CEILING_DB = -2.0
"""True peak of the track; AAC at 192 kbit/s adds at most a few tenths of a decibel."""

Track = NDArray[np.float32]
"""Mono sound at :data:`RATE`, full scale ±1, shape (samples,)."""

_BLOCK = 4096
_SHORTEST = 0.4
_ROUNDS = 6
_CLOSE_ENOUGH = 0.05


def integrated_loudness(track: Track) -> float:
    """Return the gated loudness in LUFS; minus infinity for silence and for less than 0.4 s of sound."""
    import pyloudnorm

    if track.size < _SHORTEST * RATE or not track.any():
        return -np.inf
    return float(pyloudnorm.Meter(RATE).integrated_loudness(track.astype(np.float64)))


def master(track: Track) -> None:
    """Bring a track to -16 LUFS with no true peak above -2 dB, in place; silence stays silence."""
    loudness = integrated_loudness(track)
    if loudness == -np.inf:
        return
    gain = TARGET_LUFS - loudness
    for _ in range(_ROUNDS):
        louder = _limited(track, gain)
        error = TARGET_LUFS - integrated_loudness(louder)
        if abs(error) < _CLOSE_ENOUGH:
            break
        # The limiter takes back part of every decibel, so ask for more than is missing.
        gain += 1.4 * error
    track[:] = louder


def _limited(track: Track, gain_db: float) -> Track:
    """Lift a track by ``gain_db`` and hold its true peaks below the ceiling; the length stays the same."""
    import av
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(format="flt", sample_rate=RATE, layout="mono", time_base=Fraction(1, RATE))
    ceiling = 10 ** (CEILING_DB / 20)
    chain = [
        ("volume", f"{gain_db}dB"),
        ("aresample", str(4 * RATE)),
        ("alimiter", f"limit={ceiling}:attack=5:release=80:level=disabled:latency=1"),
        ("aresample", str(RATE)),
        ("aformat", "sample_fmts=flt:channel_layouts=mono"),
        ("abuffersink", None),
    ]
    last = source
    for name, arguments in chain:
        node = graph.add(name, arguments)
        last.link_to(node)
        last = node
    graph.configure()

    pieces: list[Track] = []

    def drain() -> None:
        while True:
            try:
                frame = last.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if isinstance(frame, av.AudioFrame):
                pieces.append(np.array(frame.to_ndarray().reshape(-1), np.float32))

    for start in range(0, track.size, _BLOCK):
        block = av.AudioFrame.from_ndarray(track[None, start : start + _BLOCK], format="flt", layout="mono")
        block.sample_rate, block.pts, block.time_base = RATE, start, Fraction(1, RATE)
        graph.push(block)
        drain()
    graph.push(None)
    drain()
    limited = np.concatenate(pieces)[: track.size]
    return np.pad(limited, (0, track.size - limited.size))
