"""Stopping in the middle: by Ctrl-C, and by a kill that nobody can catch."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.lecture.running import ROOT, lecture, shortest

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


@pytest.fixture
def render(tmp_path: Path) -> subprocess.Popen[str]:
    """A render in the middle of its work."""
    source = f'title = {{ en = "A" }}\nvoice = "silent"\n[[segment]]\nname = "{shortest()}"\n'
    (tmp_path / "a.toml").write_text(source)
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    pictures = tmp_path / "media/cache/pictures"
    wait_for(lambda: any(path.stat().st_size for path in pictures.glob(".*.part")))
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
    wait_for(lambda: not list((tmp_path / "media/cache/pictures").glob(".*.part")))
    for left in tmp_path.rglob(".*.part"):
        os.utime(left, (0, 0))
    done = lecture("render", "a.toml", "--quality", "draft", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob(".*.part"))
    assert (tmp_path / "media/lectures/a.draft.en.mp4").exists()
