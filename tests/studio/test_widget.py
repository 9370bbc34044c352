"""The widget's own module in a real browser, several of it on one document, answered by the real widget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lecture.notebook import explore
from optimlib import objectives, optimizers, run

pytest.importorskip("anywidget", reason="no anywidget here: pip install 'optim-lectures[notebook]'")
playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: make browser")

# What a notebook gives a widget's front end: its state both ways, and messages.
MODEL = """async ([module, places]) => {
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  window.models = {};
  for (const [name, state] of Object.entries(places)) {
    const heard = {};
    const model = (window.models[name] = {
      state,
      get: () => model.state,
      set: (key, value) => (model.state = value),
      save_changes: () => window.kept(name, JSON.stringify(model.state)),
      on: (event, told) => (heard[event] ??= []).push(told),
      off: (event, told) => (heard[event] = heard[event].filter((one) => one !== told)),
      tell: (event, what) => (heard[event] ?? []).forEach((told) => told(what)),
      send: async (message) => {
        const answer = await window.kernel(name, JSON.stringify(message));
        model.tell("msg:custom", JSON.parse(answer));
      },
    });
    const el = document.getElementById(name);
    model.close = await widget.render({ model, el });
  }
}"""
PAGE = """<body class="notebook" style="background: #fff"><style>canvas { display: none } #map { color: red }</style>
<p id="map">a map of somebody else's</p>
<div id="one"></div><div id="two" style="background: oklch(0.2 0 0); width: 700px"></div>"""


@pytest.fixture
def notebook(browser: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """A document with two widgets, and the widgets in Python."""
    widgets = {
        "one": explore("ravine", {"name": "momentum", "learning_rate": 0.1}, language="en"),
        "two": explore("beale", "adam", start=(1, 1), steps=50, language="zh"),
    }

    def kernel(name: str, message: str) -> str:
        sent: list[Any] = []
        widgets[name].send = sent.append
        widgets[name]._handle_custom_msg(json.loads(message), [])
        return json.dumps(sent[0])

    def kept(name: str, state: str) -> None:
        widgets[name].state = json.loads(state)

    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.expose_function("kernel", kernel)
    page.expose_function("kept", kept)
    page.set_content(PAGE)
    page.evaluate(MODEL, [widgets["one"]._esm, {name: dict(one.state) for name, one in widgets.items()}])
    page.wait_for_selector("#two #numbers td")
    yield page, widgets
    context.close()
    assert complaints == []
    assert all(url.startswith("blob:") for url in asked)


def test_each_widget_shows_and_keeps_its_own(notebook: tuple[Any, dict[str, Any]]) -> None:
    page, widgets = notebook
    first, second = page.locator("#one"), page.locator("#two")
    loss = first.locator("#numbers td").nth(1)
    assert loss.inner_text() == "0.04794"
    assert first.locator("h1").inner_text() == "Every method under your fingers"
    assert second.locator("h1").inner_text() == "亲手试试每一种方法"
    assert first.locator("#copy-link").is_hidden()
    before = second.locator("#numbers").inner_text()
    slider = first.locator("#racers input[type=range]").first
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    rate = page.evaluate("window.models.one.state.racers[0].learning_rate")
    playwright.expect(loss).not_to_have_text("0.04794")
    page.wait_for_timeout(300)
    # What Python reads is what is shown.
    [path] = widgets["one"].trajectories
    wanted = run(objectives.load("ravine"), optimizers.load("momentum", learning_rate=rate), (-7.0, 2.0), 30)
    assert rate > 0.1
    assert path.x.tolist() == wanted.x.tolist()
    assert float(loss.inner_text().replace("−", "-")) == pytest.approx(path.value[-1], rel=1e-3)
    assert second.locator("#numbers").inner_text() == before
    assert widgets["two"].state["racers"] == [{"name": "adam"}]


def test_nothing_of_the_document_reaches_in_or_is_reached(notebook: tuple[Any, dict[str, Any]]) -> None:
    page, _ = notebook
    assert page.locator("#one canvas#map").is_visible()
    assert page.evaluate("document.querySelectorAll('canvas').length") == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    # As light or dark as what it stands on.
    themes = [
        page.evaluate(f"document.querySelector('#{name} > div').dataset.theme") for name in ("one", "two")
    ]
    assert themes == ["light", "dark"]
    # A key that is pressed inside is nobody's else.
    page.evaluate("document.addEventListener('keydown', () => (window.pressed = true))")
    page.locator("#one canvas#map").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("window.pressed") is None


def test_a_state_that_python_sets_is_shown(notebook: tuple[Any, dict[str, Any]]) -> None:
    page, widgets = notebook
    state = {**widgets["one"].state, "objective": {"name": "bowl"}, "start": [-4, -2.4], "steps": 10}
    page.evaluate("(state) => { models.one.state = state; models.one.tell('change:state'); }", state)
    bowl = objectives.load("bowl")
    wanted = run(bowl, optimizers.load("momentum", learning_rate=0.1), (-4.0, -2.4), 10)
    playwright.expect(page.locator("#one #numbers td").nth(1)).to_have_text(f"{wanted.value[-1]:.4g}")
    assert page.locator("#one #steps").input_value() == "10"


def test_a_widget_that_is_closed_leaves_nothing(notebook: tuple[Any, dict[str, Any]]) -> None:
    page, _ = notebook
    page.evaluate("models.one.close()")
    assert page.locator("#one canvas").count() == 0
    page.locator("#two #add").click()
    playwright.expect(page.locator("#two #numbers tbody tr")).to_have_count(2)


def test_a_kernel_that_does_not_answer_is_told(notebook: tuple[Any, dict[str, Any]]) -> None:
    page, _ = notebook
    page.clock.install()
    page.evaluate("models.one.send = () => {}")
    page.locator("#one #add").click()
    page.clock.run_for(21_000)
    playwright.expect(page.locator("#one #trouble")).to_contain_text("kernel does not answer")
