"""The names of packages: those that the locks hold, and those that this set-up has put into .venv."""

import re
import sysconfig
from pathlib import Path

NOTES = Path(".venv/setup")
LOCKS = sorted(Path("locks").glob("*.txt"))


def plain(name: str) -> str:
    """Return a package's name as the locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> set[str]:
    """Return the names of all locked packages, those for other systems too."""
    texts = [path.read_text(encoding="utf-8") for path in LOCKS]
    return {name for text in texts for name in re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)}


def ours() -> set[str]:
    """Return the names of what this set-up has put here, by any lock; the rest is the user's own."""
    path = NOTES / "packages"
    return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()


def installed() -> dict[Path, str]:
    """Return the folder of every installed package's metadata, with the package's name."""
    folders = {Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib")}
    found = sorted(path for folder in folders for path in folder.glob("*.dist-info"))
    return {path: plain(path.name.split("-")[0]) for path in found}
