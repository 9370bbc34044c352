"""What a machine must have, checked by using it, each with how to mend it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture import voices
from lecture.errors import LectureError, SetupError
from lecture.files import make_folder
from lecture.voices._plausible import make_sure
from scenes.narration.language import language as facts_of
from scenes.narration.language import languages

OLDEST = (3, 11)


@dataclass(frozen=True)
class Check:
    """One thing that must be: ``probe`` returns what was found, or raises; ``mend`` says what to do."""

    name: str
    probe: Callable[[], str]
    mend: str


def examine(say: Callable[[str], object]) -> bool:
    """Run every check, tell each result, and return whether all is well."""
    well = True
    for check in CHECKS:
        try:
            say(f"ok       {check.name}: {check.probe()}")
        except Exception as error:
            # Whatever a library raises, it is missing or broken here.
            well = False
            what = error.what if isinstance(error, LectureError) else f"{type(error).__name__}: {error}"
            say(f"missing  {check.name}: {what}\n         {check.mend}")
    return well


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        raise SetupError(f"this is Python {version}")
    return version


def _cairo() -> str:
    import cairo
    import manimpango

    return f"cairo {cairo.cairo_version_string()}, pango {manimpango.pango_version()}"


def _graphics() -> str:
    import moderngl

    options: dict[str, Any] = {"backend": "egl"} if sys.platform == "linux" else {}
    context = moderngl.create_context(standalone=True, require=330, **options)
    try:
        return str(context.info["GL_RENDERER"])
    finally:
        context.release()


def _han_font() -> str:
    from lecture.keys.machine import fonts
    from scenes import theme

    if not fonts()["family"]:
        raise SetupError(f"none of {', '.join(theme.TEXT_FONTS)}")
    return str(fonts()["family"])


def _voices() -> str:
    """Have the best voice of every language say something."""
    found = []
    for language in languages():
        name = voices.best(language)
        voice = voices.load(name)
        voice.check(language)
        make_sure(voice.synthesize(facts_of(language).sample, language), facts_of(language).sample, language)
        found.append(f"{name} speaks {language}")
    better = [told for language in languages() if (told := voices.advice(language))]
    return "; ".join([*found, *better])


def _disk() -> str:
    folder = Path("media")
    was_there = folder.exists()
    make_folder(folder)
    if not was_there:
        # Who asks for a diagnosis has not asked for a folder.
        folder.rmdir()
    return f"{folder.resolve()} can be written"


CHECKS = (
    Check("Python", _python, "install Python 3.11 or newer, then: make setup PYTHON=/path/to/it"),
    Check(
        "text and vector graphics",
        _cairo,
        "Debian: apt-get install libcairo2-dev libpango1.0-dev pkg-config; macOS: brew install cairo pango; "
        "then: make setup",
    ),
    Check("surfaces (EGL)", _graphics, "Debian: apt-get install libegl1 libgl1 libgl1-mesa-dri"),
    Check(
        "a font with Han characters",
        _han_font,
        "Debian: apt-get install fonts-noto-cjk; macOS: brew install font-noto-sans-cjk",
    ),
    Check("voices", _voices, "run: make setup"),
    Check("disk", _disk, "run this in a folder that you may write"),
)
