"""The questions of the page, each with what answers it: the same for the server and for a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lecture.errors import LectureError
from lecture.studio.answers import answer, ground, swept
from lecture.studio.catalogue import catalogue
from lecture.studio.copying import as_python
from lecture.studio.copying_toml import as_toml
from lecture.studio.given import Given
from lecture.studio.line import LineQuestion, fitted
from lecture.studio.question import Copied, Ground, Question, Sweep
from lecture.studio.refusal import mistake, refusal
from lecture.studio.saying import texts
from optimlib.errors import OptimError
from scenes.blame import said
from scenes.errors import ContentError

WEB = Path(__file__).with_name("web")

Answer = dict[str, Any]

QUESTIONS: Mapping[str, tuple[type[BaseModel], Callable[[Any], Answer]]] = {
    "ground": (Ground, ground),
    "run": (Question, answer),
    "sweep": (Sweep, swept),
    "line": (LineQuestion, fitted),
    "python": (Question, lambda asked: {"text": as_python(asked)}),
    "toml": (Copied, lambda asked: {"text": as_toml(asked)}),
}


def page(given: Given, first: Mapping[str, Any], note: str = "") -> Answer:
    """Tell all that the page is made of, and what it shows first, where that is not the usual, with a note on it."""
    return {
        **catalogue(given),
        "texts": dict(texts()),
        "markup": (WEB / "explore.html").read_text("utf-8"),
        "style": (WEB / "style.css").read_text("utf-8"),
        "first": dict(first),
        "note": note,
    }


def reply(name: str, told: object, given: Given) -> tuple[int, Answer]:
    """Answer a question; what is wrong with it is told in a sentence, with its place.

    Returns
    -------
    tuple
        200 with the answer, or what the web would say of a refusal: 404, 422, or 500 for the fault of a method or an
        objective that somebody wrote.
    """
    if name not in QUESTIONS:
        return 404, {"what": f"there is no question '{name}'", "where": []}
    kind, answered = QUESTIONS[name]
    try:
        return 200, answered(kind.model_validate(told, context=given))
    except ValidationError as error:
        return 422, refusal(error)
    except (OptimError, LectureError, ContentError) as error:
        return 422, mistake(error)
    except Exception as error:  # of a method or an objective that somebody wrote
        return 500, {"what": said(error), "where": []}
