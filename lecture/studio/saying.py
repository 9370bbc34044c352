"""What the page says: a file a language in ``texts``; adding one adds the language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).with_name("texts")


@cache
def texts() -> Mapping[str, Mapping[str, Any]]:
    """Return what the page says, by language and key; below ``meanings`` stands what hyperparameters mean."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.toml"))}


def meanings(hyperparameter: str, written: str) -> dict[str, str]:
    """Return what a hyperparameter means, by language; in English it is what its class has written."""
    translated = {code: said.get("meanings", {}).get(hyperparameter, "") for code, said in texts().items()}
    return {"en": written} | {code: meaning for code, meaning in translated.items() if meaning}
