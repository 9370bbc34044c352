from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _manim_works_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from manim import tempconfig

    folder: Path = tmp_path_factory.mktemp("manim")
    with tempconfig({"media_dir": str(folder)}):
        yield
