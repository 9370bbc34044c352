"""From a slider that is moved to the picture that follows, in a browser: ``python benchmarks/explore_speed.py``.

300 steps of six methods on Rosenbrock's function. Needs what ``make browser`` brings.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.opened_page import explorer, showing

MOVES = 60
METHODS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
STATE = {
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


def main() -> None:
    """Move the slider many times, and print what it took."""
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
    late = statistics.quantiles(taken, n=20)[-1]
    median = statistics.median(taken)
    print(f"first paint {painted:.0f} ms; slider to picture: median {median:.0f} ms, 95 % {late:.0f} ms")


if __name__ == "__main__":
    main()
