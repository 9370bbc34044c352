"""What a segment without a drawing shows for each cue: a statement, taken from its words."""

from __future__ import annotations

import re
from dataclasses import replace

from scenes.narration.script import Script

_SENTENCE = re.compile(r".+?(?:[.!?…]+(?=\s|$)|[。！？]+)")


def with_statements(script: Script) -> Script:
    """Give every cue an on-screen text that is called like it, if it has none: the first sentence of what is said."""
    statements = {
        cue.name: script.screen.get(cue.name) or plain(first_sentence(cue.shown)) for cue in script.cues
    }
    places = {f"screen.{name}": script.places["screen"] for name in statements} | dict(script.places)
    return replace(script, screen={**script.screen, **statements}, places=places)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text.

    Examples
    --------
    >>> first_sentence("It is 0.95. And more."), first_sentence("走了 30 步。还在走。")
    ('It is 0.95.', '走了 30 步。')
    """
    match = _SENTENCE.match(text)
    return match.group() if match else text


def plain(text: str) -> str:
    r"""Return Typst markup that shows a text as it is.

    Examples
    --------
    >>> plain('say "x_1"')
    '#"say \\"x_1\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'
