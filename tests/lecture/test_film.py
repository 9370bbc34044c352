from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest
import srt
from scipy.signal import resample_poly

from lecture import voices
from lecture.errors import OutputError, RenderError
from lecture.rendering.film import Part, deliver
from lecture.rendering.film_files import Film
from lecture.rendering.video import Chapter, duration, probe, write_film
from lecture.sound.loudness import RATE
from lecture.sound.speech import timeline
from tests.lecture.spoken import spoken

FPS = 30
GREYS = (40, 120, 200)


def shade(number: int, size: int = 64) -> np.ndarray:
    """A frame that tells its segment and changes with every frame."""
    return np.full((36, size, 3), number, np.uint8)


def draw(path: Path, frames: int, grey: int, *, size: int = 64) -> Path:
    """Encode a small segment in which something moves."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = size, 36, "yuv420p"
        for at in range(frames):
            picture = shade(grey, size)
            picture[:, at % size] = 255
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def part(folder: Path, language: str, title: str, grey: int, voice: str = "espeak") -> Part:
    script, speeches = spoken(voices.load(voice), language, folder / "speech")
    line = timeline(replace(script, title=title), speeches)
    video = draw(folder / f"{title}.mp4", round(line.duration * FPS), grey)
    return Part(title, replace(script, title=title), speeches, line, (video,))


@pytest.fixture(scope="module", params=["en", "zh"])
def delivered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Film, list[Part]]:
    folder = tmp_path_factory.mktemp("film")
    parts = [
        part(folder, request.param, title, grey) for title, grey in (("A η", 40), ("二", 120), ("C", 200))
    ]
    return deliver(folder / "out", "optimizers", parts, title="Optimisation 优化", fps=FPS), parts


def sound_of(film: Path) -> np.ndarray:
    with av.open(str(film)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def starts_of(parts: list[Part]) -> list[Fraction]:
    frames = [round(part.timeline.duration * FPS) for part in parts]
    return [Fraction(sum(frames[:at]), FPS) for at in range(len(parts) + 1)]


def test_a_film_has_its_streams_languages_chapters_and_exact_length(
    delivered: tuple[Film, list[Part]],
) -> None:
    film, parts = delivered
    language = parts[0].script.language
    tag = {"en": "eng", "zh": "zho"}[language]
    assert film.video.name == f"optimizers.{language}.mp4"
    facts = probe(film.video)
    *starts, end = starts_of(parts)
    assert facts.duration == end
    assert [(s.kind, s.codec) for s in facts.streams] == [
        ("video", "h264"),
        ("audio", "aac"),
        ("subtitle", "mov_text"),
    ]
    (video,), (audio,), (subtitle,) = facts.of("video"), facts.of("audio"), facts.of("subtitle")
    assert video.duration == audio.duration == end
    assert (video.width, video.height, video.frame_rate) == (64, 36, FPS)
    assert audio.language == subtitle.language == tag
    assert [chapter.title for chapter in facts.chapters] == ["A η", "二", "C"]
    assert [float(chapter.start) for chapter in facts.chapters] == pytest.approx(
        list(map(float, starts)), abs=1e-3
    )
    assert facts.title == "Optimisation 优化"


def test_every_frame_is_where_its_segment_puts_it(delivered: tuple[Film, list[Part]]) -> None:
    film, parts = delivered
    starts = starts_of(parts)
    with av.open(str(film.video)) as container:
        frames = [(f.pts * f.time_base, f.to_ndarray(format="gray")) for f in container.decode(video=0)]
    assert [time for time, _ in frames] == [Fraction(at, FPS) for at in range(round(starts[-1] * FPS))]
    greys = [int(np.median(picture)) for _, picture in frames]
    for start, end, grey in zip(starts, starts[1:], GREYS, strict=False):
        assert all(abs(seen - grey) < 12 for seen in greys[round(start * FPS) : round(end * FPS)])


def test_the_index_stands_before_the_data(delivered: tuple[Film, list[Part]]) -> None:
    content = delivered[0].video.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_the_sound_of_the_film_is_as_loud_as_it_should_be(delivered: tuple[Film, list[Part]]) -> None:
    sound = sound_of(delivered[0].video).astype(float)
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound) == pytest.approx(-16, abs=0.5)
    assert 20 * np.log10(np.abs(resample_poly(sound, 4, 1)).max()) <= -1.5


def test_words_are_heard_when_the_timeline_says_so(delivered: tuple[Film, list[Part]]) -> None:
    film, parts = delivered
    sound = np.abs(sound_of(film.video))
    envelope = np.convolve(sound, np.ones(240) / 240, "same")
    loud = envelope > 0.02 * envelope.max()
    for start, finished in zip(starts_of(parts), parts, strict=False):
        for cue, speech in zip(finished.timeline.cues, finished.speeches, strict=True):
            moment = float(start) + cue.start + speech.words[0].t0
            onset = round(moment * RATE) - 1200 + int(np.argmax(loud[round(moment * RATE) - 1200 :]))
            assert abs(onset / RATE - moment) < 1 / FPS
            rest = slice(
                round((float(start) + cue.end + 0.1) * RATE), round((float(start) + cue.until - 0.1) * RATE)
            )
            assert not loud[rest].any()


def test_subtitles_in_the_film_and_beside_it_are_the_same(delivered: tuple[Film, list[Part]]) -> None:
    film, parts = delivered
    beside = list(srt.parse(film.srt.read_text(encoding="utf-8")))
    with av.open(str(film.video)) as container:
        packets = [packet for packet in container.demux(subtitles=0) if packet.size > 2]
        inside = [(packet.pts, packet.duration, bytes(packet)[2:].decode()) for packet in packets]
    assert inside == [
        (
            round(entry.start.total_seconds() * 1000),
            round((entry.end - entry.start).total_seconds() * 1000),
            entry.content,
        )
        for entry in beside
    ]
    told = "".join(entry.content for entry in beside).split()
    shown = "".join(cue.shown for finished in parts for cue in finished.script.cues).split()
    assert "".join(told) == "".join(shown)
    assert all(one.end < other.start for one, other in pairwise(beside))
    assert film.vtt.read_text(encoding="utf-8").count("-->") == len(beside)


def test_every_word_is_said_while_its_subtitle_is_decoded(delivered: tuple[Film, list[Part]]) -> None:
    film, parts = delivered
    told = json.loads(film.words.read_text(encoding="utf-8"))
    with av.open(str(film.video)) as container:
        seen = [
            (packet.pts * packet.time_base, (packet.pts + packet.duration) * packet.time_base, text(packet))
            for packet in container.demux(subtitles=0)
            if packet.size > 2
        ]
    for number, (start, end, shown) in enumerate(seen, 1):
        inside = [word for word in told["words"] if word["caption"] == number]
        assert "".join(word["word"] for word in inside) == "".join(shown.split())
        assert start <= inside[0]["start"] + 1e-3 < start + 1 / FPS + 2e-3
        assert all(word["start"] <= word["end"] <= end + 1e-3 for word in inside)
    assert len(told["words"]) == sum(word["caption"] <= len(seen) for word in told["words"])
    assert all(one["end"] <= other["start"] for one, other in pairwise(told["words"]))
    assert (told["language"], told["duration"]) == (parts[0].script.language, float(starts_of(parts)[-1]))
    wanted = [(part.segment, cue.name) for part in parts for cue in part.script.cues]
    assert list(dict.fromkeys((word["segment"], word["cue"]) for word in told["words"])) == wanted


def text(packet: av.Packet) -> str:
    """Read a subtitle as a player does."""
    [subtitle] = packet.decode()
    return subtitle.dialogue.decode().replace("\\N", "\n")


def test_the_transcript_has_a_chapter_a_segment_and_a_paragraph_a_cue(
    delivered: tuple[Film, list[Part]],
) -> None:
    film, parts = delivered
    blocks = film.transcript.read_text(encoding="utf-8").strip().split("\n\n")
    wanted = ["# Optimisation 优化"]
    for start, part in zip(starts_of(parts), parts, strict=False):
        wanted.append(f"## 0:{int(start):02} {part.script.title}")
        wanted += [cue.shown for cue in part.script.cues]
    assert blocks == wanted


def test_the_folder_holds_the_film_and_its_words_alone(delivered: tuple[Film, list[Part]]) -> None:
    film, parts = delivered
    code = parts[0].script.language
    names = sorted(path.name for path in film.video.parent.iterdir())
    assert names == [f"optimizers.{code}.{kind}" for kind in ("md", "mp4", "srt", "vtt", "words.json")]


def test_a_silent_lecture_has_a_silent_track(tmp_path: Path) -> None:
    film = deliver(tmp_path, "a", [part(tmp_path, "en", "A", 90, voice="silent")], title="A", fps=FPS)
    assert np.abs(sound_of(film.video)).max() < 1e-4
    assert probe(film.video).of("subtitle")


@pytest.mark.parametrize("frames", [1, 2, 31])
def test_a_segment_is_as_long_as_its_frames(tmp_path: Path, frames: int) -> None:
    assert duration(draw(tmp_path / "a.mp4", frames, 50)) == Fraction(frames, FPS)


def film_of(path: Path, *segments: Path) -> None:
    length = sum(map(duration, segments), Fraction(0))
    track = np.zeros(round(length * RATE), np.float32)
    chapters = [Chapter(Fraction(0), "A")]
    write_film(
        path, pictures=segments, track=track, captions=[], chapters=chapters, title="A", language="eng"
    )


def test_a_film_without_subtitles_has_no_stream_for_them(tmp_path: Path) -> None:
    film_of(tmp_path / "film.mp4", draw(tmp_path / "a.mp4", 20, 50))
    assert not probe(tmp_path / "film.mp4").of("subtitle")


def test_segments_of_another_quality_are_refused(tmp_path: Path) -> None:
    segments = draw(tmp_path / "a.mp4", 20, 50), draw(tmp_path / "b.mp4", 20, 50, size=128)
    with pytest.raises(RenderError, match=r"its size is not that of a\.mp4"):
        film_of(tmp_path / "film.mp4", *segments)
    assert not (tmp_path / "film.mp4").exists()


def test_what_is_no_video_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("hello")
    for name in ("text.mp4", "none.mp4"):
        with pytest.raises(RenderError, match="no video") as caught:
            duration(tmp_path / name)
        assert caught.value.path == tmp_path / name
    with pytest.raises(OutputError, match="cannot be read"):
        probe(tmp_path / "text.mp4")


def test_pictures_shorter_than_the_voice_are_refused(tmp_path: Path) -> None:
    finished = part(tmp_path, "en", "A", 90, voice="silent")
    with pytest.raises(RenderError, match="end before its voice"):
        deliver(
            tmp_path, "a", [replace(finished, videos=(draw(tmp_path / "b.mp4", 30, 9),))], title="", fps=FPS
        )


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        film_of(tmp_path / "file" / "film.mp4", draw(tmp_path / "a.mp4", 20, 50))


_FULL_DISK = """
import resource, sys
from pathlib import Path
from lecture.errors import OutputError
from tests.lecture.test_film import film_of
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
folder = Path(sys.argv[1])
try:
    film_of(folder / "film.mp4", folder / "a.mp4")
except OutputError as error:
    print("told", error.what)
"""


@pytest.mark.skipif(
    not hasattr(resource, "RLIMIT_FSIZE"), reason="the system has no limit for the size of files"
)
def test_a_full_disk_leaves_the_old_film_as_it_was(tmp_path: Path) -> None:
    draw(tmp_path / "a.mp4", 60, 50)
    (tmp_path / "film.mp4").write_bytes(b"old")
    command = [sys.executable, "-c", _FULL_DISK, str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )
    assert done.stdout.startswith("told cannot be written")
    assert (tmp_path / "film.mp4").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "film.mp4"]
