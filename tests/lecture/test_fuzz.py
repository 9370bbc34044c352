"""Wrong input of every kind, made by chance from a seed: exit status 2 and a sentence, never a traceback.

The same commands everywhere, so that what passes here passes there; more of them, and others:
``FUZZ_COMMANDS=2500 FUZZ_SEED=7 python -m pytest tests/lecture/test_fuzz.py``.
"""

from __future__ import annotations

import math
import os
import random
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lecture.cli import main
from lecture.quality import QUALITIES
from lecture.rendering.pool import Pool
from lecture.rendering.pool import Result as Drawn
from lecture.show import _limits as limits_of
from optimlib import objectives
from scenes import catalog
from scenes.choices import ObjectiveChoice
from scenes.narration.language import languages

COMMANDS = int(os.environ.get("FUZZ_COMMANDS", "125"))
"""From each seed."""
SEED = int(os.environ.get("FUZZ_SEED", "1"))
SEEDS = range(SEED, SEED + 4)
"""In several tests, so that processes can share them."""
LONGEST_TOLD = 600
"""Characters of a line, besides those that were typed."""
ESCAPED = 6
"""Characters that JSON makes of one."""

NAMES = (
    "",
    " ",
    "a",
    "zigzag",
    "en",
    "-",
    "--",
    "..",
    "/",
    "'",
    "[b]",
    "[/b]",
    "🙂",
    "é",
    "e\u0301",
    "\x1b[2J",
)
NAMES += ("x" * 300, "学" * 90, "con", "a\nb", "%s", "{x}", "$HOME", "\u202eabc", "\udcff", "1e400", "null")
NUMBERS = (
    "0",
    "-0.0",
    "1",
    "-1",
    "0.5",
    "1e-300",
    "5e-324",
    "1e300",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "9" * 400,
)
NUMBERS += ("0x" + "f" * 5000, "9" * 5000, "1_0", "1.", "2020-13-45", "2020-01-01", "true")
VALUES = (*NUMBERS, "[]", "[1]", "[0, 2]", "[1e-300, 1e-300]", "[1e300, 1e300]", "[nan, 1]", "[[1, 2]]", "{}")
VALUES += (
    '""',
    '"text"',
    "'",
    '"""',
    "ravine",
    "saddle",
    "[" * 3000,
    "{a = {b = 1}}",
    '"\\u0000"',
    "0.9 # nine",
)


class Maker:
    """Makes command lines, and the files that they name, in the working folder."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.pick = self.chance.choice
        self.wrong: set[str] = set()

    def command(self) -> list[str]:
        """Return one command line: in order but for one place, or two, so that what lies behind is reached."""
        places = ("options", "settings", "lecture", "words", "words")
        self.wrong = {self.pick(places) for _ in range(self.pick((1, 1, 2)))}
        kind = self.pick(
            (self.show, self.check, self.render, self.render, self.render, self.preview, self.other)
        )
        words = kind()
        if "options" in self.wrong and self.chance.random() < 0.3:
            words.insert(
                self.chance.randrange(len(words) + 1), self.pick((*NAMES, "--json", "--jobs", "--set"))
            )
        return [word.replace("\0", "") for word in words]

    def show(self) -> list[str]:
        return ["show", self.segment(), *self.some("--lang", self.language), *self.settings()]

    def check(self) -> list[str]:
        return ["check", self.file(), "--no-layout", *self.settings()]

    def render(self) -> list[str]:
        options = [
            *self.some("--only", self.segment),
            *self.some("--lang", lambda: ",".join(self.language() for _ in range(self.pick((1, 2))))),
            *self.some("--jobs", lambda: self.pick(("1", *self.bad("0", "-1", "x", "9" * 30)))),
            *self.some("--quality", lambda: self.pick((*QUALITIES, *self.bad(*NAMES)))),
            *self.some(
                "--out", lambda: self.pick(("out", "a [/b] c", "\udcff", *self.bad("file/out", "x" * 300)))
            ),
        ]
        return ["render", self.file(), "--voice", self.voice(), *options, *self.settings()]

    def preview(self) -> list[str]:
        options = [
            *self.some("--at", lambda: self.pick(("1", "0", *self.bad(*NUMBERS)))),
            *self.some("--cue", lambda: self.pick(("moral", *self.bad(*NAMES)))),
            *self.some("--lang", self.language),
            *self.some("--quality", lambda: self.pick((*QUALITIES, *self.bad(*NAMES)))),
        ]
        return ["preview", self.segment(), "--voice", self.voice(), *options, *self.settings()]

    def other(self) -> list[str]:
        return [self.pick(("list", "rendr", "show", "preview", *NAMES)), *self.some("--json", lambda: "x")]

    def some(self, option: str, value: Callable[[], str]) -> list[str]:
        return [option, value()] if self.chance.random() < 0.3 else []

    def segment(self) -> str:
        return self.pick((*catalog.segments(), *self.bad(self.pick(NAMES))))

    def language(self) -> str:
        return self.pick((*languages(), *self.bad("fr", "EN", "en-US", self.pick(NAMES))))

    def voice(self) -> str:
        return self.pick(("silent", "silent", *self.bad("espek", self.pick(NAMES))))

    def bad(self, *values: str) -> tuple[str, ...]:
        """Let these be among the values of an option, if options are to be wrong."""
        return values if "options" in self.wrong else ()

    def settings(self) -> list[str]:
        found: list[str] = []
        while "settings" in self.wrong and self.chance.random() < 0.6:
            segment = self.pick(catalog.segments())
            fields = catalog.story(segment).parameters.model_fields
            key = self.pick((*fields, *fields, *fields, self.pick(NAMES)))
            value = self.edge(fields[key]) if key in fields else self.pick(VALUES)
            found += [
                "--set",
                self.pick((f"{segment}.{key}={value}",) * 9 + (f"{key}={value}", self.pick(NAMES))),
            ]
        return found

    def edge(self, field: Any) -> str:
        """Write a value at an end of a parameter's range, beside it, or of another kind."""
        ends = [float(end) for end in limits_of(field.metadata).values()]
        near = [math.nextafter(end, way) for end in ends for way in (math.inf, -math.inf)]
        numbers = [*map(str, (*ends, *near)), *map(str, map(int, ends)), *NUMBERS]
        if isinstance(field.default, tuple):
            numbers = [f"[{self.pick(numbers)}, {self.pick(numbers)}]"]
        if field.annotation is ObjectiveChoice:
            numbers = [*objectives.names(), "x**2/20 + y**2"]
        return self.pick((*numbers, self.pick(VALUES)))

    def file(self) -> str:
        """Write a lecture file, with words of its own now and then, and spoil one of them."""
        wrong = "lecture" in self.wrong
        if wrong and self.chance.random() < 0.1:
            return self.pick(("nowhere.toml", ".", "file/a.toml", "x" * 300, "\udcff.toml", "/dev/null"))
        segment, language = self.pick(catalog.segments()), self.pick(languages())
        lines = [
            'title = { en = "A", zh = "甲" }',
            f'name = "{self.pick(("a", "谷", *NAMES)) if wrong and self.chance.random() < 0.3 else "b"}"',
            f'languages = ["{language}"]',
            'voice = "silent"',
            'quality = "draft"',
            'words = "words"' if "words" in self.wrong else "",
            "[[segment]]",
            f'name = "{segment}"',
            "[segment.parameters]",
        ]
        fields = catalog.story(segment).parameters.model_fields
        if wrong:
            lines += [
                f"{key} = {self.edge(one)}" for key, one in fields.items() if self.chance.random() < 0.15
            ]
        path = Path(self.pick(("a.toml", "my lecture.toml", "学.toml", "con.toml", "-a.toml", "[b].toml")))
        self.write(path, "\n".join(lines) + "\n", wrong=wrong and self.chance.random() < 0.5)
        words = Path("words", segment, f"{language}.toml")
        words.parent.mkdir(parents=True, exist_ok=True)
        stock = catalog.words_file(segment, words.stem).read_text(encoding="utf-8")
        self.write(words, stock, wrong="words" in self.wrong)
        return f"./{path}"

    def write(self, path: Path, text: str, *, wrong: bool) -> None:
        for _ in range(self.pick((1, 1, 2)) if wrong else 0):
            text = self.spoilt(text)
        content = text.encode("utf-8", "surrogatepass")
        if wrong and self.chance.random() < 0.2:
            content = self.saved(text, content)
        path.write_bytes(content)

    def spoilt(self, text: str) -> str:
        """Change, take out, double or add something."""
        lines = text.split("\n")
        at = self.chance.randrange(len(lines))
        part = self.chance.randrange(max(len(text), 1))
        new = self.pick(
            (*NAMES, *NUMBERS, "{", "}", "{x}", "{flips:z}", "{flips:999999999f}", "<go/>", "<go>", "[[")
        )
        new = self.pick(
            (new, "[[a|b]]", "]]", "|", '"', "\\", "\\u0007", "“", "\u00a0", "\u200b", "\ufeff", "\x1a")
        )
        return self.pick(
            (
                text[:part] + new + text[part + self.chance.randrange(4) :],
                "\n".join(lines[:at] + lines[at + 1 :]),
                "\n".join([*lines[:at], lines[at], *lines[at:]]),
                re.sub(r"\{[^{}]*\}", lambda match: self.pick((match[0], "{" + new + "}")), text),
                re.sub(r"= .*", lambda match: self.pick((match[0],) * 9 + (f"= {self.pick(VALUES)}",)), text),
                text[:part],
            )
        )

    def saved(self, text: str, content: bytes) -> bytes:
        """Save it as another program would."""
        other = text.encode("utf-16", "surrogatepass")
        return self.pick(
            (
                b"\xef\xbb\xbf" + content,
                content.replace(b"\n", b"\r\n"),
                content.replace(b"\n", b"\r"),
                content + b"\x1a",
                other,
                other[2:],
                content.replace(b"a", b"\xe9", 1),
                content.replace(b"a", b"\0", 1),
                b"",
            )
        )


def nothing_drawn(
    self: Pool,
    jobs: list[Any],
    progress: Callable[[int, int], object],
    done: Callable[[int, Drawn], object] = lambda position, result: None,
) -> list[Drawn]:
    """Stop where drawing would begin: what a user mistypes has been found by then."""
    raise TakenError


class TakenError(Exception):
    """All that was typed was taken."""


def judged(words: list[str], result: Result) -> str:
    """Say what is wrong with the way a command ended; empty if nothing is."""
    if result.exception is not None and not isinstance(result.exception, SystemExit | TakenError):
        return "".join(traceback.format_exception(result.exception))
    if result.exit_code == 0 or isinstance(result.exception, TakenError):
        return ""
    told = result.output
    if result.exit_code != 2:
        return f"exit status {result.exit_code}: {told}"
    for sign in (
        "Traceback",
        "Errno",
        "Invalid JSON",
        "Value error",
        " object at 0x",
        "run again with --debug",
    ):
        if sign in told:
            return f"it says {sign!r}: {told}"
    if not re.search(r"\w{2,}", told):
        return "it says nothing"
    if max(map(len, told.splitlines())) > LONGEST_TOLD + ESCAPED * sum(map(len, words)):
        return f"it says too much: {told[:3000]}"
    return ""


def runs(seed: int, commands: int) -> Iterator[tuple[list[str], str]]:
    """Run so many command lines; yield each with what is wrong with its answer."""
    make, runner = Maker(seed), CliRunner()
    for _ in range(commands):
        words = make.command()
        result = runner.invoke(main, words)
        yield words, judged(words, result)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_wrong_input_ends_in_a_traceback_or_without_a_sentence(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    monkeypatch.setattr(Pool, "run", nothing_drawn)
    found: dict[str, str] = {}
    for words, wrong in runs(seed, COMMANDS):
        if wrong:
            found.setdefault(wrong.strip().splitlines()[-1][:100], f"lecture {words}\n{wrong}")
    assert not found, f"{len(found)} kinds in {COMMANDS} commands (seed {seed}):\n" + "\n".join(
        found.values()
    )
