"""Files that are there as a whole or not at all, and what is left of those that never became whole.

What is being written has a passing name and is locked by whoever writes it. A lock is seen from other containers too,
where process numbers mean nothing, and it goes when its process goes, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC, EPERM, EROFS
from pathlib import Path
from time import time

from lecture.errors import OutputError

ENDING = ".lecture.part"
"""How names of what is being written end; they begin with a dot."""
STILL = 600.0
"""Seconds without a change after which a file that nobody has locked is nobody's.

Where disks are shared between machines, a lock may not be seen from all of them.
"""

FULL = (ENOSPC, EDQUOT, EFBIG)
"""Codes of errors that tell of no room."""

OUT = "--out"
CACHE = "--cache, or the environment variable LECTURE_CACHE"
PASSING = "the environment variable TMPDIR"
"""What moves a folder elsewhere: the folder of films, the one of kept results, the one of passing files."""


@contextmanager
def replacing(path: Path, option: str = OUT) -> Iterator[Path]:
    """Yield a temporary name in the same folder; what was written there takes the place of ``path``.

    If anything goes wrong, the temporary file is removed and ``path`` is as it was.

    Parameters
    ----------
    option
        What moves this folder elsewhere, for the hint of an error.

    Raises
    ------
    OutputError
        If the folder or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with replacing(target) as draft:
    ...     _ = draft.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part(path.parent) as draft:
            yield draft
            settle(draft)
            os.replace(draft, path)
    except OSError as error:
        raise unwritable(path, error, option) from error


@contextmanager
def part(folder: Path) -> Iterator[Path]:
    """Make an empty file with a passing name, locked until the context ends; what is left of it then is removed.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    handle, path = _locked(folder)
    try:
        yield path
    finally:
        with suppress(OSError):
            # Moved into place, it goes by another name now.
            path.unlink(missing_ok=True)
        os.close(handle)


def settle(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sweep(folder: Path) -> None:
    """Remove what was left half written: what nobody has locked, and nobody has written to for a while."""
    for path in folder.glob(f".*{ENDING}"):
        with suppress(OSError):
            if time() - path.stat().st_mtime > STILL and not is_locked(path):
                path.unlink(missing_ok=True)


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of a file; where there are no locks, nobody does."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


def _locked(folder: Path) -> tuple[int, Path]:
    while True:
        path = folder / f".{secrets.token_hex(8)}{ENDING}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Somebody just looked whether it is locked.
            os.close(handle)
            path.unlink(missing_ok=True)
            continue
        except OSError:
            # No locks on this disk: age alone protects the file.
            return handle, path
        return handle, path


def make_folder(folder: Path, option: str = OUT) -> None:
    """Make a folder that can be written, or say why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part(folder):
            pass
    except OSError as error:
        raise OutputError(
            f"cannot write here: {error.strerror}", _remedy(error, option), path=folder
        ) from error


def unwritable(path: Path, error: OSError, option: str = OUT) -> OutputError:
    """Tell a failure of the file system, such as a full disk or a folder that may not be written."""
    return OutputError(f"cannot be written: {error.strerror or error}", _remedy(error, option), path=path)


def _remedy(error: OSError, option: str) -> str:
    elsewhere = f"choose another folder with {option}"
    remedies = {
        EFBIG: f"a limit of this shell or machine (ulimit -f) or of the disk: lift it, or {elsewhere}",
        ENAMETOOLONG: "choose a shorter name",
        **dict.fromkeys(
            (ENOSPC, EDQUOT), f"make room (`lecture clean` removes kept results), or {elsewhere}"
        ),
        **dict.fromkeys((EACCES, EPERM, EROFS), f"{elsewhere}, or make this one writable"),
    }
    return remedies.get(error.errno or 0, elsewhere)
