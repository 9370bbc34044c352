"""Run docs/explore.ipynb anew, and keep in it what its cells print.

    python docs/notebook.py

Widgets are not kept: they live as long as their kernel. A test says when the page is behind.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

PAGE = Path(__file__).with_name("explore.ipynb")


def executed(notebook: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run all cells of code in their order; return the notebook with what they print, and the names they made."""
    names: dict[str, Any] = {}
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        outputs: dict[str, Any] = {}
        if cell["cell_type"] == "code":
            said = io.StringIO()
            source = "".join(cell["source"])
            with contextlib.redirect_stdout(said):
                exec(compile(source, f"cell {number}", "exec"), names)
            printed = {"name": "stdout", "output_type": "stream", "text": said.getvalue()}
            outputs = {"outputs": [printed] if said.getvalue() else []}
        cells.append({**cell, **outputs})
    return {**notebook, "cells": cells}, names


def main() -> None:
    """Write the page."""
    ran, _ = executed(json.loads(PAGE.read_text("utf-8")))
    PAGE.write_text(json.dumps(ran, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
