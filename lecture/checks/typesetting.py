"""On-screen texts that Typst cannot set, found without drawing anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typst

from scenes.components.text.typesetting import fonts, preamble
from scenes.errors import ContentError
from scenes.narration.script import Script


def unset_texts(script: Script) -> Iterator[ContentError]:
    """Find texts under ``[screen]``, and a title, that are no markup; each is told with the line it stands at."""
    texts = {"title": script.title, **{f"screen.{key}": text for key, text in script.screen.items()}}
    for name, text in texts.items():
        try:
            typst.compile(f"{preamble(script.language)}\n{text}".encode(), font_paths=fonts())
        except typst.TypstError as error:
            place = script.places[name]
            yield ContentError(
                f"{name}: Typst cannot set “{text}”: {error.message}",
                hint="; ".join(error.hints),
                path=Path(place.path),
                line=place.line,
            )
