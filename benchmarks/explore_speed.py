"""The interactive page in a browser: ``python benchmarks/explore_speed.py``.

From a slider that is moved to the picture that follows; the frames of a run that plays, and the work in each; and the
processor time that the answer to the slider takes the server alone: 300 steps of six methods on Rosenbrock's
function. Needs what ``make browser`` brings.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from lecture.studio.given import Given
from lecture.studio.replies import reply
from tools.opened_page import explorer, showing

MOVES = 60
METHODS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
STATE: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "start": [-1.5, 2.0],
    "steps": 300,
    "racers": [{"name": name, "learning_rate": 0.001} for name in METHODS],
}
# The table of numbers is written last, after map and chart; what runs after the next frame's callback finds it drawn.
MOVE = """(place) => new Promise((done) => {
  const root = document.getElementById("explore").shadowRoot;
  const slider = root.querySelectorAll("#racers .racer")[5].querySelector("input[type=range]");
  const begun = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0));
  }).observe(root.querySelector("#numbers tbody"), { childList: true });
  slider.value = place;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""
# Frames of six seconds, and how long the page's own work in each takes: what was asked to be drawn, and not more.
PLAY = """() => new Promise((done) => {
  const ask = window.requestAnimationFrame.bind(window);
  const [frames, works] = [[], []];
  window.requestAnimationFrame = (work) => ask((now) => {
    const begun = performance.now();
    work(now);
    works.push(performance.now() - begun);
    frames.push(now);
  });
  const root = document.getElementById("explore").shadowRoot;
  root.getElementById("play").click();
  const waiting = setInterval(() => {
    if (+root.getElementById("step").value < 300) return;
    clearInterval(waiting);
    window.requestAnimationFrame = ask;
    done([frames.slice(1).map((now, at) => now - frames[at]), works]);
  }, 100);
})"""


def told(taken: Sequence[float]) -> str:
    """Tell median and 95th centile of times in milliseconds."""
    late = statistics.quantiles(taken, n=20)[-1]
    return f"median {statistics.median(taken):.1f} ms, 95 % {late:.1f} ms"


def answers() -> list[float]:
    """Return the milliseconds of processor time from a question, as text, to its answer, as text."""
    given, taken = Given(), []
    for at in range(MOVES):
        racers = [*STATE["racers"][:-1], {"name": METHODS[-1], "learning_rate": 0.001 * (1 + at / 100)}]
        asked = json.dumps({**STATE, "racers": racers})
        begun = process_time()
        json.dumps(reply("run", json.loads(asked), given), ensure_ascii=False)
        taken.append(1000 * (process_time() - begun))
    return taken[1:]


def main() -> None:
    """Move the slider many times, play, and print what it took."""
    with explorer() as (browser, address):
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
        page.goto(showing(address, STATE))
        page.wait_for_selector("#numbers td")
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        page.wait_for_timeout(1000)
        taken = []
        for at in range(MOVES):
            taken.append(page.evaluate(MOVE, 300 + 5 * at))
            page.wait_for_timeout(60)
        page.wait_for_timeout(1000)
        frames, works = page.evaluate(PLAY)
    print(f"first paint {painted:.0f} ms")
    print(f"slider to picture: {told(taken)}")
    print(f"frames while playing: {told(frames)}; work in each: {told(works)}")
    print(f"the server's answer alone, processor time: {told(answers())}")


if __name__ == "__main__":
    main()
