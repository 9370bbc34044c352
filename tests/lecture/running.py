"""What tests of the production line share: a lecture of somebody's own, and running the command as a user does."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scenes import catalog

OWN = Path(__file__).parent / "own"
"""A lecture of somebody's own, of one short segment in two languages."""
ROOT = Path(catalog.__file__).parents[1]


def lecture(
    *arguments: str, folder: Path, env: Mapping[str, str] | None = None, paths: Sequence[Path] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with a given environment and more folders of modules."""
    return subprocess.run(
        [sys.executable, "-m", "lecture", *arguments],
        cwd=folder,
        env={**(os.environ if env is None else env), "PYTHONPATH": os.pathsep.join(map(str, (*paths, ROOT)))},
        capture_output=True,
        text=True,
    )
