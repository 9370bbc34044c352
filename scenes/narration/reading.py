"""The words of a segment, read from their file and checked.

A words file is TOML: a ``title``, on-screen texts under ``[screen]``, and one table a cue::

    title = "Why plain gradient descent zig-zags"

    [screen]
    loss = "loss"

    [cue.question]
    pause = 0.8
    text = \"\"\"It turns <turn/> by {ravine.angle:.0f} degrees at [[η|eta]] = {eta}.\"\"\"

    [[cue.question.when]]
    fact = "diverges"
    text = \"\"\"At this rate it <turn/> runs away.\"\"\"
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from scenes.errors import ContentError
from scenes.narration.characters import composed, control_in, in_one_way
from scenes.narration.language import language
from scenes.narration.timing import REST
from scenes.narration.toml_file import read_toml
from scenes.narration.toml_lines import Key, TomlLines
from scenes.narration.words_file import CueWords, Variant, WordsFile

SHORTEST_PAUSE = 0.3
LONGEST_PAUSE = 10.0


def load_words(path: Path) -> WordsFile:
    """Read a words file; its name is the language: ``en.toml``.

    Raises
    ------
    ContentError
        If the file is missing, is not TOML, or holds unknown keys or values of the wrong type.
    """
    try:
        file = read_toml(path, hint="texts stand between quotes, long ones between three")
    except FileNotFoundError:
        raise ContentError("this words file is missing", hint="every language needs one", path=path) from None
    # Places are looked up by what the texts say, so both are written in one way.
    lines = TomlLines.scan(composed(file.lines.source))
    return _Reader(path, lines).words_file(in_one_way(file.data))


class _Reader:
    """Turns parsed TOML into a :class:`WordsFile`, refusing what it does not know."""

    def __init__(self, path: Path, lines: TomlLines) -> None:
        self.path = path
        self.lines = lines

    def words_file(self, data: dict[str, Any]) -> WordsFile:
        self.only((), data, required=("title", "cue"), optional=("screen",))
        screen = self.table(("screen",), data.get("screen", {}))
        for name, value in screen.items():
            self.typed(("screen", name), value, str, "a text")
        return WordsFile(
            path=self.path,
            language=language(self.path.stem),
            title=self.typed(("title",), data["title"], str, "a text"),
            screen=screen,
            cues={n: self.cue(n, c) for n, c in self.table(("cue",), data["cue"]).items()},
            lines=self.lines,
        )

    def cue(self, name: str, value: Any) -> CueWords:
        key: Key = ("cue", name)
        table = self.table(key, value)
        self.only(key, table, required=("text",), optional=("pause", "when"))
        pause = self.typed((*key, "pause"), table.get("pause", REST), float | int, "a number of seconds")
        if not SHORTEST_PAUSE <= pause <= LONGEST_PAUSE:
            hint = f"from {SHORTEST_PAUSE} to {LONGEST_PAUSE:.0f} seconds"
            self.refuse((*key, "pause"), f"a pause of {pause} seconds", hint)
        variants = self.typed((*key, "when"), table.get("when", []), list, f"tables: [[cue.{name}.when]]")
        return CueWords(
            text=self.typed((*key, "text"), table["text"], str, "a text"),
            pause=float(pause),
            variants=tuple(self.variant((*key, "when", at), entry) for at, entry in enumerate(variants)),
        )

    def variant(self, key: Key, value: Any) -> Variant:
        table = self.table(key, value)
        self.only(key, table, required=("fact", "text"), optional=())
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
        self, key: Key, table: dict[str, Any], required: tuple[str, ...], optional: tuple[str, ...]
    ) -> None:
        known = ", ".join(required + optional)
        for name in table:
            if name not in required + optional:
                self.refuse((*key, name), f"unknown key '{name}'", f"known here: {known}")
        for name in required:
            if name not in table:
                place = f" in [{'.'.join(map(str, key))}]" if key else ""
                self.refuse(key, f"'{name}' is missing{place}", f"needed here: {', '.join(required)}")

    def refuse(self, key: Key, what: str, hint: str) -> NoReturn:
        raise ContentError(what, hint=hint, path=self.path, line=self.lines.line(key))
