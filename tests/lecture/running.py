"""What tests of the production line share: the shortest segment, and running the command as a user does."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scenes import catalog
from scenes.performance import Performance

ROOT = Path(catalog.__file__).parents[1]


def shortest() -> str:
    """Return the segment that is drawn soonest."""
    lengths = {name: Performance.prepare(name, "en").timeline.duration for name in catalog.segments()}
    return min(lengths, key=lambda name: lengths[name])


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
