"""The templates of one segment in one language, filled with facts and checked against the beats of the segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from scenes.errors import ContentError
from scenes.narration.characters import named
from scenes.narration.language import Language
from scenes.narration.layer import WordsLayer
from scenes.narration.numerals import counted
from scenes.narration.passage import Passage
from scenes.narration.script import (
    CueBuilder,
    Place,
    Script,
    ScriptCue,
    formula_source,
    joined,
    unspoken_symbols,
)
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
from scenes.narration.toml_lines import Key


@dataclass(frozen=True)
class Variant:
    """Text that replaces a cue's own when a fact is true."""

    fact: str
    text: str


@dataclass(frozen=True)
class CueWords:
    """The templates of one cue, the silence after it, and how many times as fast as usual it is spoken."""

    text: str
    pause: float
    rate: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class WordsFile:
    """The words of one segment in one language, as templates: from its own file, and from those laid over it.

    Attributes
    ----------
    base
        The file at the bottom: what is missing is missing there.
    origins
        Where each entry comes from: ``("title",)``, ``("screen", KEY)``, ``("cue", NAME, "text")`` and so on.
    strangers
        Mistakes found while the layers were joined: entries that nothing takes.
    """

    language: Language
    title: str
    screen: Mapping[str, str]
    cues: Mapping[str, CueWords]
    base: WordsLayer
    origins: Mapping[Key, WordsLayer]
    strangers: tuple[ContentError, ...] = ()

    def origin(self, key: Key) -> WordsLayer:
        """Return the file that an entry, or the entry around it, comes from."""
        while key and key not in self.origins:
            key = key[:-1]
        return self.origins.get(key, self.base)

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
            The first mistake in the words: see :meth:`problems`.
        """
        script, mistakes = self._fill(facts, beats)
        if mistakes:
            raise mistakes[0]
        return script

    def problems(self, facts: Any, beats: Mapping[str, tuple[str, ...]]) -> list[ContentError]:
        """All mistakes, file by file in the order of their lines.

        Cues, marks and keys that nothing takes or that are missing, facts, formats, symbols no voice speaks.
        """
        _, mistakes = self._fill(facts, beats, speakable=True)
        return mistakes

    def passages(self, facts: Any, beats: Mapping[str, tuple[str, ...]]) -> Iterator[Passage]:
        """Every text of the file with its numbers filled in, in order, variants that do not hold included.

        Of a file without :meth:`problems`; a number that a variant does not have is left out.
        """
        yield self._passage(("title",), "title", self._shown(("title",), self.title, facts)[0])
        for name, template in self.screen.items():
            key: Key = ("screen", name)
            yield self._passage(key, f"screen.{name}", self._shown(key, template, facts)[0])
        for name, words in self.cues.items():
            for position, text in enumerate([words.text, *(variant.text for variant in words.variants)]):
                key = ("cue", name, "when", position - 1, "text") if position else ("cue", name, "text")
                builder, _ = self._spoken(text, beats.get(name, ()), facts, chosen=False)
                cue = builder.build(name, words.pause, words.rate)
                yield self._passage(key, f"cue '{name}'", cue.shown, cue)

    def _passage(self, key: Key, name: str, shown: str, cue: ScriptCue | None = None) -> Passage:
        layer = self.origin(key)
        return Passage(layer.path, self.language, layer.lines, (*layer.within, *key), name, shown, cue)

    def _fill(
        self, facts: Any, beats: Mapping[str, tuple[str, ...]], *, speakable: bool = False
    ) -> tuple[Script, list[ContentError]]:
        mistakes = [*self.strangers, *self._cue_mistakes(beats)]
        cues = []
        for name, marks in beats.items():
            if self._has_text(name):
                cue, found = self._cue(name, marks, facts, speakable)
                cues.append(cue)
                mistakes += found
        title, found = self._shown(("title",), self.title, facts)
        mistakes += found
        screen = {}
        for name, template in self.screen.items():
            screen[name], found = self._shown(("screen", name), template, facts)
            mistakes += found
        mistakes.sort(key=lambda error: (str(error.path), error.line or 0))
        return Script(self.language.code, title, screen, tuple(cues), self._places()), mistakes

    def _has_text(self, cue: str) -> bool:
        return ("cue", cue, "text") in self.origins

    def _places(self) -> dict[str, Place]:
        """Where what is shown on the screen stands, and where a further text would."""
        keys: list[Key] = [("title",), *(("screen", name) for name in self.screen)]
        found = {".".join(map(str, key)): self._place(self.origin(key), key) for key in keys}
        return {"screen": self._place(self.base, ("screen",)), **found}

    def _place(self, layer: WordsLayer, key: Key) -> Place:
        return Place(str(layer.path), layer.line(key))

    def _cue_mistakes(self, beats: Mapping[str, tuple[str, ...]]) -> Iterator[ContentError]:
        missing = [name for name in beats if not self._has_text(name)]
        if missing:
            told = ", ".join(f"'{name}'" for name in missing)
            hint = f"add [cue.{missing[0]}] with its text"
            yield ContentError(f"no words for {told}", hint=hint, path=self.base.path)
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
            cue = builder.build(name, words.pause, words.rate)
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
            mistakes += [self._told(key, f"cue '{name}'", mistake) for mistake in wrong]
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

        # A mark is not heard: 第<top/>2步 is still a second step.
        heard = [
            token if isinstance(token, str) else "" for token in tokens if not isinstance(token, MarkToken)
        ]
        position = -1
        for token in tokens:
            position += not isinstance(token, MarkToken)
            before = heard[position - 1] if position > 0 else ""
            after = heard[position + 1] if position + 1 < len(heard) else ""
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
        return "".join(parts), [self._told(key, place, mistake) for mistake in mistakes]

    def _told(self, key: Key, place: str, mistake: Mistake) -> ContentError:
        origin = self.origin(key)
        line = origin.line_of(key, mistake.source, mistake.nth)
        return ContentError(f"{place}: {mistake.what}", hint=mistake.hint, path=origin.path, line=line)

    def cue_error(self, name: str, what: str, hint: str) -> ContentError:
        """Return the error for what is wrong with a whole cue, with file and line."""
        return self._error(("cue", name), f"cue '{name}': {what}", hint)

    def _error(self, key: Key, what: str, hint: str) -> ContentError:
        return self.origin(key).error(key, what, hint)
