"""Every cue looks as it did when somebody last looked at it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFilter

from scenes import catalog
from scenes.narration.language import languages as every_language
from tests.frames.sheets import KEPT, TILE, sheet

NOTICED = 16
"""A colour that differs by more (of 255) would be noticed."""
SHARE = 0.0005
"""What share of a tile may differ so: fonts and drivers round in their own ways."""


def unlike(one: Image.Image, other: Image.Image) -> np.ndarray:
    """Return the share of each tile that differs for whoever looks at it, ``(rows, columns)``."""
    one, other = (image.filter(ImageFilter.GaussianBlur(1)) for image in (one, other))
    seen = np.asarray(ImageChops.difference(one, other)).max(axis=-1) > NOTICED
    rows, columns = seen.shape[0] // TILE.height, seen.shape[1] // TILE.width
    return seen.reshape(rows, TILE.height, columns, TILE.width).mean(axis=(1, 3))


@pytest.mark.dear
@pytest.mark.segments
@pytest.mark.parametrize("name", catalog.segments())
def test_every_cue_looks_as_it_was_kept(name: str, tmp_path: Path) -> None:
    assert (KEPT / f"{name}.png").exists(), (
        "no pictures are kept of this segment: look at it, then `make frames`"
    )
    drawn = sheet(name)
    drawn.save(tmp_path / f"{name}.png")
    with Image.open(KEPT / f"{name}.png") as file:
        kept = file.convert("RGB")
    assert drawn.size == kept.size, "the cues have changed: look at them, then `make frames`"
    ImageChops.difference(drawn, kept).save(tmp_path / f"{name}.difference.png")
    shares = unlike(drawn, kept)
    beats, languages = list(catalog.story(name).beats), every_language()
    changed = [
        f"{beats[row]} ({languages[column]}): {shares[row, column]:.1%}"
        for row, column in np.argwhere(shares > SHARE)
    ]
    assert changed == [], f"look at {tmp_path}; if it is meant so, `make frames`"


def test_a_word_less_is_noticed() -> None:
    image = Image.new("RGB", (TILE.width, TILE.height), "#0d131e")
    other = image.copy()
    other.paste("#ffffff", (10, 10, 30, 16))
    assert unlike(image, image).max() == 0
    assert unlike(image, other).max() > SHARE
