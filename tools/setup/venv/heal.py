"""Take away what a broken-off installation left, so that pip installs it again.

pip writes a package's files first and its RECORD last, but takes a package for installed as soon as its METADATA is
there. Packages that the user has added are left alone.
"""

import csv
import shutil
import sys
from pathlib import Path

from names import installed, ours


def heal() -> None:
    """Forget every package of ours that is not whole, and what pip had set aside."""
    mine = ours()
    for dist, name in installed().items():
        if name in mine and not _whole(dist):
            sys.stdout.write(f"{dist.name} is not whole: to be installed again\n")
            shutil.rmtree(dist)
    for folder in {dist.parent for dist in installed()}:
        for entry in folder.glob("~*"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _whole(dist: Path) -> bool:
    """Tell whether every file that is recorded is there, in its size."""
    record = dist / "RECORD"
    if not record.exists() or not record.stat().st_size:
        return False
    with record.open(encoding="utf-8", newline="") as lines:
        for name, _, size in csv.reader(lines):
            path = dist.parent / name
            if size and (not path.exists() or path.stat().st_size != int(size)):
                return False
    return True
