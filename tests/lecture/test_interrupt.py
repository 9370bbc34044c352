"""Stopping in the middle: by Ctrl-C, and by a kill that nobody can catch."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.lecture.running import OWN, ROOT, lecture

PATIENCE = 60.0
START = """
import signal
from lecture.cli import main
# Where tests run in the background, Ctrl-C may be set to be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
main(["render", "a.toml"])
"""


def wait_for(happens: Callable[[], object]) -> None:
    until = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < until
        sleep(0.05)


def half_written(folder: Path) -> list[Path]:
    return [path for path in folder.glob("media/*/*/.*") if path.is_file()]


def being_written(folder: Path) -> list[Path]:
    """Return the films that have been begun."""
    found = []
    for path in folder.glob("media/cache/pictures/.*.part"):
        # It may be gone by now.
        with suppress(FileNotFoundError):
            found += [path] * (path.stat().st_size > 0)
    return found


@pytest.fixture
def render(tmp_path: Path) -> subprocess.Popen[str]:
    """A render in the middle of its work."""
    shutil.copytree(OWN, tmp_path, dirs_exist_ok=True)
    several = "".join(
        f'[[segment]]\nname = "signs"\nparameters = {{ steps = {steps} }}\n' for steps in (10, 11, 12)
    )
    (tmp_path / "a.toml").write_text(f'title = {{ en = "A" }}\nvoice = "silent"\n{several}')
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: being_written(tmp_path))
    return process


def test_ctrl_c_ends_it_with_one_line_and_leaves_nothing_half_written(
    render: subprocess.Popen[str], tmp_path: Path
) -> None:
    render.send_signal(signal.SIGINT)
    _, told = render.communicate(timeout=PATIENCE)
    assert render.returncode == 130
    assert told.strip() == "stopped; what was finished is kept"
    assert half_written(tmp_path) == []


def test_after_a_kill_the_next_render_clears_up(render: subprocess.Popen[str], tmp_path: Path) -> None:
    render.kill()
    render.communicate(timeout=PATIENCE)
    # Workers notice that nobody listens any more.
    wait_for(lambda: not being_written(tmp_path))
    for left in tmp_path.rglob(".*.part"):
        os.utime(left, (0, 0))
    (tmp_path / "a.toml").write_text('title = { en = "A" }\nvoice = "silent"\n[[segment]]\nname = "signs"\n')
    done = lecture("render", "a.toml", "--quality", "draft", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob(".*.part"))
    assert (tmp_path / "media/lectures/a.draft.en.mp4").exists()
