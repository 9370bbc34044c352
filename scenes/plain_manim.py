"""What plain ``manim render`` needs so that a segment's files can import each other."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType


def adopt_scene_files() -> None:
    """Give each scene file that manim has opened the package that its relative imports go through.

    manim names the module of a file by its whole path, with dots for slashes, and makes no package of its folder.
    """
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        package = name.rpartition(".")[0]
        if file and os.sep in name and package not in sys.modules:
            made = ModuleType(package)
            made.__path__ = [str(Path(file).parent)]
            sys.modules[package] = made
