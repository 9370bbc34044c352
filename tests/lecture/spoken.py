"""Scripts and their sound for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

from lecture.sound.speech import Speech, speak
from lecture.voices import Voice
from scenes.narration.script import Piece, Script, ScriptCue

SAID = {
    "en": (
        "The gradient points across the valley.",
        "At a rate of 0.95 it jumps from wall to wall, and back.",
    ),
    "zh": ("梯度横穿山谷。", "学习率取0.95，它在两侧来回跳，共30步。"),
}


def script(language: str, title: str = "t", *texts: str) -> Script:
    cues = tuple(
        ScriptCue(f"cue{at}", text, text, (Piece(text, text),), {"middle": len(text) // 2})
        for at, text in enumerate(texts or SAID[language])
    )
    return Script(language, title, {}, cues)


def spoken(voice: Voice, language: str, cache: Path) -> tuple[Script, tuple[Speech, ...]]:
    told = script(language)
    return told, speak(told, voice, cache)
