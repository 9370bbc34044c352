from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from lecture import errors
from lecture.errors import LectureError, VoiceError, WordsError, content_as
from scenes.errors import ContentError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LectureError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_in_the_tree_of_the_module_and_crosses_processes(kind: type[LectureError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
    error = kind("what", "hint", path=Path("a.toml"), line=3, segment="adam", cue="start")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == "a.toml:3: adam, cue 'start': what\n  hint"


def test_a_mistake_of_the_scenes_becomes_one_of_ours() -> None:
    with pytest.raises(WordsError) as caught, content_as(WordsError, "adam"):
        raise ContentError("no fact", hint="mend it", path=Path("a.toml"), line=7)
    assert str(caught.value) == "a.toml:7: adam: no fact\n  mend it"


def test_unknown_places_are_left_out() -> None:
    assert str(VoiceError("no sound")) == "no sound"
