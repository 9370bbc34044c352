"""Whether .venv is what it should be, from notes that the set-up keeps in it."""

import hashlib
import json
import os
import sysconfig
from pathlib import Path

from names import LOCKS, NOTES, installed, locked, ours


def judge() -> str:
    """Compare the notes with what is: complete, incomplete, or why .venv has to be made anew."""
    before = _read("made_for")
    if before is None:
        return "it is not by this set-up, or was not finished"
    if before != _made_for():
        python, _, folder = before.partition("\n")
        same = _made_for().startswith(python + "\n")
        return f"it was made in {folder.strip()}" if same else f"it was made for {python}"
    return "complete" if _read("finished") == _contents() else "incomplete"


def note_made() -> None:
    """Note where and for which Python .venv has just been made."""
    _write("made_for", _made_for())


def note_begun() -> None:
    """Note which packages are ours from now on, and that they are not all there."""
    (NOTES / "finished").unlink(missing_ok=True)
    _write("packages", "\n".join(sorted(ours() | locked())))


def note_finished() -> None:
    """Note that all is installed."""
    _write("packages", "\n".join(sorted(locked())))
    _write("finished", _contents())


def _made_for() -> str:
    # Scripts in .venv hold both the Python and the folder, so that it can neither be moved nor lent.
    return f"{sysconfig.get_config_var('SOABI')} {sysconfig.get_platform()}\n{os.path.realpath('.')}\n"


def _contents() -> str:
    """Hash what should be installed, and list what is, so that a package changed by hand is noticed."""
    lines = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (*LOCKS, Path("pyproject.toml"))]
    wanted = ours()
    for folder, name in installed().items():
        origin = folder / "direct_url.json"
        if origin.exists():  # installed from a folder: this one, or another
            lines.append(f"{folder.name} {json.loads(origin.read_text(encoding='utf-8'))['url']}")
        elif name in wanted:
            lines.append(folder.name)
    return "\n".join(lines) + "\n"


def _read(name: str) -> str | None:
    path = NOTES / name
    return path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else None


def _write(name: str, text: str) -> None:
    # Whole or not at all.
    NOTES.mkdir(exist_ok=True)
    part = NOTES / f"{name}.part"
    part.write_text(text, encoding="utf-8", errors="surrogateescape")
    part.replace(NOTES / name)
