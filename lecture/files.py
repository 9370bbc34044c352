"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lecture.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary name in the same folder; what was written there takes the place of ``path``.

    If anything goes wrong, the temporary file is removed and ``path`` is as it was.

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
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise unwritable(path, error) from error
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner may read.
        draft.chmod(0o666 & ~_umask())
        os.replace(draft, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """Tell a failure of the file system, such as a full disk or a folder that may not be written."""
    return OutputError(f"cannot be written: {error.strerror or error}", "choose another folder", path=path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
