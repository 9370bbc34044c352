"""What one source file says: its syntax without comments and docstrings, and whom it asks for."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

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
    hands_out
        The names it binds, if it finds whatever else it is asked for at run time (``__getattr__``); else none.
    """

    digest: str
    text: str
    reads_text: bool
    imports: tuple[tuple[int, str, tuple[str, ...]], ...]
    programs: tuple[str, ...]
    hands_out: tuple[str, ...] | None


def syntax(path: Path) -> Syntax:
    """Read a file, once for each state of it."""
    python, digest, text, reads_text, imports, programs, bound = remembered(parsed, path)
    if python != _PYTHON:
        python, digest, text, reads_text, imports, programs, bound = parsed(path)
    whom = tuple((level, module, tuple(names)) for level, module, names in imports)
    return Syntax(digest, text, reads_text, whom, tuple(programs), None if bound is None else tuple(bound))


_PYTHON = sys.version


def parsed(path: Path) -> list[Any]:
    """Read a file and tell, in plain values, which Python read it and what it says."""
    source = path.read_bytes()
    text = sha256(source).hexdigest()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        # Whoever runs it tells what is wrong, with file and line.
        return [_PYTHON, text, text, False, [], [], None]
    bound = _bound(tree)
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
    return [_PYTHON, digest, text, reads_text, imports, programs, bound]


def _bound(module: ast.Module) -> list[str] | None:
    """Return the names that a module binds by imports and functions, if it has a ``__getattr__`` for all others."""
    bound: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            bound |= {alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef):
            bound.add(node.name)
    return sorted(bound) if "__getattr__" in bound else None


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
