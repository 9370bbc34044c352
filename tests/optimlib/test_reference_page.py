"""The reference page is what the script makes of the docstrings, and names everything there is."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from optimlib import objectives, optimizers

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("optimlib_reference", DOCS / "optimlib_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date(script):
    assert script.PAGE.read_text() == script.page(), "run: python docs/optimlib_reference.py"


def test_every_public_name_is_on_the_page(script):
    text = script.PAGE.read_text()
    for name in script.modules():
        module = importlib.import_module(name)
        assert f"`{name}`" in text
        for public in set(getattr(module, "__all__", [])) | set(script.public_names(module)):
            assert re.search(rf"`{public}\b", text), f"{name}.{public}"


def test_every_public_name_has_a_first_line(script):
    for name in script.modules():
        for public, (_, words) in script.public_names(importlib.import_module(name)).items():
            assert words.rstrip().endswith((".", ":")), f"{name}.{public}: {words}"


def test_there_is_a_picture_of_everything(script):
    wanted = {f"objective_{name}.svg" for name in objectives.names()}
    wanted |= {f"optimizer_{name}.svg" for name in optimizers.names()}
    assert {path.name for path in script.PICTURES.glob("*")} == wanted


@pytest.fixture
def elsewhere(script, monkeypatch, tmp_path):
    """The script, at work on a page and two pictures of its own."""
    monkeypatch.setattr(script, "HERE", tmp_path)
    monkeypatch.setattr(script, "PAGE", tmp_path / "optimlib.md")
    monkeypatch.setattr(script, "PICTURES", tmp_path / "optimlib")
    script.PAGE.write_text(f"old {script.BEGIN} {script.END} words")
    script.PICTURES.mkdir()
    for name in ("objective_bowl.svg", "optimizer_gone.svg"):
        (script.PICTURES / name).write_text("old")
    return script


def test_nothing_is_taken_away_before_all_is_drawn(elsewhere, monkeypatch):
    def stopped(optimizer):
        raise KeyboardInterrupt

    monkeypatch.setattr(elsewhere, "picture_of_optimizer", stopped)
    before = {path: path.read_text() for path in elsewhere.HERE.rglob("*") if path.is_file()}
    with pytest.raises(KeyboardInterrupt):
        elsewhere.main()
    assert {path: path.read_text() for path in elsewhere.HERE.rglob("*") if path.is_file()} == before
    assert len(list(elsewhere.HERE.iterdir())) == 2


def test_new_pictures_take_the_place_of_the_old(elsewhere, monkeypatch):
    monkeypatch.setattr(elsewhere, "pictures", lambda: {"objective_bowl.svg": "new"})
    elsewhere.main()
    assert {path.name: path.read_text() for path in elsewhere.PICTURES.iterdir()} == {
        "objective_bowl.svg": "new"
    }
    assert elsewhere.PAGE.read_text().startswith(f"old {elsewhere.BEGIN}\n\n## Optimizers")
    assert len(list(elsewhere.HERE.iterdir())) == 2


@pytest.mark.parametrize("kind", ["objective_beale", "objective_double_well", "optimizer_adam"])
def test_pictures_are_what_the_script_draws(script, kind):
    what, name = kind.split("_", 1)
    draw, load = (
        getattr(script, f"picture_of_{what}"),
        {"objective": objectives, "optimizer": optimizers}[what].load,
    )
    drawn, kept = (
        numbers(text) for text in (draw(load(name)), (script.PICTURES / f"{kind}.svg").read_text())
    )
    assert drawn == pytest.approx(kept, abs=1)


def numbers(text):
    root = ET.fromstring(text)
    words = " ".join(shape.get("d", "") + f" {shape.get('cx', '')} {shape.get('cy', '')}" for shape in root)
    return [float(number) for number in re.findall(r"-?\d+", words)]


def test_contours_lie_on_their_level(script):
    bowl = objectives.load("bowl")
    canvas = script.Canvas(*bowl.view)
    grid = script.value_grid(bowl, resolution=script.GRID)
    contours = script.contour_generator(*grid.axes, grid.field)
    for level in bowl.levels:
        lines = contours.lines(level)
        assert len(lines) in (1, 4, 2)
        for line in lines:
            assert bowl.value(canvas.spaced(line, 4.0)) == pytest.approx(level, abs=0.02)


def test_a_line_is_drawn_by_points_that_lie_on_it_evenly(script):
    bowl = objectives.load("bowl")
    canvas = script.Canvas(*bowl.view)
    turn = np.linspace(0.0, 2.0 * np.pi, 2001)
    # On x²/2 + 2y² = 2, as fine as a contour of a fine grid.
    ellipse = np.stack([2.0 * np.cos(turn), np.sin(turn)], axis=-1)
    drawn = canvas.spaced(ellipse, 4.0)
    assert bowl.value(drawn) == pytest.approx(2.0, abs=1e-4)
    assert drawn[-1] == pytest.approx(drawn[0])
    gaps = np.linalg.norm(np.diff(canvas.place(drawn), axis=0), axis=1)
    assert gaps == pytest.approx(4.0, rel=0.05)
