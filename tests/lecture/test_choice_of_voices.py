"""Which voices there are, how they sound, and what happens to a lecture when one fails."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from lecture import voices
from lecture.cli import main
from lecture.errors import VoiceError
from lecture.rendering.plan import Cache, plan
from lecture.sound import choice
from lecture.spec import alone, load_spec
from lecture.voices import Take
from lecture.voices.silent import Silent
from scenes import catalog
from scenes.narration.language import languages


def test_voices_are_listed_with_all_there_is_to_know() -> None:
    console = Console(width=200, record=True)
    choice.show_voices(console)
    told = console.export_text()
    for name in voices.names():
        assert name in told
    for word in ("heart", "am_michael", "zf_xiaoxiao", "Apache-2.0", "GPL-3.0", "(usual)", "240×"):
        assert word in told
    assert told.count("(usual)") == len(languages())


def test_what_a_voice_lacks_is_told_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(self: object, language: str) -> None:
        raise VoiceError("the package x is not installed", "install it: pip install x")

    monkeypatch.setattr(Silent, "check", lacking)
    assert choice.state(voices.load("silent"), "en") == "no: install it: pip install x"


def test_the_command_lists_and_writes_samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "espeak" in CliRunner().invoke(main, ["voices"]).output
    everybody = list(choice.everybody())
    assert {name for name, _, _ in everybody} == set(voices.names()) - {"silent"}

    def quick() -> Iterator[tuple[str, str, str]]:
        yield from (one for one in everybody if one[0] != "kokoro")
        yield "kokoro", "zh", "nobody"

    monkeypatch.setattr(choice, "everybody", quick)
    for folder, arguments in (("media/voices", []), ("here", ["here"])):
        done = CliRunner().invoke(main, ["voices", "--sample", *arguments])
        assert done.exit_code == 0, done.output
        assert "no speaker 'nobody'" in done.output
        found = sorted(path.name for path in Path(folder).iterdir())
        assert {"espeak.en.wav", "espeak.zh.wav"} <= set(found)
        for path in Path(folder).iterdir():
            with wave.open(str(path)) as sound:
                assert 2 < sound.getnframes() / sound.getframerate() < 15


def test_a_voice_that_fails_at_one_cue_leaves_other_segments_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    course = load_spec().spoken_by("silent")
    spec = course.only([one.address for one in course.segments[:2]])
    first, second = spec.segments
    told = [cue.spoken for cue in plan(spec, "en", Cache(tmp_path / "whole"), [])[1].performance.script.cues]
    synthesize = Silent.synthesize

    def hoarse(self: Silent, text: str, language: str) -> Take:
        if text == told[2]:
            raise VoiceError("it lost its voice", "give it water")
        return synthesize(self, text, language)

    monkeypatch.setattr(Silent, "synthesize", hoarse)
    failed: list[VoiceError] = []
    [planned] = plan(spec, "en", Cache(tmp_path / "failed"), failed)
    assert planned.performance.segment == first.name
    [error] = failed
    assert error.segment == second.address
    assert error.cue
    assert error.hint == "give it water"


def test_one_segment_alone_has_the_best_voice() -> None:
    assert alone(catalog.segments()[0]).voice_of("en").name == voices.best("en")
