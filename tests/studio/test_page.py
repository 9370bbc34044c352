"""The page in a real browser: what it shows is what optimlib computes, by hand, by keys and by link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest

from optimlib import objectives, optimizers, run
from optimlib.datasets import y_equals_2x
from optimlib.regression import fit, full_batch
from tests.studio.conftest import server

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: make browser")


def rows(page: Any) -> dict[str, list[str]]:
    """Return the table of numbers, by method."""
    lines = page.locator("#numbers tbody tr").all()
    cells = [[cell.inner_text() for cell in line.locator("td").all()] for line in lines]
    return {first: rest for first, *rest in cells}


def told(value: float) -> str:
    return f"{float(f'{value:.4g}'):g}".replace("-", "−")


def state_of(page: Any) -> dict[str, Any]:
    # Asked of the page itself: what the browser tells of its address comes later.
    return json.loads(unquote(page.evaluate("() => location.hash").removeprefix("#")))


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


def test_what_is_refused_is_told_in_chinese_too(page: Any) -> None:
    page.locator("#language").click()
    state = state_of(page)
    state["racers"][0]["learning_rate"] = -1
    page.evaluate("(link) => { location.hash = link; }", quote(json.dumps(state)))
    page.reload()
    playwright.expect(page.locator("#trouble")).to_contain_text("learning_rate 不能是 -1")


def test_an_expression_of_ones_own_is_drawn_and_a_mistake_in_it_is_told(page: Any) -> None:
    page.select_option("#objective", "…")
    page.fill("#expression", "x**2/20 + foo")
    page.wait_for_selector("#expression-trouble:not([hidden])")
    assert "foo" in page.locator("#expression-trouble").inner_text()
    page.fill("#expression", "x**2 + y**4")
    page.wait_for_function("() => location.hash.includes('y**4')")
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


def test_a_page_of_a_server_that_another_has_followed_is_told(browser: Any) -> None:
    with server() as (address, process):
        port = str(urlsplit(address).port)
        opened = browser.new_page(locale="en-GB")
        opened.goto(address)
        opened.wait_for_selector("#numbers td")
        process.terminate()
        process.wait()
        with server("--port", port):
            opened.locator("#add").click()
            opened.wait_for_selector("#trouble:not([hidden])")
            assert "open the address that the new one has printed" in opened.locator("#trouble").inner_text()
            opened.locator("#language").click()
            playwright.expect(opened.locator("#trouble")).to_contain_text("请打开新服务给出的地址")
        opened.close()


def test_a_ground_of_one_coordinate_is_a_curve_and_back(page: Any) -> None:
    page.select_option("#objective", "double_well")
    page.wait_for_function("() => location.hash.includes('double_well')")
    assert state_of(page)["start"] == [1.5]
    assert page.locator("#start-y").is_hidden()
    playwright.expect(page.locator("#log")).to_be_disabled()  # losses below zero have no logarithm
    path = run(objectives.load("double_well"), optimizers.load("momentum", learning_rate=0.1), (1.5,), 30)
    wait_for(page, "Momentum", told(path.value[-1]))
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    assert state_of(page)["start"] == [1.54]
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    assert state_of(page)["start"] == [pytest.approx(-1.0, abs=0.01)]
    with page.expect_download() as download:
        page.locator("#save-csv").click()
    assert Path(download.value.path()).read_text().startswith("method,step,x,loss\n")
    page.select_option("#objective", "ravine")
    page.wait_for_function("() => location.hash.includes('ravine')")
    assert state_of(page)["start"] == [-7, 2]
    assert page.locator("#start-y").is_visible()


def test_two_tabs_do_not_disturb_each_other(page: Any, address: str) -> None:
    other = page.context.new_page()
    other.goto(address)
    other.wait_for_selector("#numbers td")
    shown = rows(page)
    other.select_option("#objective", "beale")
    other.wait_for_function("() => location.hash.includes('beale')")
    other.locator("#add").click()
    playwright.expect(other.locator("#numbers tbody tr")).to_have_count(5)
    page.bring_to_front()
    page.locator("#map").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => location.hash.includes('2.1')")
    assert state_of(page)["objective"] == {"name": "ravine"}
    assert set(rows(page)) == set(shown)
    other.close()


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ("x**2 + foo*y", "foo", "at column 8"),
        ("x**2 + ", " ", "at column 7"),
        ("y + abs(log(x))", "abs(log(x))", "column 5 has no derivatives"),
    ],
)
def test_a_mistake_in_an_expression_is_underlined_where_it_stands(
    page: Any, text: str, part: str, said: str
) -> None:
    page.select_option("#objective", "…")
    page.fill("#expression", text)
    page.wait_for_selector("#expression-place mark")
    assert said in page.locator("#expression-trouble").inner_text()
    mark, field = page.locator("#expression-place mark"), page.locator("#expression")
    assert mark.text_content() == part or not part.strip()
    assert field.get_attribute("aria-invalid") == "true"
    # Every letter is as wide as the next: the line lies under the part, in the field.
    column = page.evaluate("""() => {
      const root = document.getElementById("explore").shadowRoot;
      const [field, mark] = [root.getElementById("expression"), root.querySelector("#expression-place mark")];
      const pen = document.createElement("canvas").getContext("2d");
      const style = getComputedStyle(field);
      pen.font = style.font;
      const inner = parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
      const [left, edge] = [mark, field].map((one) => one.getBoundingClientRect().left);
      return (left - edge - inner) / pen.measureText("m").width;
    }""")
    place = text.index(part) if part.strip() else 6
    assert column == pytest.approx(place, abs=0.1)
    assert mark.bounding_box()["y"] == pytest.approx(field.bounding_box()["y"], abs=12)
    page.fill("#expression", "x**2 + y**2")
    playwright.expect(mark).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x**2 + foo*y", "第 8 列的 foo 不能写在这里"),
        ("x**2 + ", "第 7 列少了或者多了什么"),
        ("y + abs(log(x))", "第 5 列的 abs(log(x)) 没有可以写成初等函数的导数"),
    ],
)
def test_a_mistake_in_an_expression_is_told_in_chinese_too(page: Any, text: str, said: str) -> None:
    page.locator("#language").click()
    page.select_option("#objective", "…")
    page.fill("#expression", text)
    playwright.expect(page.locator("#expression-trouble")).to_have_text(said)


@pytest.mark.parametrize(("path", "control"), [("/", "#racers .racer >> nth=3"), ("/line", "#panel")])
def test_what_a_number_means_is_shown_by_pointer_and_by_keys(page: Any, path: str, control: str) -> None:
    if path != "/":
        page.locator("#other").click()
        page.wait_for_selector("#numbers td")
    knob = page.locator(control).locator(".knob", has_text="learning_rate").first
    meaning, slider = knob.locator(".meaning"), knob.locator("input")
    playwright.expect(meaning).to_be_hidden()
    knob.hover()
    playwright.expect(meaning).to_be_visible()
    page.mouse.move(0, 0)
    playwright.expect(meaning).to_be_hidden()
    slider.focus()
    page.keyboard.press("ArrowRight")
    playwright.expect(meaning).to_be_visible()
    assert len(meaning.inner_text()) > 10
    described = slider.evaluate("""(one) =>
        one.ariaDescription || document.getElementById(one.getAttribute("aria-describedby")).textContent""")
    assert described == meaning.inner_text()
    page.keyboard.press("Tab")
    playwright.expect(meaning).to_be_hidden()


def test_a_method_that_walks_twice_has_two_shades(page: Any) -> None:
    page.locator("#racers select").first.select_option("momentum")
    playwright.expect(page.locator("#numbers tbody tr").first).to_contain_text("Momentum")
    borders = "(cards) => cards.map((one) => getComputedStyle(one).borderLeftColor)"
    assert len(set(page.locator("#racers .racer").evaluate_all(borders))) == 4


@pytest.mark.parametrize("path", ["/", "/line"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_serious(browser: Any, address: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here: make browser")
    # The page lets nothing in from elsewhere, so the checker is let in by the browser.
    context = browser.new_context(color_scheme=scheme, locale="en-GB", bypass_csp=True)
    opened = context.new_page()
    opened.goto(address.replace("/?", f"{path}?"))
    opened.wait_for_selector("#numbers td")
    if path == "/":
        opened.locator("details summary").first.click()
        opened.select_option("#objective", "…")
        opened.fill("#expression", "x**2 + foo")
        opened.wait_for_selector("#expression-place mark")
    found = axe.Axe().run(opened).response["violations"]
    context.close()
    told = [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"]]) for one in found]
    assert [one for one in told if one[1] in ("serious", "critical", "moderate")] == []


def test_the_sweep_is_walked_by_keys(page: Any) -> None:
    page.wait_for_timeout(500)
    page.locator("#sweep").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("""() => JSON.parse(decodeURIComponent(location.hash.slice(1)))
        .racers[3].learning_rate > 0.3""")
    adam = state_of(page)["racers"][3]
    assert adam["learning_rate"] < 0.6
    assert adam["beta1"] == pytest.approx(0.9, abs=0.02)


def test_a_segment_opens_with_its_numbers_and_is_copied_for_a_lecture_file(browser: Any) -> None:
    with server("zigzag_sgd", "--set", "zigzag_sgd.steps=12") as (address, _):
        context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        opened.goto(address)
        opened.wait_for_selector("#numbers td")
        path = run(
            objectives.load("ravine"), optimizers.load("gradient_descent", learning_rate=0.95), (-7, 2), 12
        )
        assert rows(opened)["Gradient descent"][0] == told(path.value[-1])
        opened.locator("#copy-toml").click()
        playwright.expect(opened.locator("#done")).to_have_text("copied")
        assert opened.evaluate("navigator.clipboard.readText()").endswith(
            "[segment.parameters]\nsteps = 12\n"
        )
        # What the segment refuses is said beside the button.
        opened.fill("#start-y", "0")
        opened.keyboard.press("Tab")
        opened.locator("#copy-toml").click()
        playwright.expect(opened.locator("#done")).to_contain_text("lies on an axis")
        context.close()


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
