"""``lecture`` and ``python -m lecture``: the command line, or what to install for it.

It is imported by an installation that has optimlib's needs alone, so it takes nothing but the standard library.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata

from lecture.isolation import leave_working_folder

PROJECT, EXTRA = "optim-lectures", "film"


def main() -> None:
    """Start the command line; without the film tools, say in one sentence how to get them.

    Nothing is imported from the working folder, whatever the command is called.
    """
    leave_working_folder()
    try:
        from lecture.cli import main as command_line

        command_line(prog_name="lecture")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _film_tools():
            raise
        sys.stderr.write(
            f"error: lecture needs the film tools, and there is no module '{missing.name}'\n"
            f"  pip install '{PROJECT}[{EXTRA}]'\n"
        )
        sys.exit(2)


def _film_tools() -> set[str]:
    """Name the modules of the extra, by what this project says of itself where it is installed."""
    try:
        requirements = metadata.requires(PROJECT) or []
    except metadata.PackageNotFoundError:
        return set()
    ours = (one for one in requirements if re.search(rf"extra *== *['\"]{EXTRA}['\"]", one))
    return {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower().replace("-", "_") for one in ours}


if __name__ == "__main__":
    main()
