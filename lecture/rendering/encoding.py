"""How pictures are encoded: the same for every segment of a film. Standard library only."""

from __future__ import annotations

from lecture.quality import Quality


def encoder_options(quality: Quality) -> dict[str, str]:
    """Return x264's settings.

    Every segment starts with a key frame and closes its groups; without B-frames decoding order is showing
    order, so segments can be put one after the other by copying packets. One thread each: the cores are busy
    with other segments, and the stream does not depend on the machine.
    """
    return {
        "preset": quality.preset,
        "crf": str(quality.crf),
        "g": str(5 * quality.fps),
        "bf": "0",
        "threads": "1",
        "x264-params": "open-gop=0:scenecut=40:stitchable=1",
    }
