"""A lecture of one's own, and further segments in it, made from templates that are real files."""

from __future__ import annotations

import keyword
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lecture.errors import OutputError, SpecError
from lecture.files import unwritable
from scenes import catalog
from scenes.narration.language import STOCK, languages

TEMPLATES = Path(__file__).parents[1] / "templates"
FIRST = "first_steps"
"""What the segment of a new lecture is called."""
TITLES = ("First steps", "最初几步")
"""How the template calls itself in the text of its files."""
FILE = "lecture.toml"

LANGUAGE_HEAD = """\
# What the house knows about the language {code}: still that of English, line by line. Change what is said, and how.
# The voice is espeak-ng's; preferred = ["silent"] speaks none.
"""
"""The first lines of a language's file; those that follow are copied."""

_CODE = re.compile(r"[a-z]{2,3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def new_lecture(folder: Path) -> list[Path]:
    """Write a small lecture that can be rendered at once; return its files.

    Raises
    ------
    OutputError
        If something that would be written is there already, or the folder cannot be written.
    """
    with _put_into(folder) as draft:
        for source in sorted((TEMPLATES / "lecture").iterdir()):
            shutil.copyfile(source, draft / source.name)
        _write_segment(draft / "segments" / FIRST)
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def new_segment(name: str, folder: Path) -> Path:
    """Add a segment to the lecture in a folder, and to its lecture file; return the segment's folder.

    Raises
    ------
    SpecError
        If the name cannot be one, or is taken.
    OutputError
        If there is no lecture in the folder, or it cannot be written.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise SpecError(
            f"'{name}' cannot be a segment's name", "small letters, digits and _, such as second_thoughts"
        )
    if name in catalog.segments():
        raise SpecError(
            f"there is a segment '{name}' already", f"other words for it: lecture words {name} --out my_words"
        )
    file = folder / FILE
    if not file.is_file():
        raise OutputError("there is no lecture file here", f"lecture new {folder} makes one", path=file)
    with _put_into(folder / "segments") as draft:
        _write_segment(draft / name)
    try:
        # A table of an array may stand at the end of any file.
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f'\n[[segment]]\nname = "{name}"\n')
    except OSError as error:
        shutil.rmtree(folder / "segments" / name)
        raise unwritable(file, error) from error
    return folder / "segments" / name


def new_language(code: str, folder: Path) -> Path:
    """Add a language to the lecture in a folder: a copy of the file of English, to be changed; return the file.

    Raises
    ------
    SpecError
        If the code cannot be one, or there is such a language already.
    OutputError
        If there is no lecture in the folder, or it cannot be written.
    """
    if not _CODE.fullmatch(code):
        raise SpecError(f"'{code}' cannot be a language's code", "two or three small letters, such as de")
    if code in languages():
        raise SpecError(f"there is a language '{code}' already", "lecture words SEGMENT --lang " + code)
    if not (folder / FILE).is_file():
        raise OutputError(
            "there is no lecture file here", f"lecture new {folder} makes one", path=folder / FILE
        )
    with _put_into(folder / "languages") as draft:
        english = (STOCK.folder / "en.toml").read_text(encoding="utf-8")
        own = "".join(_spoken_by_espeak(english, code)[1:])
        (draft / f"{code}.toml").write_text(LANGUAGE_HEAD.format(code=code) + own, encoding="utf-8")
    return folder / "languages" / f"{code}.toml"


def _spoken_by_espeak(text: str, code: str) -> list[str]:
    """Return the lines of a language's file for a voice that speaks a hundred languages, without any other's.

    Natural voices speak no language by a copy of another's rules.
    """
    lines: list[str] = []
    table = ""
    for line in text.splitlines(keepends=True):
        table = line if line.startswith("[") else table
        if table.startswith("[voices.") and not table.startswith("[voices.espeak]"):
            continue
        if line.startswith("preferred = "):
            lines.append('preferred = ["espeak"]\n')
        elif line.startswith("voice = "):
            lines.append(f'voice = "{code}"\n')
        else:
            lines.append(line)
    return lines


def _write_segment(folder: Path) -> None:
    """Write the template under another name: that of the folder."""
    name = folder.name
    called = {
        FIRST: name,
        FIRST.title().replace("_", ""): name.title().replace("_", ""),
        **({} if name == FIRST else dict.fromkeys(TITLES, name.replace("_", " ").capitalize())),
    }
    folder.mkdir(parents=True)
    for source in sorted((TEMPLATES / "segment").glob("[!_]*.*")):
        text = source.read_text(encoding="utf-8")
        for old, new in called.items():
            text = text.replace(old, new)
        (folder / source.name).write_text(text, encoding="utf-8")


@contextmanager
def _put_into(folder: Path) -> Iterator[Path]:
    """Yield an empty folder; what is in it in the end is moved into ``folder``, all of it or nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield draft
        for entry in draft.iterdir():
            if (folder / entry.name).exists():
                raise OutputError("this is there already", "choose another folder", path=folder / entry.name)
        for entry in draft.iterdir():
            entry.rename(folder / entry.name)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
