"""The page in a real browser: what it shows is what optimlib computes, by hand, by keys and by link."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from optimlib.datasets import y_equals_2x
from optimlib.regression import fit, full_batch
from tests.lecture.running import ROOT

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no Chromium here: make browser", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: make browser")


@contextmanager
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the command as a user does, and tell its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "lecture", "explore", "--no-browser"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[0], process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as (told, _):
        yield told


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page, opened in English; whatever it complains of or asks for elsewhere is a failure."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.wait_for_selector("#numbers td")
    yield opened
    context.close()
    assert complaints == []
    assert all(url.startswith(("http://127.0.0.1:", "data:", "blob:")) for url in asked)


def rows(page: Any) -> dict[str, list[str]]:
    """Return the table of numbers, by method."""
    lines = page.locator("#numbers tbody tr").all()
    cells = [[cell.inner_text() for cell in line.locator("td").all()] for line in lines]
    return {first: rest for first, *rest in cells}


def told(value: float) -> str:
    return f"{float(f'{value:.4g}'):g}".replace("-", "−")


def state_of(page: Any) -> dict[str, Any]:
    return json.loads(unquote(page.url.partition("#")[2]))


def wait_for(page: Any, method: str, loss: str) -> None:
    line = page.locator("#numbers tbody tr").filter(has=page.get_by_text(method, exact=True))
    playwright.expect(line.locator("td").nth(1)).to_have_text(loss)


def test_the_numbers_are_those_of_optimlib(page: Any) -> None:
    ravine = objectives.load("ravine")
    shown = rows(page)
    for name, method, rate in (("Momentum", "momentum", 0.1), ("Adam", "adam", 0.3)):
        path = run(ravine, optimizers.load(method, learning_rate=rate), (-7.0, 2.0), 30)
        loss, length, turns, *_ = shown[name]
        assert (loss, length) == (told(path.value[-1]), told(path.path_length))
        assert turns == ", ".join(map(str, path.sign_changes))


def test_a_slider_is_moved_by_keys_alone(page: Any) -> None:
    slider = page.locator("#racers .racer").nth(1).locator("input[type=range]").first
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    rate = state_of(page)["racers"][1]["learning_rate"]
    assert rate > 0.1
    path = run(objectives.load("ravine"), optimizers.load("momentum", learning_rate=rate), (-7.0, 2.0), 30)
    wait_for(page, "Momentum", told(path.value[-1]))
    assert slider.get_attribute("aria-valuetext") == f"{rate:g}"


def test_the_start_is_dragged_and_moved_by_keys(page: Any) -> None:
    box = page.locator("#map").bounding_box()
    left, top, width, height = (box[side] for side in ("x", "y", "width", "height"))
    page.mouse.move(left + 3 / 20 * width, top + 3 / 10 * height)
    page.mouse.down()
    page.mouse.move(left + 14 / 20 * width, top + 8 / 10 * height, steps=5)
    page.mouse.up()
    start = state_of(page)["start"]
    assert start == pytest.approx([4, -3], abs=0.05)
    path = run(objectives.load("ravine"), optimizers.load("momentum", learning_rate=0.1), start, 30)
    wait_for(page, "Momentum", told(path.value[-1]))
    page.locator("#map").focus()
    page.keyboard.press("ArrowUp")
    assert state_of(page)["start"][1] == pytest.approx(start[1] + 0.1, abs=1e-3)


def test_the_link_carries_the_whole_state(page: Any, browser: Any) -> None:
    page.select_option("#objective", "rosenbrock")
    page.fill("#start-x", "-1.5")
    page.keyboard.press("Tab")
    page.locator("#add").click()
    page.wait_for_timeout(500)
    shown, link = rows(page), page.url
    assert len(shown) == 5
    context = browser.new_context(locale="zh-CN")
    other = context.new_page()
    other.goto(link)
    other.wait_for_selector("#numbers td")
    assert rows(other) == shown
    context.close()


def test_in_chinese_nothing_is_left_in_english(page: Any) -> None:
    page.locator("#language").click()
    playwright.expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_text("梯度下降").first.wait_for()
    assert page.title()
    assert page.locator("h1").inner_text() == "亲手试试每一种方法"
    assert "梯度下降" in rows(page)
    texts = page.locator("[data-text]").all_inner_texts()
    assert all(
        any("一" <= letter <= "鿿" for letter in text) for text in texts if text not in ("English", "")
    )


def test_an_expression_of_ones_own_is_drawn_and_a_mistake_in_it_is_told(page: Any) -> None:
    page.select_option("#objective", "…")
    page.fill("#expression", "x**2/20 + foo")
    page.wait_for_selector("#expression-trouble:not([hidden])")
    assert "foo" in page.locator("#expression-trouble").inner_text()
    page.fill("#expression", "x**2 + y**4")
    page.wait_for_function("location.hash.includes('y**4')")
    assert page.locator("#expression-trouble").is_hidden()
    assert state_of(page)["objective"] == {"expression": "x**2 + y**4"}


def test_a_method_that_diverges_says_so(page: Any) -> None:
    slider = page.locator("#racers .racer").first.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("End")
    page.locator("#steps").focus()
    page.keyboard.press("End")
    path = run(
        objectives.load("ravine"), optimizers.load("gradient_descent", learning_rate=10.0), (-7, 2), 500
    )
    wait_for(page, "Gradient descent", f"diverges at step {path.diverged_at}")


def test_playing_goes_from_the_start_to_the_end(page: Any) -> None:
    page.locator("#play").click()
    playwright.expect(page.locator("#play")).to_have_text("Pause")
    playwright.expect(page.locator("#step")).not_to_have_js_property("valueAsNumber", 30)
    playwright.expect(page.locator("#play")).to_have_text("Play", timeout=20_000)
    playwright.expect(page.locator("#step")).to_have_js_property("valueAsNumber", 30)


def test_a_server_that_has_ended_is_told(browser: Any) -> None:
    with server() as (address, process):
        opened = browser.new_page(locale="en-GB")
        opened.goto(address)
        opened.wait_for_selector("#numbers td")
        process.terminate()
        process.wait()
        opened.locator("#add").click()
        opened.wait_for_selector("#trouble:not([hidden])")
        assert "The server has ended" in opened.locator("#trouble").inner_text()
        opened.close()


def test_another_token_is_refused_with_a_sentence(browser: Any, address: str) -> None:
    opened = browser.new_page()
    opened.goto(address.partition("?")[0] + "?token=another")
    opened.wait_for_selector("#failure:not([hidden])")
    assert "open the address that was printed" in opened.locator("#failure").inner_text()
    opened.close()


def test_a_click_into_the_sweep_sets_the_sliders(page: Any) -> None:
    page.wait_for_timeout(500)
    canvas = page.locator("#sweep")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.click(position={"x": 66 + 0.5 * (box["width"] - 74), "y": 8 + 0.5 * (box["height"] - 32)})
    adam = state_of(page)["racers"][3]
    assert 0.01 < adam["learning_rate"] < 0.1
    assert adam["beta1"] == pytest.approx(0.99, abs=0.003)
    path = run(
        objectives.load("ravine"),
        optimizers.load("adam", learning_rate=adam["learning_rate"], beta1=adam["beta1"]),
        (-7.0, 2.0),
        30,
    )
    wait_for(page, "Adam", told(path.value[-1]))


def test_what_is_saved_is_what_is_shown(page: Any) -> None:
    saved = {}
    for kind in ("png", "svg", "csv"):
        with page.expect_download() as download:
            page.locator(f"#save-{kind}").click()
        saved[kind] = Path(download.value.path()).read_bytes()
    assert saved["png"].startswith(b"\x89PNG")
    picture = ElementTree.fromstring(saved["svg"])
    assert [one.text for one in picture.iter("{http://www.w3.org/2000/svg}title")][-1] == "adam"
    lines = saved["csv"].decode().splitlines()
    path = run(objectives.load("ravine"), optimizers.load("adam", learning_rate=0.3), (-7.0, 2.0), 30)
    method, step, x, y, loss = lines[-1].split(",")
    assert (method, step) == ("adam", "30")
    assert [float(one) for one in (x, y, loss)] == [*path.x[-1], path.value[-1]]
    assert len(lines) == 1 + 4 * 31


def test_the_second_page_fits_the_line(page: Any) -> None:
    page.locator("#other").click()
    page.wait_for_url("**/line?token=*")
    playwright.expect(page.locator("#numbers tbody tr")).to_have_count(3)
    assert rows(page)["full batch"] == ["100", "1.99994", "1.44e−8", "7.99978"]
    rate = page.locator("[data-key=learning_rate]")
    rate.focus()
    page.keyboard.press("End")
    last = fit(y_equals_2x(), full_batch(), 1.0, 1.0, 100).w[-1]
    power = f"e{int(np.log10(abs(last)))}"
    playwright.expect(page.locator("#numbers tbody tr").first.locator("td").nth(2)).to_contain_text(power)
    page.locator("#language").click()
    playwright.expect(page.locator("h1")).to_have_text("一条直线，三种分批")
