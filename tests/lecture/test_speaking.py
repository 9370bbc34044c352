"""What is told while a voice speaks: a bar, lines, or events; nothing of what is kept."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console

from lecture.rendering.speaking import Speaking
from lecture.sound.speech import speak
from lecture.voices.silent import Silent
from tests.lecture.spoken import script

NAMED = {"segment": "zigzag_sgd", "use": "fast", "language": "en"}
OUT = 200


def told(cache: Path, *texts: str, terminal: bool = False) -> tuple[list[tuple[str, dict[str, Any]]], str]:
    out = StringIO()
    events: list[tuple[str, dict[str, Any]]] = []
    console = Console(file=out, force_terminal=terminal, width=OUT)
    with Speaking(console, lambda event, /, **fields: events.append((event, fields))) as speaking:
        speak(script("en", "t", *texts), Silent(), cache, "fast", speaking.of(NAMED))
    return events, out.getvalue()


def test_programs_are_told_of_every_part(tmp_path: Path) -> None:
    events, lines = told(tmp_path, "One.", "Two.", "Three.")
    done = [fields["part"] for event, fields in events if event == "speaking"]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 3)
    assert {(*fields.items(),) for event, fields in events if event == "speaking"} >= {
        (*NAMED.items(), ("part", part), ("parts", 3)) for part in range(4)
    }
    assert [event for event, _ in events].index("spoken") == len(events) - 1
    assert lines.splitlines() == ["speaking: fast (en), 3 parts", "spoken: fast (en), 3 parts in 0 s"]


def test_nothing_is_told_of_what_is_kept(tmp_path: Path) -> None:
    told(tmp_path, "One.", "Two.")
    assert told(tmp_path, "One.", "Two.") == ([], "")
    events, _ = told(tmp_path, "One.", "New.")
    assert events[-1][1]["parts"] == 2


def test_a_terminal_has_a_bar(tmp_path: Path) -> None:
    _, shown = told(tmp_path, "One.", terminal=True)
    assert "speaking: fast (en)" in shown
    assert "spoken:" not in shown
