"""The words of a segment, read from their file and checked; with words of one's own laid over them.

A words file is TOML: a ``title``, on-screen texts under ``[screen]``, and one table a cue::

    title = "Why plain gradient descent zig-zags"

    [screen]
    loss = "loss"

    [cue.question]
    pause = 0.8
    rate = 0.9
    text = \"\"\"It turns <turn/> by {ravine.angle:.0f} degrees at [[η|eta]] = {eta}.\"\"\"

    [[cue.question.when]]
    fact = "diverges"
    text = \"\"\"At this rate it <turn/> runs away.\"\"\"

A layer over it has the same shape and as few entries as one likes: what it says takes the place of what it covers,
entry by entry (a ``title``, a key of ``[screen]``, the ``text``, the ``pause`` or all ``when`` of a cue).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from scenes.errors import ContentError
from scenes.narration.characters import control_in
from scenes.narration.language import language
from scenes.narration.layer import WordsLayer
from scenes.narration.pace import FASTEST, SLOWEST
from scenes.narration.timing import REST
from scenes.narration.toml_lines import Key
from scenes.narration.words_file import CueWords, Variant, WordsFile

SHORTEST_PAUSE = 0.3
LONGEST_PAUSE = 10.0


def load_words(path: Path, over: Sequence[WordsLayer] = ()) -> WordsFile:
    """Read a words file, and lay other words over it; its name is the language: ``en.toml``.

    Parameters
    ----------
    path
        The words of the segment itself. Where there are none in this language, the first layer has to be whole.
    over
        Words that take the place of what they cover, the topmost last.

    Raises
    ------
    ContentError
        If the file is missing, is not TOML, or holds unknown keys or values of the wrong type.
    """
    layers = [*([] if over and not path.exists() else [WordsLayer.read(path)]), *over]
    base = layers[0]
    entries: dict[Key, Any] = {}
    origins: dict[Key, WordsLayer] = {}
    strangers: list[ContentError] = []
    for layer in layers:
        found = _Reader(layer, whole=layer is base).entries()
        if layer is not base:
            strangers += _strangers(layer, found, entries)
        entries |= found
        origins |= dict.fromkeys(found, layer)
    names = dict.fromkeys(str(key[1]) for key in entries if key[0] == "cue")
    return WordsFile(
        language=language(path.stem),
        title=entries["title",],
        screen={str(key[1]): text for key, text in entries.items() if key[0] == "screen"},
        cues={
            name: CueWords(
                text=entries.get(("cue", name, "text"), ""),
                pause=entries.get(("cue", name, "pause"), REST),
                rate=entries.get(("cue", name, "rate"), 1.0),
                variants=entries.get(("cue", name, "when"), ()),
            )
            for name in names
        },
        base=base,
        origins=origins,
        strangers=tuple(strangers),
    )


def _strangers(layer: WordsLayer, found: dict[Key, Any], below: dict[Key, Any]) -> list[ContentError]:
    """Tell on-screen texts that nobody asks for; of cues, the beats will tell."""
    known = [str(key[1]) for key in below if key[0] == "screen"]
    mistakes = []
    for key in found:
        if key[0] == "screen" and key not in below:
            near = get_close_matches(str(key[1]), known, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"it has: {', '.join(known) or 'none'}"
            mistakes.append(layer.error(key, f"the segment has no on-screen text '{key[1]}'", hint))
    return mistakes


class _Reader:
    """Takes a layer apart into its entries, refusing what it does not know."""

    def __init__(self, layer: WordsLayer, *, whole: bool) -> None:
        self.layer = layer
        self.whole = whole

    def entries(self) -> dict[Key, Any]:
        """Return the entries by their keys: texts, seconds and tuples of variants."""
        data = dict(self.layer.data)
        self.only((), data, required=("title", "cue"), optional=("screen",))
        found: dict[Key, Any] = {}
        if "title" in data:
            found["title",] = self.typed(("title",), data["title"], str, "a text")
        for name, value in self.table(("screen",), data.get("screen", {})).items():
            found["screen", name] = self.typed(("screen", name), value, str, "a text")
        for name, value in self.table(("cue",), data.get("cue", {})).items():
            found |= self.cue(name, value)
        return found

    def cue(self, name: str, value: Any) -> dict[Key, Any]:
        key: Key = ("cue", name)
        table = self.table(key, value)
        self.only(key, table, required=("text",), optional=("pause", "rate", "when"))
        found: dict[Key, Any] = {key: None}
        if "text" in table:
            found[*key, "text"] = self.typed((*key, "text"), table["text"], str, "a text")
        if "pause" in table:
            found[*key, "pause"] = self.pause((*key, "pause"), table["pause"])
        if "rate" in table:
            found[*key, "rate"] = self.rate((*key, "rate"), table["rate"])
        if "when" in table:
            entries = self.typed((*key, "when"), table["when"], list, f"tables: [[cue.{name}.when]]")
            found[*key, "when"] = tuple(
                self.variant((*key, "when", at), entry) for at, entry in enumerate(entries)
            )
        return found

    def pause(self, key: Key, value: Any) -> float:
        pause = self.typed(key, value, float | int, "a number of seconds")
        if not SHORTEST_PAUSE <= pause <= LONGEST_PAUSE:
            hint = f"from {SHORTEST_PAUSE} to {LONGEST_PAUSE:.0f} seconds"
            self.refuse(key, f"a pause of {pause} seconds", hint)
        return float(pause)

    def rate(self, key: Key, value: Any) -> float:
        rate = self.typed(key, value, float | int, "a number: 1 is the usual pace")
        if not SLOWEST <= rate <= FASTEST:
            self.refuse(key, f"a rate of {rate}", f"from {SLOWEST} to {FASTEST}; 1 is the usual pace")
        return float(rate)

    def variant(self, key: Key, value: Any) -> Variant:
        table = self.table(key, value)
        self.only(key, table, required=("fact", "text"), optional=(), whole=True)
        fact = self.typed((*key, "fact"), table["fact"], str, "a text")
        return Variant(fact, self.typed((*key, "text"), table["text"], str, "a text"))

    def table(self, key: Key, value: Any) -> dict[str, Any]:
        name = ".".join(map(str, key))
        return dict(self.typed(key, value, dict, f"a table: [{name}]"))

    def typed(self, key: Key, value: Any, kind: Any, told: str) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(key, f"'{key[-1]}' is {value!r}", f"it should be {told}")
        if isinstance(value, str) and (control := control_in(value)):
            self.refuse(key, f"'{key[-1]}' holds the control character {control}", "take it out")
        return value

    def only(
        self,
        key: Key,
        table: dict[str, Any],
        required: tuple[str, ...],
        optional: tuple[str, ...],
        whole: bool = False,
    ) -> None:
        known = ", ".join(required + optional)
        for name in table:
            if name not in required + optional:
                self.refuse((*key, name), f"unknown key '{name}'", f"known here: {known}")
        for name in required:
            if name not in table and (whole or self.whole):
                place = f" in [{'.'.join(map(str, key))}]" if key else ""
                self.refuse(key, f"'{name}' is missing{place}", f"needed here: {', '.join(required)}")

    def refuse(self, key: Key, what: str, hint: str) -> NoReturn:
        raise self.layer.error(key, what, hint)
