"""A tiny render that tests disturb: real processes, real signals, a real disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.lecture.running import OWN, ROOT

RENDER = """
import json, os, signal, sys
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from lecture.checks.judge import judge
from lecture.errors import LectureError
from lecture.quality import Quality
from lecture.rendering.cache import Cache
from lecture.rendering.plan import plan
from lecture.rendering.produce import produce
from lecture.spec import load_spec
from optimlib import places

def disturb(place, code):
    "Run some code the first time that a function is called."
    module, name = place.split(":")
    *owners, name = name.split(".")
    owner = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    function = getattr(owner, name)
    def disturbed(*arguments, **options):
        setattr(owner, name, function)
        exec(code, {"os": os, "signal": signal, "Path": Path})
        return function(*arguments, **options)
    setattr(owner, name, disturbed)

for place, code in json.loads(sys.argv[1]):
    disturb(place, code)
tiny = Quality("tiny", 96, 54, 5, "ultrafast", 30)
try:
    with places.beside("own"):
        spec = replace(load_spec(Path("own/lecture.toml")), quality=tiny, languages=("en",))
        cache = Cache(Path("cache"))
        produce(spec, Path("out"), cache, 1)
        if "layout" in sys.argv:
            with cache.in_use():
                told = []
                judge(plan(spec, "en", cache, []), cache, lambda planned, faults: told.extend(faults), 1)
            Path("out/faults.json").write_text(json.dumps([asdict(fault) for fault in told]))
except LectureError as error:
    sys.exit(f"error: {error}")
"""


class Lecture:
    """A lecture of one tiny segment of one's own, in a folder with its own cache (``cache``) and films (``out``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.house = ROOT
        shutil.copytree(OWN, folder / "own", ignore=shutil.ignore_patterns("__pycache__"))

    def command(self, *disturbances: tuple[str, str], layout: bool = False) -> list[str]:
        """Return a command that renders; a disturbance is a function (``module:name``) and code to run before it."""
        return [sys.executable, "-c", RENDER, json.dumps(disturbances), *(["layout"] if layout else [])]

    def start(
        self,
        *disturbances: tuple[str, str],
        within: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        layout: bool = False,
    ) -> subprocess.Popen[str]:
        """Start to render, within another program (``unshare``) if one is named."""
        return subprocess.Popen(
            [*within, *self.command(*disturbances, layout=layout)],
            cwd=self.folder,
            env={**(os.environ if env is None else env), "PYTHONPATH": str(self.house)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def render(self, *disturbances: tuple[str, str], **options: object) -> subprocess.CompletedProcess[str]:
        """Render, and wait until it has ended."""
        process = self.start(*disturbances, **options)
        told, wrong = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, told, wrong)

    def move_house(self) -> None:
        """Render with a copy of all our source, which may be changed."""
        self.house = self.folder / "house"
        for package in ("optimlib", "scenes", "lecture"):
            shutil.copytree(
                ROOT / package, self.house / package, ignore=shutil.ignore_patterns("__pycache__")
            )

    def films(self) -> dict[str, bytes]:
        """Return what was delivered."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / "out").glob("lecture.*"))}

    def pictures(self) -> list[Path]:
        """Return the kept pictures."""
        return sorted((self.folder / "cache/pictures").glob("*.mp4"))

    def own(self, name: str) -> Path:
        """Return a file of the segment."""
        return self.folder / "own/segments/signs" / name
