"""What was tried before: a segment that is as it was when all its dear tests passed is tried in part.

A proof is a digest of all that a segment's pictures and their tests are made of. It is kept beside the tests
(``tests/proofs``), by ``make prove``. Of a segment whose proof does not fit any longer everything is tried; where
that are many, since what they share has changed, each is tried in part, so that tests take a bounded time.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from lecture.keys.ingredients import drawing_of
from lecture.keys.machine import versions
from lecture.keys.sources import reach
from lecture.keys.values import digest
from scenes import catalog
from scenes.narration.language import language, languages

TESTS = Path(__file__).parent
PROOFS = TESTS / "proofs"
SHARE = 80
"""Of what is proven, one test of so many is taken."""
BUDGET = 25
"""So many dear tests of what is not proven are taken, and at least one a segment. One takes 10 s."""
OF_THE_MACHINE = ("python", "cairo")
"""What no lock sets. A proof holds on other machines too: the tests that are taken there tell if they differ."""


@cache
def key(name: str) -> str:
    """Return the digest of a segment, its words and pictures, what draws it, and of the tests that are dear."""
    files = [
        *sorted(catalog.home(name).folder.glob("*.toml")),
        *sorted((TESTS / "frames" / "kept").glob(f"{name}.png")),
        *(language(code).path for code in languages()),
        *(path for path in _dear_files() if path.parent.name != "segments" or name in path.stem),
    ]
    reached = reach(
        [drawing_of(name), *(f"lecture.rendering.{room}" for room in ("stage", "standing", "survey"))]
    )
    return digest(
        [
            reached.digests(),
            {name: found for name, found in versions(reached.foreign).items() if name not in OF_THE_MACHINE},
            [[path.name, sha256(path.read_bytes()).hexdigest()] for path in files],
        ]
    )


@cache
def _dear_files() -> tuple[Path, ...]:
    dear = re.compile(r"^(?:@|pytestmark = )pytest\.mark\.dear$", re.M)
    return tuple(path for path in sorted(TESTS.rglob("test_*.py")) if dear.search(path.read_text("utf-8")))


def proven(name: str) -> bool:
    """Whether all was tried already, with this very segment."""
    file = PROOFS / f"{name}.txt"
    return file.is_file() and file.read_text("utf-8").strip() == key(name)


def taken(tests: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Choose dear tests, given by segment: others with another state of the segment, or another Python."""
    unproven = sum(len(of_segment) for name, of_segment in tests.items() if not proven(name))
    share = min(1.0, BUDGET / max(unproven, 1))
    chosen = {}
    for name, of_segment in tests.items():
        chance = random.Random(f"{key(name)}{sys.version_info[:2]}")
        if proven(name):
            chosen[name] = {test for test in sorted(of_segment) if chance.random() < 1 / SHARE}
        else:
            number = max(1, round(len(of_segment) * share))
            chosen[name] = set(chance.sample(sorted(of_segment), number))
    return chosen


class Prover:
    """Writes the proof of each segment whose dear tests have all passed: of what they were begun with."""

    def __init__(self) -> None:
        self.passed: dict[str, int] = {}
        self.of: dict[str, int] = {}
        self.keys: dict[str, str] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what passes and note what fails."""
        for name, total, tried in (told for what, told in report.user_properties if what == "dear"):
            self.of[name] = total
            # Two that tell different keys have seen the source change.
            if report.failed or self.keys.setdefault(name, tried) != tried:
                self.failed.add(name)
            elif report.when == "call" and report.passed:
                self.passed[name] = self.passed.get(name, 0) + 1

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the proofs."""
        for name, total in sorted(self.of.items()):
            whole = name not in self.failed and self.passed.get(name) == total
            if whole:
                PROOFS.mkdir(exist_ok=True)
                (PROOFS / f"{name}.txt").write_text(self.keys[name] + "\n", encoding="utf-8")
            terminalreporter.write_line(f"{'proven' if whole else 'not proven'}: {name}")
