"""Every ingredient changes the key, and what is none does not. The lists of ingredients are the code's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lecture.keys import ingredients, loaded, machine, pinned
from lecture.keys.ingredients import Ingredients, changed, of_film, of_layout, of_pictures, of_speech
from lecture.keys.values import digest
from lecture.quality import QUALITIES, Quality
from lecture.voices.silent import Silent
from optimlib import places
from scenes import catalog
from scenes.components.text import typesetting as scene_fonts
from scenes.narration.timing import SpokenCue, Timeline
from scenes.performance import Performance
from tests.lecture.disturbed import OWN
from tests.lecture.running import ROOT

DRAFT = QUALITIES["draft"]


@dataclass
class Bench:
    """A lecture of one's own in a folder that a change may change, and what is made from it."""

    place: Path
    monkeypatch: pytest.MonkeyPatch
    segment: str = "signs"
    settings: tuple[tuple[str, object], ...] = ()
    quality: Quality = DRAFT
    retell: Callable[[Performance], Performance] = lambda performance: performance
    voice: Silent = field(default_factory=Silent)
    code: str = "en"
    spoken: str = "Hello."
    title: str = "A film"
    chapter: str = "A chapter"
    keys: tuple[str, str] = ("picture", "speech")

    def performance(self) -> Performance:
        parameters = catalog.story(self.segment).parameters(**dict(self.settings))
        return self.retell(Performance.prepare(self.segment, "en", parameters))

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the place, or make it from one of the house."""
        path = self.place / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text((ROOT / "scenes" / name).read_text(encoding="utf-8"), encoding="utf-8")
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


KINDS: dict[str, Callable[[Bench], Ingredients]] = {
    "pictures": lambda bench: of_pictures(bench.performance(), bench.quality),
    "layout": lambda bench: of_layout(bench.performance()),
    "speech": lambda bench: of_speech(bench.voice, bench.code, bench.spoken),
    "film": lambda bench: of_film(
        [bench.performance()], [bench.keys[0]], [[bench.keys[1]]], bench.title, [bench.chapter]
    ),
}


def another_segment(bench: Bench) -> None:
    shutil.copytree(bench.place / "segments/signs", bench.place / "segments/others")


def newer(bench: Bench, name: str) -> None:
    """Let a newer version of a package be installed before all others."""
    folder = bench.place / f"site/{name}-999.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 999\n")
    bench.monkeypatch.syspath_prepend(str(folder.parent))


def font(bench: Bench) -> None:
    """Install a font for this user."""
    [some] = {
        Path(one.path)
        for one in scene_fonts.fonts().fonts()
        if one.path and one.path.endswith("DejaVuSans.ttf")
    }
    mine = bench.place / "fonts"
    mine.mkdir()
    (mine / "mine.ttf").write_bytes(some.read_bytes())
    bench.monkeypatch.setenv("XDG_DATA_HOME", str(bench.place))


def later(performance: Performance) -> Performance:
    cues = [SpokenCue(cue.name, cue.end - cue.start + 0.001, {}) for cue in performance.timeline.cues]
    return replace(performance, timeline=Timeline.lay_out("en", cues))


def finer(performance: Performance) -> Performance:
    return replace(performance, facts=replace(performance.facts, loss=performance.facts.loss + 1e-15))


def with_a_table(performance: Performance) -> Performance:
    return replace(performance, facts=SimpleNamespace(reading=lambda screen, language: "| a |"))


CHANGES: dict[str, Callable[[Bench], object]] = {
    "schema": lambda bench: bench.monkeypatch.setattr(ingredients, "SCHEMA", 999),
    "parameters": lambda bench: setattr(bench, "settings", (("steps", 5),)),
    "numbers": lambda bench: setattr(bench, "retell", finer),
    "title": lambda bench: (
        bench.edit("segments/signs/en.toml", "A step by", "Steps by"),
        setattr(bench, "title", "Another"),
    ),
    "screen": lambda bench: bench.edit("segments/signs/en.toml", '"sign"', '"signs"'),
    "timeline": lambda bench: setattr(bench, "retell", later),
    "timelines": lambda bench: setattr(bench, "retell", later),
    "words": lambda bench: bench.edit("segments/signs/en.toml", "We walk", "We run"),
    "quality": lambda bench: (
        setattr(bench, "quality", replace(DRAFT, name="other")),
        bench.monkeypatch.setattr(ingredients, "LAYOUT_QUALITY", replace(DRAFT, name="other")),
    ),
    "encoder": lambda bench: setattr(bench, "quality", replace(DRAFT, crf=27)),
    "settings": lambda bench: bench.monkeypatch.setattr(pinned.theme, "FRAME_WIDTH", 15.0),
    "environment": lambda bench: bench.monkeypatch.setitem(pinned.PINNED, "TZ", "CET"),
    "language": lambda bench: (
        bench.edit("languages/en.toml", "features = [", 'features = ["zero", '),
        setattr(bench, "code", "zh"),
    ),
    "fonts": font,
    "driver": lambda bench: bench.monkeypatch.setenv("MESA_DEBUG", "silent"),
    "versions": lambda bench: newer(bench, "numpy"),
    "source": lambda bench: (
        bench.edit("segments/signs/shown.py", ".2f", ".3f"),
        bench.monkeypatch.setattr(ingredients, "reach", with_one_more(bench)),
    ),
    "voice": lambda bench: bench.edit("languages/en.toml", "stop = 0", "stop = 1"),
    "spoken": lambda bench: setattr(bench, "spoken", "Hello!"),
    "cues": lambda bench: (bench.place / "segments/signs/scene.py").unlink(),
    "chapters": lambda bench: setattr(bench, "chapter", "Another"),
    "readings": lambda bench: setattr(bench, "retell", with_a_table),
    "segments": lambda bench: (another_segment(bench), setattr(bench, "segment", "others")),
    "pictures": lambda bench: setattr(bench, "keys", ("other", "speech")),
    "speech": lambda bench: setattr(bench, "keys", ("picture", "other")),
}
"""For every ingredient of any kind, something in the world that changes it."""


def with_one_more(bench: Bench) -> Callable[..., Any]:
    """Let everything import a module more: house source itself is not to be changed by a test."""
    reach = ingredients.reach
    return lambda modules, named=(): reach([*modules, "lecture.checks.doctor"], named)


def clear() -> None:
    for cached in (machine.fonts, machine.driver, machine.versions, machine._installed, scene_fonts.fonts):
        cached.cache_clear()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    place = Path(shutil.copytree(OWN, tmp_path / "place", ignore=shutil.ignore_patterns("__pycache__")))
    clear()
    yield Bench(place, monkeypatch)
    monkeypatch.undo()
    clear()


def made(kind: str, bench: Bench) -> Ingredients:
    with places.beside(bench.place):
        return KINDS[kind](bench)


@pytest.fixture
def at_home(bench: Bench) -> Iterator[Bench]:
    """A bench whose place is looked in for the whole test."""
    with places.beside(bench.place):
        yield bench


def moved(bench: Bench, folder: Path) -> Bench:
    """Return the same lecture in another folder, where nothing of it has been loaded yet."""
    return replace(bench, place=Path(shutil.copytree(bench.place, folder)))


def names(kind: str) -> list[str]:
    """Return the ingredients of a kind, as the code lists them."""
    performance = Performance.prepare("zigzag_sgd", "en")
    return list(
        {
            "pictures": lambda: of_pictures(performance, DRAFT),
            "layout": lambda: of_layout(performance),
            "speech": lambda: of_speech(Silent(), "en", ""),
            "film": lambda: of_film([performance], [""], [[""]], "", [""]),
        }[kind]()
    )


EVERY = [(kind, name) for kind in KINDS for name in names(kind) if (kind, name) != ("layout", "encoder")]
"""A layout is never encoded."""


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_change_of_any_ingredient_changes_the_key(
    bench: Bench, kind: str, name: str, tmp_path: Path
) -> None:
    if name == "driver":
        bench.segment = "rolling_ball"
        if not machine.driver():
            pytest.skip("nothing draws surfaces here")
    before = made(kind, bench)
    other = moved(bench, tmp_path / "moved")
    with places.beside(other.place):
        CHANGES[name](other)
    clear()
    after = made(kind, other)
    assert name in changed(before, after)
    assert digest(after) != digest(before)


NO_CHANGES: dict[str, Callable[[Bench], object]] = {
    "nothing but the folder": lambda bench: None,
    "a comment": lambda bench: bench.edit("segments/signs/shown.py", "def loss", "# the loss\ndef loss"),
    "a docstring": lambda bench: bench.edit("segments/signs/scene.py", "A step by sign alone.", "A step."),
    "an unrelated optimizer": lambda bench: (bench.place / "optimizers/radam.py").write_text("x = 1\n"),
    "an unrelated objective": lambda bench: (bench.place / "objectives/hill.py").write_text("x = 1\n"),
    "another segment": another_segment,
    "a variable": lambda bench: bench.monkeypatch.setenv("OMP_NUM_THREADS", "3"),
    "settings of manim": lambda bench: (
        bench.monkeypatch.chdir(bench.place),
        (bench.place / "manim.cfg").write_text("[CLI]\nframe_height = 12\n"),
    ),
    "an unrelated package": lambda bench: newer(bench, "pytest"),
}


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_ingredient_changes_no_key(
    bench: Bench, kind: str, change: Callable[[Bench], object], tmp_path: Path
) -> None:
    before = made(kind, bench)
    other = moved(bench, tmp_path / "moved")
    change(other)
    clear()
    after = made(kind, other)
    assert changed(before, after) == []
    assert digest(after) == digest(before)


def test_the_words_of_cues_are_in_no_key_of_pictures(at_home: Bench) -> None:
    performance = at_home.performance()
    script = performance.script
    cues = tuple(replace(cue, shown="other", pieces=()) for cue in script.cues)
    silent = replace(performance, script=replace(script, cues=cues))
    assert of_pictures(silent, DRAFT) == of_pictures(performance, DRAFT)


def test_the_optimizer_that_parameters_name_counts(at_home: Bench) -> None:
    assert {"own 0.optimizers.sign_step", "own 0.objectives.tilted"} <= of_pictures(
        at_home.performance(), DRAFT
    )["source"].keys()


def test_house_modules_that_nobody_names_do_not_count() -> None:
    source = of_pictures(Performance.prepare("zigzag_sgd", "en"), DRAFT)["source"]
    assert "optimlib.objectives.ravine" in source
    assert "optimlib.optimizers.radam" not in source
    assert "optimlib.objectives.beale" not in source


def test_facts_that_no_other_process_can_be_told_are_a_clear_error(at_home: Bench) -> None:
    from lecture.errors import WordsError
    from lecture.rendering.job import Job

    at_home.retell = lambda performance: replace(
        performance, facts=replace(performance.facts, loss=lambda: 1)
    )
    with pytest.raises(WordsError, match="cannot be handed to the process that draws"):
        Job.of(at_home.performance(), DRAFT)
    with Path(__file__).open() as file:
        at_home.retell = lambda performance: replace(performance, facts=replace(performance.facts, loss=file))
        with pytest.raises(WordsError, match="cannot be handed to the process that draws"):
            of_pictures(at_home.performance(), DRAFT)


def test_source_that_changes_after_it_was_loaded_is_refused(at_home: Bench) -> None:
    from lecture.errors import RenderError

    loaded.watch(at_home.place)
    of_pictures(at_home.performance(), DRAFT)
    at_home.edit("segments/signs/shown.py", ".2f", ".3f")
    with pytest.raises(RenderError, match=r"the source changed while it was drawn \(shown.py\)"):
        of_pictures(at_home.performance(), DRAFT)
