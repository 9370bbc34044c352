"""What one source file says: its syntax without comments and docstrings, and whom it asks for."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lecture.keys.memory import remembered

READERS = {"__doc__", "getdoc", "getsource", "getsourcelines", "getcomments"}
"""Ways in which a module can read what is otherwise no part of the program."""


@dataclass(frozen=True)
class Syntax:
    """One file.

    Attributes
    ----------
    digest
        SHA-256 of its syntax tree, without comments, docstrings and the way lines are broken.
    text
        SHA-256 of its text.
    reads_text
        Whether it reads source or docstrings itself.
    imports
        Level (the dots), module and names of each import, wherever it stands.
    programs
        Texts in it that could name a Python file.
    """

    digest: str
    text: str
    reads_text: bool
    imports: tuple[tuple[int, str, tuple[str, ...]], ...]
    programs: tuple[str, ...]


def syntax(path: Path) -> Syntax:
    """Read a file, once for each state of it."""
    python, digest, text, reads_text, imports, programs = remembered(parsed, path)
    if python != _PYTHON:
        python, digest, text, reads_text, imports, programs = parsed(path)
    whom = tuple((level, module, tuple(names)) for level, module, names in imports)
    return Syntax(digest, text, reads_text, whom, tuple(programs))


_PYTHON = sys.version


def parsed(path: Path) -> list[object]:
    """Read a file and tell, in plain values, which Python read it and what it says."""
    source = path.read_bytes()
    tree = ast.parse(source)
    reads_text = False
    imports: list[tuple[int, str, tuple[str, ...]]] = []
    programs: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports += [(0, alias.name, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imports.append((node.level, node.module or "", tuple(alias.name for alias in node.names)))
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node.value.endswith(".py"):
                programs.append(node.value)
        elif isinstance(body := getattr(node, "body", None), list):
            # An expression that is nothing but a text is a docstring, of whatever it stands below.
            node.body = [one for one in body if not _is_text(one)]  # type: ignore[attr-defined]
        reads_text = reads_text or bool(_names(node) & READERS)
    digest = sha256(ast.dump(tree).encode()).hexdigest()
    return [_PYTHON, digest, sha256(source).hexdigest(), reads_text, imports, programs]


def _names(node: ast.AST) -> set[str]:
    """Return what a node calls things by."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
