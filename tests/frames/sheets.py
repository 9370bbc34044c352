"""Every cue of a segment in one small picture; run as a module to keep all of them anew."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from lecture.quality import Quality
from lecture.rendering.draw import play
from lecture.rendering.stage import Stills
from scenes import catalog
from scenes.narration.language import languages
from scenes.performance import Performance

KEPT = Path(__file__).parent / "kept"
TILE = Quality("tile", 256, 144, 10)


def sheet(name: str) -> Image.Image:
    """Draw the last frame of every cue, a row a cue, a column a language, timed without a voice."""
    columns = [_tiles(name, language) for language in languages()]
    whole = Image.new("RGB", (TILE.width * len(columns), TILE.height * len(columns[0])))
    for column, tiles in enumerate(columns):
        for row, tile in enumerate(tiles):
            whole.paste(tile, (column * TILE.width, row * TILE.height))
    return whole


def _tiles(name: str, language: str) -> list[Image.Image]:
    performance = Performance.prepare(name, language)
    moments = [TILE.frames(cue.until) - 1 for cue in performance.timeline.cues]
    stills = Stills(moments)
    play(performance, TILE, stills)
    return [Image.fromarray(stills.frames[moment][:, :, :3]) for moment in moments]


def keep() -> None:
    """Draw and keep the sheets of all segments: after a change that was meant, and looked at."""
    for name in catalog.segments():
        # A palette is a third of the size; it changes colours by less than anybody notices.
        small = sheet(name).quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    keep()
