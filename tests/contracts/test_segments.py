"""What every segment that is found must have, and what its parts must agree on."""

import ast
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from lecture.checks.problems import problems
from lecture.rendering.runs import shipped
from lecture.spec import load_spec, single
from scenes import catalog
from scenes.facts.kept import LongRun, Numbers, kept_by
from scenes.narration.language import languages
from scenes.narration.toml_lines import TomlLines
from scenes.parameters import SegmentParams
from scenes.performance import Performance

SEGMENTS = catalog.segments()
SCENES = Path(catalog.__file__).parent
LONGEST = 150.0
"""Seconds that a segment with the stock numbers may take at the usual pace."""


def class_in(path: Path) -> ast.ClassDef:
    """Return the one class of a segment's drawing whose name is the folder's."""
    wanted = path.parent.name.replace("_", "")
    classes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    [found] = [node for node in classes if node.name.lower() == wanted]
    return found


def test_every_drawing_has_its_facts_and_every_facts_its_drawing() -> None:
    assert {path.parent.name for path in SCENES.glob("segments/*/scene.py")} == set(SEGMENTS)


@pytest.mark.parametrize("name", SEGMENTS)
def test_parameters_are_validated_and_explained(name: str) -> None:
    model = catalog.story(name).parameters
    assert issubclass(model, SegmentParams)
    assert all(field.description for field in model.model_fields.values())
    assert not any(field.is_required() for field in model.model_fields.values())


@pytest.mark.parametrize("name", SEGMENTS)
def test_facts_are_frozen_take_no_long_run_and_are_those_that_are_kept(name: str) -> None:
    story = catalog.story(name)
    with kept_by(_shipped):
        one = story.compute(story.parameters())
    # Computed another time, in this process or in another one.
    two = story.facts(story.parameters())
    assert is_dataclass(one)
    assert one.__dataclass_params__.frozen
    plain = [key for key, value in vars(one).items() if isinstance(value, int | float | str | bool)]
    assert {key: getattr(one, key) for key in plain} == {key: getattr(two, key) for key in plain}


def _shipped(run: LongRun) -> Numbers:
    """Take what the segment ships of its long run, if it stands for the source that is here: so nobody waits."""
    assert run.shipped is not None, f"{run.doing}: a minute for everybody; let it be shipped"
    numbers = shipped(run)
    assert numbers is not None, "run: make runs"
    return numbers


@pytest.mark.parametrize("name", SEGMENTS)
def test_every_beat_is_a_method_and_they_stand_in_its_order(name: str) -> None:
    methods = [
        node.name
        for node in class_in(SCENES / "segments" / name / "scene.py").body
        if isinstance(node, ast.FunctionDef)
    ]
    beats = list(catalog.story(name).beats)
    assert [method for method in methods if method in beats] == beats


@pytest.mark.parametrize("name", SEGMENTS)
def test_words_of_every_language_fit_the_stock_numbers(name: str) -> None:
    found = [one for language in languages() for one in problems(single(name), language)]
    assert [str(problem) for problem in found] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", SEGMENTS)
def test_no_segment_goes_on_for_too_long(name: str, language: str) -> None:
    assert Performance.prepare(name, language).timeline.duration <= LONGEST


@pytest.mark.parametrize("name", SEGMENTS)
def test_every_language_has_the_same_texts_on_the_screen(name: str) -> None:
    screens = {}
    for language in languages():
        lines = TomlLines.scan(catalog.words_file(name, language).read_text(encoding="utf-8"))
        screens[language] = {key[1] for key in lines.spans if key[:1] == ("screen",) and len(key) == 2}
    [one, *others] = screens.values()
    assert all(other == one for other in others), screens


def test_the_stock_lecture_is_valid_and_shows_every_segment_once() -> None:
    spec = load_spec()
    assert spec.name == "optimizers"
    assert set(spec.title) == set(languages())
    assert sorted(segment.name for segment in spec.segments) == list(SEGMENTS)
