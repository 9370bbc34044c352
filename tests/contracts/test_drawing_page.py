"""The page about drawing is what the script makes of the docstrings, and its example is drawn."""

import importlib.util
import re
from pathlib import Path
from textwrap import indent

import pytest

from lecture.rendering.survey import look_over
from lecture.starting.new import new_lecture
from optimlib import places
from scenes import catalog
from scenes.performance import Performance

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("drawing", DOCS / "drawing.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run: python docs/drawing.py"


def test_everything_that_is_public_says_what_it_does(script):
    for path in script.COMPONENTS.rglob("*.py"):
        for one in script.public(path):
            assert script.first_line(one).endswith("."), f"{path}: {one.name}"


def test_its_example_can_be_put_into_the_segment_that_one_starts_from(script, tmp_path):
    [example] = re.findall(r"```python\n(.*?)```", script.PAGE.read_text(encoding="utf-8"), re.S)
    new_lecture(tmp_path / "mine")
    scene = tmp_path / "mine/segments/first_steps/scene.py"
    text = re.sub(
        r"    def walk.*?(?=    def answer)",
        lambda _: indent(example, "    ") + "\n",
        scene.read_text(encoding="utf-8"),
        flags=re.S,
    )
    imports = (
        "import numpy as np\nfrom manim import FadeOut\nfrom scenes.components.axes.loss_plot import Curve\n"
    )
    scene.write_text(text.replace("from scenes import theme\n", f"{imports}from scenes import theme\n", 1))
    with places.beside(tmp_path / "mine"):
        assert "losses[0]" in (catalog.home("first_steps").folder / "scene.py").read_text(encoding="utf-8")
        assert [str(fault) for fault in look_over(Performance.prepare("first_steps", "en"))] == []
