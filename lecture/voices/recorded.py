"""The lecturer's own voice: a folder with one sound file a cue, ``SEGMENT/CUE.wav`` (or flac, mp3, m4a)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lecture import voices
from lecture.errors import VoiceError, together
from lecture.nearest import hint_for
from lecture.voices._aligned.alignment import Alignment, Anchor
from lecture.voices._aligned.decoding import KINDS, RATE, decoded
from lecture.voices._aligned.guide import Guide
from lecture.voices._aligned.levels import levelled, trimmed
from lecture.voices._aligned.taps import ENDING, read_taps
from lecture.voices._plausible import make_sure
from lecture.voices.base import About, Take, Voice
from scenes.narration.language import languages
from scenes.narration.pace import word_spans

REFUSE = "refuse"
"""What ``gaps`` is where nobody speaks what has not been recorded."""
_SCHEMA = 1
_TABLE = 'in the lecture file: [voice.en] name = "recorded", folder = "sound/en"'


@dataclass(frozen=True)
class Recorded:
    """Sound files, and who speaks the cues that have none.

    Attributes
    ----------
    folder
        Holds ``SEGMENT/CUE.wav``; of a segment that is shown several times, every use has a folder of its own.
    gaps
        ``refuse``, or a voice, ``NAME`` or ``NAME/SPEAKER``.
    """

    folder: Path | None = None
    gaps: str = REFUSE
    name: str = "recorded"

    @property
    def languages(self) -> frozenset[str]:
        """Whatever somebody says."""
        return frozenset(languages())

    @property
    def about(self) -> About:
        """Licence and needs."""
        return About(licence="yours", needs=_TABLE)

    def faults(self, language: str) -> dict[str, tuple[str, str]]:
        """Tell what is wrong with each setting, and what to do."""
        found = {}
        if self.folder is None:
            found["folder"] = "a recorded voice has a folder of sound files", _TABLE
        elif not self.folder.is_dir():
            hint = (
                f"make it; lecture narrate --script says what to read, and into which files of {self.folder}"
            )
            found["folder"] = f"there is no folder '{self.folder}'", hint
        name = self.gaps.partition("/")[0]
        if self.gaps != REFUSE:
            others = [one for one in voices.names() if one != self.name]
            if name not in others:
                found["gaps"] = f"unknown voice '{name}'", hint_for(name, [REFUSE, *others])
            elif language not in self._filling().languages:
                found["gaps"] = f"voice '{name}' does not speak '{language}'", f"or say {REFUSE}"
        return found

    def check(self, language: str) -> None:
        """Make sure that the folder is there, and whoever fills the gaps."""
        for what, hint in self.faults(language).values():
            raise VoiceError(what, hint)
        Guide(language).voice.check(language)
        if self.gaps != REFUSE:
            self._filling().check(language)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return who fills the gaps; each recording has a fingerprint of its own."""
        gaps = {} if self.gaps == REFUSE else self._filling().fingerprint(language)
        return {"engine": self.name, "schema": _SCHEMA, "gaps": dict(gaps)}

    def synthesize(self, text: str, language: str) -> Take:
        """Have a text spoken that belongs to no cue: by whoever fills the gaps."""
        if self.gaps == REFUSE:
            raise VoiceError(f"nobody has recorded '{text}'", f'gaps = "espeak" {_TABLE}')
        return self._filling().synthesize(text, language)

    def cast(self, segment: str, cues: Mapping[str, Mapping[str, int]], language: str) -> dict[str, Voice]:
        """Return who speaks each cue of a segment: its recording, or whoever fills the gaps.

        Raises
        ------
        VoiceError
            With every cue that has none, or two, if gaps are refused.
        """
        filling = None if self.gaps == REFUSE else self._filling()
        found: dict[str, Voice] = {}
        twice: list[VoiceError] = []
        missing: list[str] = []
        for cue, marks in cues.items():
            files = self.files(segment, cue)
            if len(files) > 1:
                told = " and ".join(file.name for file in files)
                twice.append(
                    VoiceError(f"it was recorded twice: {told}", "delete one", path=files[0].parent, cue=cue)
                )
            elif files:
                found[cue] = Recording(files[0], dict(marks), language)
            elif filling:
                found[cue] = filling
            else:
                missing.append(cue)
        if missing:
            what = f"not recorded: {', '.join(missing)} ({len(missing)} of {len(cues)} cues)"
            others = f'gaps = "{voices.best(language)}"'
            hint = f"record {missing[0]}{KINDS[0]} and so on, or let a voice fill in: {others}"
            twice.append(VoiceError(what, hint, path=self._of(segment)))
        if twice:
            raise together(twice)
        return found

    def files(self, segment: str, cue: str) -> list[Path]:
        """Sound files of a cue: one, if all is well."""
        folder = self._of(segment)
        try:
            there = sorted(folder.iterdir())
        except OSError:
            return []
        return [path for path in there if path.stem == cue and path.suffix.lower() in KINDS]

    def unused(self, segment: str, cues: Mapping[str, object]) -> list[Path]:
        """Files in the folder of a segment that no cue of it takes."""
        folder = self._of(segment)
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        kinds = (*KINDS, ENDING)
        return [path for path in files if path.suffix.lower() in kinds and path.stem not in cues]

    def _of(self, segment: str) -> Path:
        # A name for every disk: zigzag_sgd#2 is in zigzag_sgd-2.
        return (self.folder or Path()) / segment.replace("#", "-")

    def _filling(self) -> Voice:
        name, _, speaker = self.gaps.partition("/")
        return voices.load(name, **({"speaker": speaker} if speaker else {}))


@dataclass(frozen=True)
class Recording:
    """One cue as somebody has said it; ``marks`` are offsets in its words, which a file beside it may time."""

    path: Path
    marks: Mapping[str, int]
    language: str
    name: str = "recorded"

    @property
    def languages(self) -> frozenset[str]:
        """The one that is spoken in it."""
        return frozenset({self.language})

    @property
    def started(self) -> tuple[str, ...]:
        """Modules of the voice that it is held against: what they do reaches the times of its words."""
        return Guide(self.language).modules

    def check(self, language: str) -> None:
        """Make sure that it can be read."""
        decoded(self.path)

    def fingerprint(self, language: str) -> Mapping[str, object]:
        """Return the hash of the file, the marks that were set by hand, and whom it is held against."""
        try:
            sha256 = hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError as error:
            raise VoiceError(
                f"cannot be read: {error.strerror}", "record it again", path=self.path
            ) from error
        taps = self.path.with_suffix(ENDING)
        told = taps.read_text(encoding="utf-8", errors="replace") if taps.is_file() else ""
        marks = sorted(self.marks.items()) if told else []
        guide = dict(Guide(language).fingerprint())
        return {
            "engine": self.name,
            "schema": _SCHEMA,
            "sound": sha256,
            "taps": told,
            "marks": [list(mark) for mark in marks],
            "guide": guide,
        }

    def synthesize(self, text: str, language: str) -> Take:
        """Return the recording, trimmed and levelled, with the times of the words."""
        sound, alignment = self.heard(text, language)
        return Take(np.rint(sound * 32767).astype(np.int16), RATE, alignment.words, "aligned")

    def heard(self, text: str, language: str) -> tuple[np.ndarray, Alignment]:
        """Return the sound as the film has it, and how its words were found in it."""
        whole = decoded(self.path)
        taps = read_taps(self.path.with_suffix(ENDING), self.marks, len(whole) / RATE)
        sound, cut = trimmed(whole, RATE)
        plain = Take(np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16), RATE, (), "aligned")
        make_sure(plain, text, language, "listen to it, and record it again", self.path)
        spans = word_spans(text)
        if not spans:
            return sound, Alignment((), 0.0)
        length = len(sound) / RATE
        anchors = {
            next((n for n, (start, _) in enumerate(spans) if start >= self.marks[name]), len(spans)): seconds
            for name, seconds in sorted(taps.items(), key=lambda tap: tap[1])
        }
        known = [Anchor(word, min(max(seconds - cut, 0.0), length)) for word, seconds in anchors.items()]
        sound = levelled(sound, RATE)
        return sound, Guide(language).timed(sound, RATE, text, known)


def voice(folder: Path | None = None, gaps: str = REFUSE) -> Recorded:
    """Return the lecturer's voice; nothing is read yet."""
    return Recorded(folder, gaps)
