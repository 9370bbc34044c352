"""Beats are drawn, kept and replaced one by one; what is put together from them is what is drawn in one go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from lecture.cli import main
from lecture.rendering.cache import Cache
from lecture.rendering.plan import Planned, plan
from lecture.rendering.portions import WORTH, Portion, spread
from lecture.spec import alone

SEGMENT = "first_steps"
QUESTION, WALK, ANSWER = BEATS = ("question", "walk", "answer")


def run(*words: str) -> list[dict[str, object]]:
    """Run a command as a program does, in draft quality and without a voice; return what it tells."""
    result = CliRunner().invoke(main, [*words, "--voice", "silent", "--quality", "draft", "--json"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def new_lecture(folder: Path) -> Path:
    """Write a lecture of one's own, of three beats, in English alone."""
    CliRunner().invoke(main, ["new", str(folder)])
    change(folder / "lecture.toml", 'languages = ["en", "zh"]', 'languages = ["en"]')
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pictures(folder: Path) -> dict[str, int]:
    """Return the kept shots, with the time at which each was written."""
    kept = sorted((folder / "media" / "cache" / "pictures").glob("*.mp4"))
    return {path.name: path.stat().st_mtime_ns for path in kept}


def film(cache: str = "media/cache") -> np.ndarray:
    """Render, and return the frames of the film, as bright as they are."""
    [path] = [event["files"][0] for event in run("render", "--cache", cache) if event["event"] == "film"]  # type: ignore[index]  # a list
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="gray") for frame in container.decode(video=0)])


def drawn(events: list[dict[str, object]]) -> int:
    """Return how many frames were drawn."""
    return sum(int(str(event["frames"])) for event in events if event["event"] == "drawn")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lecture that has been rendered."""
    folder = new_lecture(tmp_path_factory.mktemp("shots") / "my")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run("render")
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it, in which commands are run."""
    shutil.copytree(made, tmp_path / "my")
    monkeypatch.chdir(tmp_path / "my")
    return tmp_path / "my"


def test_there_is_a_shot_for_each_beat_and_together_they_are_the_segment(made: Path) -> None:
    assert len(pictures(made)) == len(BEATS)


def test_a_changed_word_draws_its_beat_alone_and_the_film_is_that_of_an_empty_cache(place: Path) -> None:
    before = pictures(place)
    change(
        place / "segments" / SEGMENT / "en.toml",
        "The method is called",
        "The method that walks here is called",
    )
    [told] = [event for event in run("why") if event["event"] == "foreseen"]
    assert told["beats"] == [WALK]
    [done] = [event for event in run("render") if event["event"] == "drawn"]
    after = pictures(place)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
    [new] = after.keys() - before.keys()
    with av.open(str(place / "media" / "cache" / "pictures" / new)) as container:
        assert done["frames"] == sum(1 for _ in container.decode(video=0))
    joined, anew = film(), film("elsewhere")
    assert len(pictures(place)) == len(after)
    np.testing.assert_array_equal(joined, anew)


def test_a_beat_that_comes_later_by_no_whole_frame_is_the_same_beat(place: Path) -> None:
    before = pictures(place)
    change(place / "segments" / SEGMENT / "en.toml", "[cue.walk]", "[cue.walk]\npause = 0.83")
    assert [event["beats"] for event in run("why") if event["event"] == "foreseen"] == [[WALK]]
    run("render")
    assert len(pictures(place)) == len(before) + 1
    np.testing.assert_array_equal(film(), film("elsewhere"))


TRACE = """        self.name = name
        self.add(Dot().shift(0.05 * cue.until * RIGHT))
"""


def test_what_finds_another_stage_is_drawn_anew_though_nothing_of_its_own_has_changed(place: Path) -> None:
    scene = place / "segments" / SEGMENT / "scene.py"
    change(scene, "        self.name = name\n", TRACE)
    change(scene, "from manim import UP,", "from manim import RIGHT, UP, Dot,")
    run("render")
    change(place / "segments" / SEGMENT / "en.toml", "This is a valley", "What you see here is a valley")
    assert [event["beats"] for event in run("why") if event["event"] == "foreseen"] == [[QUESTION]]
    events = run("render")
    joined = film()
    assert drawn(events) == len(joined)
    np.testing.assert_array_equal(joined, film("elsewhere"))


def test_a_scene_that_asks_for_the_times_of_others_is_drawn_anew_when_these_change(place: Path) -> None:
    scene = place / "segments" / SEGMENT / "scene.py"
    change(
        scene,
        'self.hold_until(cue.mark("loss"))',
        "self.hold_until(cue.start + self.timeline.cues[0].end / 9)",
    )
    run("render")
    change(place / "segments" / SEGMENT / "en.toml", "This is a valley", "What you see here is a valley")
    events = run("render")
    joined = film()
    assert drawn(events) == len(joined)
    np.testing.assert_array_equal(joined, film("elsewhere"))


def test_a_lost_shot_is_drawn_again_and_no_other(place: Path) -> None:
    [first, *others] = sorted((place / "media" / "cache" / "pictures").glob("*.mp4"))
    kept = pictures(place)
    first.write_bytes(first.read_bytes()[:-1])
    run("render")
    after = pictures(place)
    assert after.keys() == kept.keys()
    assert {path.name for path in others} == {name for name in kept if after[name] == kept[name]}


# -- for several workers ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A segment of the course, with all its beats."""
    spec = alone("zigzag_sgd").at("draft").spoken_by("silent")
    [one] = plan(spec, "en", Cache(tmp_path_factory.mktemp("plan") / "cache"), [])
    return one


def test_shots_are_all_frames_of_a_segment_one_after_the_other(planned: Planned) -> None:
    clock = 0
    for shot in planned.shots:
        assert shot.first == clock
        clock += shot.count
    assert clock == planned.frames
    assert len({shot.key for shot in planned.shots}) == len(planned.performance.timeline.cues)


@pytest.mark.parametrize("workers", [1, 2, 3, 7, 100])
def test_a_segment_is_spread_over_idle_workers_without_a_beat_lost(planned: Planned, workers: int) -> None:
    whole = Portion(planned, planned.shots)
    portions = spread([whole], workers)
    assert len(portions) <= min(workers, len(planned.shots))
    assert sorted((shot for one in portions for shot in one.shots), key=lambda shot: shot.first) == list(
        planned.shots
    )
    if workers == 2:
        longest = max(shot.count for shot in planned.shots)
        assert max(one.frames for one in portions) <= whole.frames / 2 + longest / 2
        assert all(" … " in one.told() for one in portions)


def test_what_is_short_is_not_spread(planned: Planned) -> None:
    half = WORTH * planned.quality.fps // 2 - 1
    short = Portion(planned, tuple(replace(shot, count=half) for shot in planned.shots[:2]))
    assert spread([short], 8) == [short]


def test_a_portion_knows_the_beat_of_each_of_its_frames(planned: Planned) -> None:
    second, _, fourth = planned.shots[1:4]
    portion = Portion(planned, (second, fourth))
    assert portion.beat_at(0) == portion.beat_at(second.count - 1) == second.beat
    assert portion.beat_at(second.count) == portion.beat_at(portion.frames) == fourth.beat
