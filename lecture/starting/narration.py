"""What to read aloud for a lecture in one's own voice: a page to print, and the same as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lecture.errors import WordsError, content_as
from lecture.files import replacing
from lecture.spec import LectureSpec
from scenes.narration.language import language as facts_of
from scenes.narration.saying import without_readings
from scenes.narration.script import ScriptCue
from scenes.performance import Performance

_HEAD = (
    "One sound file a cue, called as below: wav, flac, mp3 or m4a, at any rate. Silence around the words is cut, and "
    "the level is made the same for all. Speak as you would in a room: pictures follow your pace. The seconds are "
    "those of a usual pace."
)
_MARKS = "At these words something happens in the picture"
_STYLE = """\
body { font: 12pt/1.5 serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
section { break-inside: avoid; margin: 1.2em 0; }
h3 { font: bold 10pt monospace; margin: 0; }
p { margin: .2em 0; } .say { font-size: 15pt; } .also { color: #555; font-size: 10pt; }"""


@dataclass(frozen=True)
class Reading:
    """What to read for one cue: into which file, about how long, and which word each mark stands at."""

    file: str
    seconds: float
    shown: str
    spoken: str
    marks: dict[str, str]


@dataclass(frozen=True)
class Chapter:
    """One segment as it is to be read."""

    title: str
    readings: tuple[Reading, ...]


def chapters(spec: LectureSpec, language: str) -> list[Chapter]:
    """Return all that is said in a lecture, with its numbers.

    Raises
    ------
    WordsError
        If words or parameters are wrong.
    """
    found = []
    for segment in spec.segments:
        with content_as(WordsError, segment.address):
            performance = Performance.prepare(
                segment.name, language, segment.parameters, segment.words.get(language, ())
            )
        folder = segment.address.replace("#", "-")
        cues = zip(performance.script.cues, performance.timeline.cues, strict=True)
        readings = tuple(_reading(folder, cue, beat.end - beat.start) for cue, beat in cues)
        found.append(Chapter(performance.script.title, readings))
    return found


def _reading(folder: str, cue: ScriptCue, seconds: float) -> Reading:
    marks = {
        name: " ".join(without_readings(cue.spoken[offset:]).split()[:3])[:20] or "the end"
        for name, offset in cue.marks.items()
    }
    return Reading(f"{folder}/{cue.name}.wav", seconds, cue.shown, without_readings(cue.spoken), marks)


def write_script(spec: LectureSpec, language: str, folder: Path) -> list[Path]:
    """Write what to read in one language, as Markdown and as a page; return the files.

    Raises
    ------
    OutputError
        If they cannot be written.
    """
    title = spec.title.get(language) or spec.name
    told = chapters(spec, language)
    files = []
    for kind, text in (("md", to_markdown(title, told)), ("html", to_html(title, told, language))):
        path = folder / f"{spec.name}.{language}.script.{kind}"
        with replacing(path) as draft:
            draft.write_text(text, encoding="utf-8")
        files.append(path)
    return files


def to_markdown(title: str, told: Sequence[Chapter]) -> str:
    """Write it as Markdown."""
    blocks = [f"# {title}", _HEAD]
    for chapter in told:
        blocks.append(f"## {' '.join(chapter.title.split())}")
        for one in chapter.readings:
            blocks.append(f"### `{one.file}` · {one.seconds:.0f} s")
            blocks.append(f"> {one.shown}")
            blocks += [f"Said: {one.spoken}"] if one.spoken != one.shown else []
            blocks += [f"{_MARKS}: {_told(one)}"] if one.marks else []
    return "\n\n".join(blocks) + "\n"


def to_html(title: str, told: Sequence[Chapter], language: str) -> str:
    """Write it as a page to print."""
    parts = [f"<h1>{escape(title)}</h1>", f"<p class=also>{escape(_HEAD)}</p>"]
    for chapter in told:
        parts.append(f"<h2>{escape(' '.join(chapter.title.split()))}</h2>")
        for one in chapter.readings:
            also = [f"Said: {one.spoken}"] if one.spoken != one.shown else []
            also += [f"{_MARKS}: {_told(one)}"] if one.marks else []
            parts.append(
                f"<section><h3>☐ {escape(one.file)} · {one.seconds:.0f} s</h3>"
                f"<p class=say>{escape(one.shown)}</p>"
                + "".join(f"<p class=also>{escape(line)}</p>" for line in also)
                + "</section>"
            )
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    body = "\n".join(parts)
    code = facts_of(language).code
    return f'<!DOCTYPE html>\n<html lang="{code}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _told(one: Reading) -> str:
    return ", ".join(f"{name} at “{word}”" for name, word in one.marks.items())
