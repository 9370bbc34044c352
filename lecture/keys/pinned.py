"""All that could reach a pixel from outside and is held to one value: encoder, manim's settings, environment.

Whatever stands here is in the keys of pictures.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from lecture.isolation import module_places
from lecture.quality import Quality
from scenes import theme


def encoder_options(quality: Quality) -> dict[str, str]:
    """Return x264's settings: the same for every segment of a film.

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


def manim_settings(quality: Quality) -> dict[str, object]:
    """Return what is set in manim's configuration; all else is as the library comes, no ``manim.cfg`` is read."""
    return {
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": quality.fps,
        "frame_width": theme.FRAME_WIDTH,
        "frame_height": theme.FRAME_HEIGHT,
        "background_color": theme.BACKGROUND,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
        "renderer": "cairo",
    }


PINNED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    # The cores are busy with other segments, and sums come out the same with however many there are.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""What the process that draws finds in its environment, whatever is in ours."""

PASSED = (
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)
"""What it is told of ours: where things are. What is found there is in the keys (fonts, versions, drivers)."""
PASSED_FAMILIES = (
    "LECTURE_",
    "XDG_",
    "FONTCONFIG_",
    "NIX_",
    "PYTHONDONTWRITE",
    "PYTHONPYCACHE",
    "PYTHONWARN",
)
DRIVERS = ("MESA_", "LIBGL_", "GALLIUM_", "LP_", "EGL_", "__EGL_", "__GLX_", "__NV_", "DRI_", "VK_")
"""Variables that choose and tune the driver of surfaces begin so: they are passed on, and are in the keys."""


def environment(ours: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a process that draws, made from ``ours``: nothing else of it can reach a picture."""
    passed = {
        name: value
        for name, value in ours.items()
        if name in PASSED or name.startswith((*PASSED_FAMILIES, *DRIVERS))
    }
    # Some libraries fail where there is no path at all.
    path = ours.get("PATH") or os.defpath
    return {**passed, **PINNED, "PATH": path, "PYTHONPATH": module_places()}


def drivers(ours: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables that choose or tune the driver of surfaces."""
    return {name: value for name, value in sorted(ours.items()) if name.startswith(DRIVERS)}
