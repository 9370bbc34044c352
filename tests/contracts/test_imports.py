"""Who may import whom, and what a light start must not load."""

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports

from tests.lecture.running import ROOT


def test_import_contracts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        ("import optimlib.run, optimlib.fields", {"manim", "pydantic", "click", "rich"}),
        ("import scenes.narration.timing, scenes.errors", {"manim", "numpy", "pydantic"}),
        ("from scenes import catalog; [catalog.story(name) for name in catalog.segments()]", {"manim"}),
        (
            "import lecture.rendering.produce, lecture.rendering.preview, lecture.checks.lint, lecture.show",
            {"manim", "distributed"},
        ),
        ("import lecture.cli", {"manim", "numpy", "scipy", "pydantic", "rich"}),
    ],
)
def test_what_is_light_stays_light(statement: str, kept_out: set[str]) -> None:
    assert loaded_by(statement) & kept_out == set()
