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


def test_a_name_of_thousands_of_letters_is_not_told_whole() -> None:
    told = str(VoiceError("no voice '" + "x" * 5000 + "'", "0x" + "f" * 5000))
    assert "no voice 'xxx" in told
    assert max(map(len, told.splitlines())) < 600


def test_a_sentence_of_any_length_is_told_whole() -> None:
    told = "it's in " + "one of the places that are looked at, " * 40
    assert str(VoiceError(told)) == told
