"""The templates of one words file, filled with facts and checked against the beats of their segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from scenes.errors import ContentError
from scenes.narration.characters import named
from scenes.narration.language import Language
from scenes.narration.numerals import counted
from scenes.narration.script import CueBuilder, Script, ScriptCue, formula_source, joined, unspoken_symbols
from scenes.narration.template import (
    Field,
    MarkToken,
    MissingFactError,
    Mistake,
    Pair,
    field_form,
    is_truth,
    lookup,
    parse,
)
from scenes.narration.toml_lines import Key, TomlLines


@dataclass(frozen=True)
class Variant:
    """Text that replaces a cue's own when a fact is true."""

    fact: str
    text: str


@dataclass(frozen=True)
class CueWords:
    """The templates of one cue."""

    text: str
    pause: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class WordsFile:
    """The words of one segment in one language, as templates. The file's name is the language."""

    path: Path
    language: Language
    title: str
    screen: Mapping[str, str]
    cues: Mapping[str, CueWords]
    lines: TomlLines

    def render(self, facts: Any, beats: Mapping[str, tuple[str, ...]]) -> Script:
        """Fill the templates with facts.

        Parameters
        ----------
        facts
            Anything whose attributes or keys are facts: numbers, texts, mappings by language, booleans.
        beats
            Each beat of the segment, in order, with the marks its words must carry.

        Raises
        ------
        ContentError
            The first mistake in the file: see :meth:`problems`.
        """
        script, mistakes = self._fill(facts, beats)
        if mistakes:
            raise mistakes[0]
        return script

    def problems(self, facts: Any, beats: Mapping[str, tuple[str, ...]]) -> list[ContentError]:
        """All mistakes, in the order of their lines: cues, marks, facts, formats, symbols no voice speaks."""
        _, mistakes = self._fill(facts, beats, speakable=True)
        return mistakes

    def _fill(
        self, facts: Any, beats: Mapping[str, tuple[str, ...]], *, speakable: bool = False
    ) -> tuple[Script, list[ContentError]]:
        mistakes = list(self._cue_mistakes(beats))
        cues = []
        for name, marks in beats.items():
            if name in self.cues:
                cue, found = self._cue(name, marks, facts, speakable)
                cues.append(cue)
                mistakes += found
        title, found = self._shown(("title",), self.title, facts)
        mistakes += found
        screen = {}
        for name, template in self.screen.items():
            screen[name], found = self._shown(("screen", name), template, facts)
            mistakes += found
        mistakes.sort(key=lambda error: error.line or 0)
        return Script(self.language.code, title, screen, tuple(cues)), mistakes

    def _cue_mistakes(self, beats: Mapping[str, tuple[str, ...]]) -> Iterator[ContentError]:
        missing = [name for name in beats if name not in self.cues]
        if missing:
            told = ", ".join(f"'{name}'" for name in missing)
            yield ContentError(f"no words for {told}", hint=f"add [cue.{missing[0]}]", path=self.path)
        for name in self.cues:
            if name not in beats:
                near = get_close_matches(name, missing or list(beats), n=1, cutoff=0.5)
                hint = f"did you mean '{near[0]}'?" if near else f"its beats: {', '.join(beats)}"
                yield self._error(("cue", name), f"the segment has no beat '{name}'", hint)

    def _cue(
        self, name: str, marks: tuple[str, ...], facts: Any, speakable: bool
    ) -> tuple[ScriptCue, list[ContentError]]:
        """Render the text of a cue that holds; check the others as well."""
        words = self.cues[name]
        mistakes: list[ContentError] = []
        texts: list[tuple[Key, str]] = [(("cue", name, "text"), words.text)]
        chosen = 0
        for position, variant in enumerate(words.variants):
            key: Key = ("cue", name, "when", position)
            texts.append(((*key, "text"), variant.text))
            try:
                holds = lookup(variant.fact, facts)
            except MissingFactError as error:
                mistakes.append(self._error((*key, "fact"), f"no fact '{variant.fact}'", str(error)))
                continue
            if not is_truth(holds):
                what = f"fact '{variant.fact}' is neither true nor false but {type(holds).__name__}"
                mistakes.append(self._error((*key, "fact"), what, "name a boolean fact"))
            elif holds and not chosen:
                chosen = position + 1
        rendered = []
        for position, (key, text) in enumerate(texts):
            builder, wrong = self._spoken(text, marks, facts, chosen=position == chosen)
            cue = builder.build(name, words.pause)
            rendered.append(cue)
            if speakable and not wrong:
                for at, symbol in unspoken_symbols(cue.spoken, self.language):
                    hint = "write what is to be said, or [[shown|spoken]]"
                    around = " ".join(cue.spoken[: at + len(symbol)].split(" ")[-2:])
                    wrong.append(Mistake(f"no voice speaks {named(symbol)}", hint, around))
            if speakable:
                for source in formula_source(cue.shown):
                    hint = "subtitles are plain text: η, x², √2"
                    wrong.append(Mistake(f"subtitles would show the source '{source}'", hint, source))
            for mistake in wrong:
                line = self.lines.line_of(key, mistake.source, mistake.nth)
                what = f"cue '{name}': {mistake.what}"
                mistakes.append(ContentError(what, hint=mistake.hint, path=self.path, line=line))
        return rendered[chosen], mistakes

    def _spoken(
        self, template: str, marks: tuple[str, ...], facts: Any, *, chosen: bool
    ) -> tuple[CueBuilder, list[Mistake]]:
        """Render one spoken text and check its marks against those the beat waits for."""
        tokens, parsed = parse(joined(template), speech=True)
        mistakes = list(parsed)
        builder = CueBuilder()
        seen: Counter[str] = Counter()

        def forms(part: str | Field, before: str = "", after: str = "") -> tuple[str, str]:
            if isinstance(part, str):
                return part, part
            form = field_form(part, facts, self.language, chosen=chosen)
            if isinstance(form, Mistake):
                mistakes.append(form)
                return "", ""
            form = counted(form, before, after, self.language.numbers)
            return form.shown, form.spoken

        plain = [token if isinstance(token, str) else "" for token in tokens]
        for token, before, after in zip(tokens, ["", *plain], [*plain[1:], ""], strict=False):
            if isinstance(token, MarkToken):
                seen[token.name] += 1
                if token.name not in marks:
                    near = get_close_matches(token.name, marks, n=1, cutoff=0.5)
                    hint = f"did you mean <{near[0]}/>?" if near else f"it has: {', '.join(marks) or 'none'}"
                    what = f"the beat has no mark '{token.name}'"
                    mistakes.append(Mistake(what, hint, token.source, token.nth))
                elif seen[token.name] > 1:
                    what = f"mark '{token.name}' stands twice"
                    mistakes.append(Mistake(what, "keep one of them", token.source, token.nth))
                else:
                    builder.mark(token.name)
            elif isinstance(token, Pair):
                shown = "".join(forms(part)[0] for part in token.shown)
                builder.add(shown, "".join(forms(part)[1] for part in token.spoken))
            else:
                builder.add(*forms(token, before, after))
        for name in marks:
            if not seen[name]:
                hint = f"put <{name}/> before the word that it happens at"
                mistakes.append(Mistake(f"mark '{name}' is missing", hint, ""))
        return builder, mistakes

    def _shown(self, key: Key, template: str, facts: Any) -> tuple[str, list[ContentError]]:
        """Render a text that is shown and never spoken."""
        tokens, parsed = parse(template, speech=False)
        mistakes = list(parsed)
        parts = []
        for token in tokens:
            if isinstance(token, Field):
                form = field_form(token, facts, self.language, chosen=True)
                if isinstance(form, Mistake):
                    mistakes.append(form)
                else:
                    parts.append(form.shown)
            else:
                parts.append(str(token))
        place = ".".join(str(part) for part in key)
        return "".join(parts), [
            ContentError(
                f"{place}: {mistake.what}",
                hint=mistake.hint,
                path=self.path,
                line=self.lines.line_of(key, mistake.source, mistake.nth),
            )
            for mistake in mistakes
        ]

    def _error(self, key: Key, what: str, hint: str) -> ContentError:
        return ContentError(what, hint=hint, path=self.path, line=self.lines.line(key))
