from __future__ import annotations

import re
from pathlib import Path

import pytest

from lecture.voices.espeak import read_settings
from scenes.errors import ContentError
from scenes.narration.language import STOCK, language, languages, read_language

ENGLISH = (STOCK.folder / "en.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> tuple[Path, int]:
    """Write English with one line changed; return the file and that line."""
    found = re.search(old, ENGLISH, re.MULTILINE)
    assert found
    path = folder / "xx.toml"
    path.write_text(ENGLISH[: found.start()] + new + ENGLISH[found.end() :], encoding="utf-8")
    return path, ENGLISH[: found.start()].count("\n") + 1


@pytest.mark.parametrize("code", languages())
def test_every_language_is_read_with_its_glossary(code: str) -> None:
    facts = language(code)
    assert facts.code == code
    assert facts.terms
    assert facts.homographs
    assert facts.path == STOCK.folder / f"{code}.toml"
    named = [other for others in facts.terms.values() for other in others]
    assert not set(named) & set(facts.terms), "a term is to be avoided and to be used"
    assert len(set(named)) == len(named), "one name to avoid, two terms to use"


@pytest.mark.parametrize(
    ("old", "new", "what", "hint"),
    [
        ("^line = 42", "line = 4200", "'line' is 4200", "from 8 to 80"),
        ("^lines = 2", "lines = 2.5", "'lines' is 2.5", "a whole number"),
        ("^cps = 17.0", "cps = 0.1", "'cps' is 0.1", "from 3 to 40"),
        ("^peak_cps = 20.0", "peak_cps = 12", "'peak_cps' is 12", "from 17 to 40"),
        ("^letter = 0.071", "letter = -1", "'letter' is -1", "from 0 to 3"),
        ("^letter = 0.071", "leter = 0.071", "'letter' is missing in [pace]", "a number"),
        ("^stop = 0.40", "stop = 0.40\nlater = 1", "unknown key 'later'", "known here: comma"),
        ("^sentence = 30", "sentence = true", "'sentence' is True", "a whole number"),
        ("^spaced = false", "spaced = 0", "'spaced' is 0", "true or false"),
        ("^unspoken_patterns = .*$", "unspoken_patterns = ['(']", "'(' is no regular expression", "single"),
        ('^"epoch" = ..', '"epoch" = "era"', "'epoch' is 'era'", "a list of texts"),
        ('^"epoch" = ..', '"epoch" = [3]', "'epoch' holds 3", "a list of texts"),
        ("^groups = ..", 'groups = [["k"]]', "'groups' holds ['k']", "pairs"),
        ("^tag = ", "tag : ", "not valid TOML", ""),
    ],
)
def test_a_wrong_entry_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, what: str, hint: str
) -> None:
    path, line = changed(tmp_path, old, new)
    with pytest.raises(ContentError) as caught:
        read_language(path)
    assert what in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.path == path
    # What is missing or added is told at its table, or on its own line.
    lines = {line, line + new.count("\n"), ENGLISH[: ENGLISH.index("[pace]")].count("\n") + 1}
    assert caught.value.line in (lines if "pace" in what or "later" in what else {line})


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ("rate = 9999", "'rate' is 9999"),
        ('rate = "fast"', "'rate' is 'fast'"),
        ("speed = 1", "unknown key 'speed'"),
    ],
)
def test_a_voice_refuses_settings_out_of_its_range(tmp_path: Path, new: str, what: str) -> None:
    path, line = changed(tmp_path, "^rate = 150", new)
    with pytest.raises(ContentError, match=re.escape(what)) as caught:
        read_settings(path, "espeak")
    assert (caught.value.path, caught.value.line) == (path, line)
