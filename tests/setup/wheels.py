"""Tiny packages, made on the spot: what an index holds without an index."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path


def make_wheel(
    folder: Path,
    name: str,
    version: str,
    requires: Sequence[str] = (),
    extras: Sequence[str] = (),
    files: int = 0,
) -> Path:
    """Write a wheel with one module that holds its version and ``files`` small files besides, and return its path."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Provides-Extra: {extra}" for extra in extras),
        *(f"Requires-Dist: {requirement}" for requirement in requires),
    ]
    held = {
        f"{module}.py": f'VERSION = "{version}"\n',
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {module}:VERSION.lower\n",
    }
    held |= {f"{module}_files/{number}.txt": "." * 5000 for number in range(files)}
    record = "".join(f"{path},{_digest(text)},{len(text)}\n" for path, text in held.items())
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name_inside, text in {**held, f"{info}/RECORD": record + f"{info}/RECORD,,\n"}.items():
            wheel.writestr(name_inside, text)
    return path


def lock_line(path: Path) -> str:
    """Return a wheel's entry in a lock file, as uv writes it."""
    name, version, *_ = path.name.split("-")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name.replace('_', '-').lower()}=={version} \\\n    --hash=sha256:{digest}\n"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
