"""Nothing is called but Python: no LaTeX, no dvisvgm, no ffmpeg, on a machine that has none of them."""

import os
import sys
from pathlib import Path

import pytest

from scenes import catalog
from tests.lecture.running import lecture
from tests.sampling import some_segments

HOOK = """
import os, sys

def note(event, args):
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
        with open(os.environ["LECTURE_CALLS"], "a") as log:
            print(os.path.basename(os.fsdecode(args[0] if event == "os.system" else args[0] or args[1][0])), file=log)

sys.addaudithook(note)
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Draw a share of the segments."""
    metafunc.parametrize("segment", some_segments(metafunc.config, share=25))


def test_a_segment_needs_no_program(segment: str, tmp_path: Path) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK)
    calls = tmp_path / "calls"
    env = {
        "PATH": str(Path(sys.executable).parent),
        "HOME": os.environ.get("HOME", "/"),
        "LECTURE_CALLS": str(calls),
    }
    done = lecture(
        "preview",
        segment,
        "--every-cue",
        "--quality",
        "draft",
        folder=tmp_path,
        env=env,
        paths=[tmp_path / "hook"],
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "media/previews").glob("*.png"))) == len(catalog.story(segment).beats)
    # ctypes asks ldconfig where a shared library is.
    started = set(calls.read_text().split())
    assert Path(sys.executable).name in started
    assert started <= {Path(sys.executable).name, "ldconfig", "uname"}
