"""What is left to do after an installation: remove what is no longer locked, and check that all fits together."""

import subprocess
import sys
import tomllib
from pathlib import Path

from names import installed, locked, ours, plain


def unlocked() -> int:
    """List what an older lock had put here and this one no longer names."""
    sys.stdout.writelines(f"{name}\n" for name in sorted((ours() & set(installed().values())) - locked()))
    return 0


def check() -> int:
    """Ask ``pip check``, and fail if what does not fit is ours; the user's own additions are the user's to mend."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "pip", "check"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    sys.stdout.write(done.stdout)
    named = [plain(line.split()[0]) for line in done.stdout.splitlines() if line.strip()]
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    theirs = set(installed().values()) - ours() - {plain(project)}
    return int(done.returncode != 0 and any(name not in theirs for name in named))
