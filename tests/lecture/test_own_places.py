"""Segments, methods, objectives and languages of one's own: beside the lecture file, or installed from a wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from lecture import voices
from lecture.cli import main
from lecture.cli.lecture_file import placed
from lecture.errors import VoiceError
from lecture.hidden import hidden
from lecture.keys.sources import reach
from lecture.spec import STOCK
from optimlib import OptimError, objectives, optimizers, places
from scenes import catalog
from scenes.narration.language import language, languages
from tests.lecture.running import OWN, ROOT, lecture


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A lecture of one's own in a folder of its own."""
    return Path(shutil.copytree(OWN, tmp_path / "own"))


def test_what_stands_beside_is_found_by_name_and_only_there(place: Path) -> None:
    assert "sign_step" not in optimizers.names()
    with places.beside(place):
        assert "sign_step" in optimizers.names()
        assert optimizers.load("sign_step", learning_rate=0.25).learning_rate == 0.25
        assert objectives.load("tilted").value([1.0, 1.0]) == 4.0
        assert "signs" in catalog.segments()
        assert catalog.story("signs").facts(catalog.story("signs").parameters()).loss == 1.0
    with pytest.raises(OptimError, match="sign_step"):
        optimizers.load("sign_step")


def test_of_two_of_one_name_the_nearer_one_counts(place: Path) -> None:
    own = place / "optimizers" / "momentum.py"
    own.write_text("class Momentum:\n    nearer = True\n")
    with places.beside(place):
        assert optimizers.load("momentum").nearer
    assert not hasattr(optimizers.load("momentum"), "nearer")


def test_what_stands_beside_the_stock_course_is_not_ones_own() -> None:
    with click.Context(main):
        assert placed(STOCK) == STOCK
        assert places.own_folders() == ()
        assert catalog.home("search").origin == ""
        assert list(hidden()) == []


def test_the_list_says_which_of_two_of_one_name_is_taken(place: Path) -> None:
    assert list(hidden()) == []
    shutil.copytree(place / "segments" / "signs", place / "segments" / "zigzag_sgd")
    (place / "optimizers" / "momentum.py").write_text("class Momentum:\n    nearer = True\n")
    shutil.copytree(ROOT / "scenes" / "languages", place / "languages")
    (place / "languages" / "en.toml").unlink()
    with places.beside(place):
        found = {one.kind: one for one in hidden()}
    assert {kind: one.name for kind, one in found.items()} == {
        "segment": "zigzag_sgd",
        "optimizer": "momentum",
        "language": "zh",
    }
    assert found["optimizer"].taken == place / "optimizers" / "momentum.py"
    assert found["optimizer"].hidden == ("optim-lectures",)
    listed = lecture("list", folder=place)
    told = "segments/zigzag_sgd is taken, and hides that of optim-lectures"
    assert told in listed.stdout
    assert listed.stdout.count("hides") == 3


def test_a_broken_file_spoils_nothing_but_itself(place: Path) -> None:
    (place / "optimizers" / "broken.py").write_text("this is no Python")
    (place / "optimizers" / "empty.py").write_text("")
    with places.beside(place):
        assert {"broken", "empty", "sign_step", "adam"} <= set(optimizers.names())
        assert optimizers.load("adam")
        with pytest.raises(OptimError, match=r"broken\.py:1: got 'SyntaxError"):
            optimizers.load("broken")
        with pytest.raises(OptimError, match=r"empty\.py: .*a class Empty"):
            optimizers.load("empty")


def test_its_source_is_in_the_keys(place: Path) -> None:
    with places.beside(place):
        home = catalog.home("signs")
        named = ["sign_step", "tilted"]
        reached = reach([f"{home.package}.scene"], named)
        files = set(reached.files.values())
        assert {place / "segments/signs" / name for name in ("facts.py", "scene.py", "shown.py")} <= files
        assert place / "optimizers" / "sign_step.py" in files
        before = reached.digests()
        (place / "segments/signs/shown.py").write_text("changed = True\n")
        now = reach([f"{home.package}.scene"], named).digests()
        assert now["own 0.segments.signs.shown"] != before["own 0.segments.signs.shown"]


def test_a_language_of_ones_own_and_a_translation_of_a_stock_segment(place: Path) -> None:
    english = language("en")
    stock = catalog.words_file("zigzag_sgd", "en").read_text(encoding="utf-8")
    (place / "languages").mkdir()
    source = (ROOT / "scenes/languages/en.toml").read_text(encoding="utf-8")
    (place / "languages/de.toml").write_text(
        source.replace('tag = "eng"', 'tag = "deu"').replace('name = "English"', 'name = "Deutsch"'),
        encoding="utf-8",
    )
    (place / "segments/zigzag_sgd").mkdir()
    (place / "segments/zigzag_sgd/de.toml").write_text(stock, encoding="utf-8")
    with places.beside(place):
        assert languages() == ("de", "en", "zh")
        assert language("de").tag == "deu"
        assert language("de").numbers == english.numbers
        assert catalog.words_file("zigzag_sgd", "de") == place / "segments/zigzag_sgd/de.toml"
        assert catalog.home("zigzag_sgd").origin == ""
    assert languages() == ("en", "zh")


def test_it_is_rendered_from_anywhere_in_two_languages(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = lecture("render", str(place / "lecture.toml"), "--jobs", "1", folder=elsewhere)
    assert done.returncode == 0, done.stderr
    films = {path.name for path in (elsewhere / "media/lectures").glob("*.mp4")}
    assert films == {"lecture.en.mp4", "lecture.zh.mp4"}


def test_a_mistake_in_its_drawing_names_its_file_and_line(place: Path, tmp_path: Path) -> None:
    shown = place / "segments/signs/shown.py"
    shown.write_text(shown.read_text().replace("facts.loss", "facts.lost"))
    done = lecture("render", str(place / "lecture.toml"), "--jobs", "1", folder=tmp_path)
    assert done.returncode == 2
    line = (
        shown.read_text().splitlines().index('    return Number(facts.lost, ".2f").place((0.0, -1.0, 0.0))')
        + 1
    )
    assert f"{shown}:{line}: signs" in done.stderr
    assert "has no attribute 'lost'" in done.stderr


def test_plain_manim_draws_it(place: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "manim", "-ql", "--dry_run", "segments/signs/scene.py", "Signs"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(ROOT)])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_installed_from_a_wheel_it_is_found_everywhere(place: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "signs-course"\nversion = "1"\n'
        '[project.entry-points.optim_lectures]\nsigns = "signs_course"\n'
        '[tool.hatch.build.targets.wheel]\npackages = ["signs_course"]\n'
    )
    package = Path(
        shutil.copytree(place, project / "signs_course", ignore=shutil.ignore_patterns("__pycache__"))
    )
    (package / "__init__.py").touch()
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    site = tmp_path / "site"
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, project], check=True)
    [wheel] = tmp_path.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", site, wheel], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    listed = lecture("list", folder=empty, paths=[site])
    assert listed.returncode == 0, listed.stderr
    assert "A step by sign alone" in listed.stdout
    film = tmp_path / "elsewhere.toml"
    film.write_text(OWN.joinpath("lecture.toml").read_text(encoding="utf-8"), encoding="utf-8")
    done = lecture("render", str(film), "--lang", "zh", "--jobs", "1", folder=empty, paths=[site])
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (empty / "media/lectures").glob("*.mp4")] == ["elsewhere.zh.mp4"]


def test_a_voice_of_ones_own_speaks(place: Path) -> None:
    (place / "voices").mkdir()
    (place / "voices/humming.py").write_text(
        "from dataclasses import dataclass\n"
        "import numpy as np\n"
        "from lecture.voices.silent import Silent\n"
        "from lecture.voices.base import Take\n"
        "@dataclass(frozen=True)\n"
        "class Humming(Silent):\n"
        "    name: str = 'humming'\n"
        "    def synthesize(self, text, language):\n"
        "        take = super().synthesize(text, language)\n"
        "        hum = 9000 * np.sin(2 * np.pi * 110 / take.rate * np.arange(take.samples.size))\n"
        "        return Take(hum.astype(np.int16), take.rate, take.words, 'exact')\n"
        "def voice():\n"
        "    return Humming()\n"
    )
    (place / "voices/broken.py").write_text("x = 1 / 0")
    with places.beside(place):
        assert {"humming", "broken", "silent"} <= set(voices.names())
        assert voices.load("humming").synthesize("hum", "en").samples.any()
        with pytest.raises(VoiceError, match="ZeroDivisionError") as told:
            voices.load("broken")
        assert (told.value.path, told.value.line) == (place / "voices/broken.py", 1)
    assert "humming" not in voices.names()
    film = place / "lecture.toml"
    film.write_text(film.read_text(encoding="utf-8").replace('"silent"', '"humming"'), encoding="utf-8")
    done = lecture("render", str(film), "--lang", "en", "--jobs", "1", folder=place)
    assert done.returncode == 0, done.stderr
