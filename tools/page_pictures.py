"""Draw the README's pictures of the interactive page, in a browser: needs what ``make browser`` brings."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.opened_page import explorer, showing

PICTURES = Path(__file__).parents[1] / "media" / "pictures"
WIDE = {"width": 1280, "height": 880}
BEALE: dict[str, Any] = {
    "objective": {"name": "beale"},
    "start": [1.0, 1.5],
    "steps": 120,
    "racers": [
        {"name": "gradient_descent", "learning_rate": 0.01},
        {"name": "momentum", "learning_rate": 0.003},
        {"name": "nesterov", "learning_rate": 0.003},
        {"name": "adagrad", "learning_rate": 0.5},
        {"name": "adam", "learning_rate": 0.15},
    ],
}
RAVINE: dict[str, Any] = {
    "objective": {"name": "ravine"},
    "start": [-7.0, 2.0],
    "steps": 40,
    "racers": [
        {"name": "gradient_descent", "learning_rate": 0.95},
        {"name": "momentum", "learning_rate": 0.02},
        {"name": "adam", "learning_rate": 0.3},
    ],
}
STEPS = 24
"""Frames in which the runs walk to their end."""
RATES = 32
"""Frames in which momentum's learning rate grows."""
CLIP = {"x": 0, "y": 54, "width": 1280, "height": 780}
SMALL = (704, 429)


def main() -> None:
    """Draw the page in English, dark, in Chinese, light, and a clip of a slider that is moved."""
    with explorer() as (browser, address):

        def opened(scheme: Any, state: dict[str, Any]) -> Page:
            page = browser.new_page(viewport=WIDE, locale="en-GB", color_scheme=scheme)
            page.goto(showing(address, state))
            page.wait_for_selector("#numbers td")
            page.wait_for_timeout(500)
            return page

        _keep(_shot(opened("dark", BEALE)), "explore.en")
        light = opened("light", RAVINE | {"language": "zh"})
        _slide(light.locator("#step"), 12)
        _keep(_shot(light), "explore.zh")
        page = opened("dark", RAVINE)
        frames = []
        for at in range(STEPS + 1):
            _slide(page.locator("#step"), round(RAVINE["steps"] * at / STEPS))
            frames.append(_shot(page, CLIP))
        rate = page.locator("#racers .racer").nth(1).locator("input[type=range]").first
        begun = int(rate.input_value())
        for at in range(1, RATES + 1):
            _slide(rate, begun + 10 * at)
            page.wait_for_timeout(120)
            frames.append(_shot(page, CLIP))
    small = [frame.resize(SMALL, Image.Resampling.LANCZOS) for frame in frames]
    pauses = [90] * len(small)
    pauses[STEPS] = pauses[-1] = 1200
    small[0].save(
        PICTURES / "explore.webp",
        save_all=True,
        append_images=small[1:],
        duration=pauses,
        loop=0,
        quality=50,
        method=6,
    )


def _slide(slider: Any, value: int) -> None:
    slider.evaluate(
        "(one, value) => { one.value = value; one.dispatchEvent(new Event('input', { bubbles: true })); }",
        value,
    )
    slider.page.wait_for_timeout(60)


def _shot(page: Page, clip: Any = None) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def _keep(picture: Image.Image, name: str) -> None:
    few = picture.quantize(256, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
