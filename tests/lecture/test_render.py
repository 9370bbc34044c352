"""The whole way once: a short segment, at the lowest quality, in both languages."""

import os
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.quality import QUALITIES
from lecture.rendering.cache import Cache
from lecture.rendering.draw import play
from lecture.rendering.plan import Planned, plan
from lecture.rendering.probe import FilmFacts, probe
from lecture.rendering.stage import Stills
from lecture.spec import LectureSpec, alone, load_spec
from optimlib import places
from tests.lecture.running import OWN, lecture

DRAFT = QUALITIES["draft"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(OWN, tmp_path_factory.mktemp("a folder") / "own"))
    source = (
        'title = { en = "A", zh = "甲" }\nlanguages = ["en", "zh"]\nvoice = "espeak"\nquality = "draft"\n'
        '[[segment]]\nname = "signs"\n'
    )
    (folder / "short.toml").write_text(source, encoding="utf-8")
    done = lecture("render", "short.toml", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def spec(folder: Path) -> Iterator[LectureSpec]:
    with places.beside(folder):
        yield load_spec(folder / "short.toml")


@pytest.fixture(params=["en", "zh"])
def planned(request: pytest.FixtureRequest, folder: Path, spec: LectureSpec) -> Planned:
    [one] = plan(spec, request.param, Cache(folder / "media/cache"), [])
    return one


@pytest.fixture
def film(folder: Path, planned: Planned) -> Path:
    return folder / "media/lectures" / f"short.{planned.performance.language}.mp4"


@pytest.fixture
def facts(film: Path) -> FilmFacts:
    return probe(film)


def test_the_film_has_pictures_sound_and_subtitles_of_one_length(facts: FilmFacts, planned: Planned) -> None:
    [pictures], [sound], [text] = (facts.of(kind) for kind in ("video", "audio", "subtitle"))
    assert (pictures.width, pictures.height, pictures.frame_rate) == (DRAFT.width, DRAFT.height, DRAFT.fps)
    assert pictures.duration == Fraction(planned.frames, DRAFT.fps)
    assert abs(sound.duration - pictures.duration) < Fraction(1, 20)
    assert text.duration <= pictures.duration


def test_the_film_names_its_language_and_its_chapters(facts: FilmFacts, planned: Planned) -> None:
    tag = {"en": "eng", "zh": "zho"}[planned.performance.language]
    assert {stream.language for kind in ("audio", "subtitle") for stream in facts.of(kind)} == {tag}
    assert [chapter.title for chapter in facts.chapters] == [planned.performance.script.title]
    assert facts.chapters[0].start == 0
    assert facts.title == {"en": "A", "zh": "甲"}[planned.performance.language]


def test_subtitles_stand_beside_the_film(film: Path, planned: Planned) -> None:
    srt = film.with_suffix(".srt").read_text(encoding="utf-8")
    vtt = film.with_suffix(".vtt").read_text(encoding="utf-8")
    assert vtt.startswith("WEBVTT")
    first = planned.performance.script.cues[0].shown[:4]
    assert first in srt
    assert first in vtt


@pytest.fixture(params=["en", "zh"])
def resting(request: pytest.FixtureRequest, tmp_path: Path) -> Planned:
    """A segment whose stage is at rest before several of its marks, so that what begins there can be seen."""
    spec = alone("model_and_loss").at("draft").spoken_by("espeak")
    [one] = plan(spec, request.param, Cache(tmp_path / "cache"), [])
    return one


def test_a_picture_begins_within_a_frame_of_its_mark(resting: Planned) -> None:
    marks = {
        (cue.name, name): DRAFT.frames(time)
        for cue in resting.performance.timeline.cues
        for name, time in cue.marks.items()
    }
    stills = Stills([frame + near for frame in marks.values() for near in (-3, -1, 1)])
    play(resting.performance, resting.quality, stills)
    begun = {}
    for mark, frame in marks.items():
        early, before, after = (stills.frames[frame + near] for near in (-3, -1, 1))
        # Where the picture still moves before the word, its beginning cannot be seen.
        if np.array_equal(early, before):
            begun[mark] = not np.array_equal(before, after)
    assert len(begun) >= 4
    assert all(begun.values()), begun


def test_the_film_shows_at_a_mark_what_is_drawn_there(film: Path, planned: Planned) -> None:
    last = [time for cue in planned.performance.timeline.cues for time in cue.marks.values()][-1]
    wanted = DRAFT.frames(last) + 5
    stills = Stills([wanted])
    play(planned.performance, planned.quality, stills)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        container.seek(round(Fraction(wanted, DRAFT.fps) / stream.time_base), stream=stream)
        pictures = {
            round(frame.pts * stream.time_base * DRAFT.fps): frame for frame in container.decode(stream)
        }
    shown = pictures[wanted].to_ndarray(format="rgb24").astype(int)
    assert max(pictures) == planned.frames - 1
    assert np.abs(shown - stills.frames[wanted][:, :, :3]).mean() < 3


def test_a_second_render_has_nothing_to_do(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.mp4")}
    done = lecture("render", "short.toml", folder=folder)
    assert done.stdout.count("nothing changed") == 2
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.mp4")} == before


def test_a_damaged_film_is_delivered_again_without_drawing(folder: Path, film: Path) -> None:
    whole = film.read_bytes()
    os.truncate(film, 1000)
    done = lecture("render", "short.toml", folder=folder)
    assert "drawing" not in done.stdout
    assert done.stdout.count("nothing changed") == 1
    assert film.read_bytes() == whole


def test_nothing_half_written_is_left(folder: Path) -> None:
    hidden = [path.name for path in folder.rglob(".*")]
    assert hidden == []
