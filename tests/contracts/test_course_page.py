"""docs/course.md is what its script makes of the course, and every row of the sources names segments."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from scenes import catalog

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("course_page", DOCS / "course.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run: make pages"


def test_every_row_belongs_to_a_text_and_to_segments_or_is_put_right(script: ModuleType) -> None:
    found = script.sources()
    assert {row.text for row in found.rows} == set(found.texts)
    assert all(row.segments or row.right for row in found.rows)


def test_what_no_segment_tells_yet_is_admitted(script: ModuleType) -> None:
    page = script.PAGE.read_text(encoding="utf-8")
    untold = [row for row in script.sources().rows if not set(catalog.segments()) & set(row.segments)]
    assert ("## Not told yet" in page) == bool(untold)
    for row in untold:
        assert row.says in page.split("## Not told yet")[1]
