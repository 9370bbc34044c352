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
from lecture.voices._aligned.decoding import KINDS, RATE, Sound, decoded
from lecture.voices._aligned.guide import Guide
from lecture.voices._aligned.levels import levelled, trimmed
from lecture.voices._aligned.notes import noted, outdated
from lecture.voices._aligned.taps import ENDING, read_taps
from lecture.voices._plausible import make_sure
from lecture.voices.base import About, CueWords, Take, Voice
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
        if not (self.folder or Path()).is_dir():
            # No fault of the lecture file: before anything is recorded, what to read has to be written.
            hint = "lecture narrate --script makes it, and says what to read into which files"
            raise VoiceError(f"there is no folder '{self.folder}'", hint)
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

    def cast(self, segment: str, cues: Mapping[str, CueWords], language: str) -> dict[str, Voice]:
        """Return who speaks each cue of a segment: its recording, or whoever fills the gaps.

        Raises
        ------
        VoiceError
            With every cue that has none, one of other words, or two, if gaps are refused.
        """
        folder = self.of(segment)
        files = {cue: found for cue in cues if (found := self.files(segment, cue))}
        wrong = []
        for cue, several in files.items():
            if len(several) > 1:
                told = " and ".join(file.name for file in several)
                what = f"it was recorded twice: {told}"
                wrong.append(VoiceError(what, "delete one", path=folder, cue=cue))
        old = self.outdated(segment, cues)
        missing = [cue for cue in cues if cue not in files]
        others = f'let a voice fill in: gaps = "{voices.best(language)}"'
        if self.gaps == REFUSE:
            if missing:
                what = f"not recorded: {', '.join(missing)} ({len(missing)} of {len(cues)} cues)"
                hint = f"record {missing[0]}{KINDS[0]} and so on, or {others}"
                wrong.append(VoiceError(what, hint, path=folder))
            for cue, words in old.items():
                what = f"its words have changed since it was recorded: '{words}'"
                wrong.append(VoiceError(what, f"record it again, or {others}", path=files[cue][0], cue=cue))
        if wrong:
            raise together(wrong)
        filling = self._filling() if self.gaps != REFUSE else self
        return {
            cue: filling
            if cue in missing or cue in old
            else Recording(files[cue][0], dict(told.marks), language)
            for cue, told in cues.items()
        }

    def outdated(self, segment: str, cues: Mapping[str, CueWords]) -> dict[str, str]:
        """Return the cues whose words have changed since they were recorded, with the words of then."""
        return outdated(self.of(segment), *self._said(segment, cues))

    def noted(self, segment: str, cues: Mapping[str, CueWords]) -> str:
        """Return what ``said.json`` of a segment is to hold: which words each recording says."""
        return noted(self.of(segment), *self._said(segment, cues))

    def _said(self, segment: str, cues: Mapping[str, CueWords]) -> tuple[dict[str, Path], dict[str, str]]:
        files = {cue: found[0] for cue in cues if (found := self.files(segment, cue))}
        return files, {cue: told.text for cue, told in cues.items()}

    def files(self, segment: str, cue: str) -> list[Path]:
        """Sound files of a cue: one, if all is well."""
        folder = self.of(segment)
        try:
            there = sorted(folder.iterdir())
        except OSError:
            return []
        return [path for path in there if path.stem == cue and path.suffix.lower() in KINDS]

    def unused(self, segment: str, cues: Mapping[str, CueWords]) -> list[Path]:
        """Files in the folder of a segment that no cue of it takes."""
        folder = self.of(segment)
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        kinds = (*KINDS, ENDING)
        return [path for path in files if path.suffix.lower() in kinds and path.stem not in cues]

    def of(self, segment: str) -> Path:
        """Folder of the recordings of one use of a segment."""
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

    def seconds(self, text: str) -> float:
        """Return how long it is without the silence around it, if it can be the text at all."""
        return len(self._cut(text, self.language)[1]) / RATE

    def heard(self, text: str, language: str) -> tuple[Sound, Alignment]:
        """Return the sound as the film has it, and how its words were found in it."""
        taps, sound, cut = self._cut(text, language)
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

    def _cut(self, text: str, language: str) -> tuple[dict[str, float], Sound, float]:
        """Read marks and sound; return them without the silence around, and how much was cut before."""
        whole = decoded(self.path)
        taps = read_taps(self.path.with_suffix(ENDING), self.marks, len(whole) / RATE)
        sound, cut = trimmed(whole, RATE)
        plain = Take(np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16), RATE, (), "aligned")
        make_sure(plain, text, language, "listen to it, and record it again", self.path)
        return taps, sound, cut


def voice(folder: Path | None = None, gaps: str = REFUSE) -> Recorded:
    """Return the lecturer's voice; nothing is read yet."""
    return Recorded(folder, gaps)
