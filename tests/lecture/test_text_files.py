"""Files as other programs save them, and texts that look alike: for lecture files, words and languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from lecture.sound.speech import speak
from lecture.spec import load_spec
from lecture.voices.silent import Silent
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import read_language
from scenes.narration.reading import load_words
from scenes.narration.script import Script
from scenes.narration.toml_file import LARGEST, read_toml
from tests.lecture.running import lecture

SEGMENT = "zigzag_sgd"
LECTURE = f'title = {{ en = "A" }}\nvoice = "silent"\n\n[[segment]]\nname = "{SEGMENT}"\n'

SAVED: dict[str, Callable[[bytes], bytes]] = {
    "with a byte-order mark": lambda content: b"\xef\xbb\xbf" + content,
    "with the line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "with the line ends of old Macs": lambda content: content.replace(b"\n", b"\r"),
    "with a mark and mixed line ends": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n", 3),
    "with Ctrl-Z at its end": lambda content: content + b"\x1a",
    "without a last line end": lambda content: content.rstrip(b"\n"),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_a_file_is_read_however_it_was_saved(save: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(save(LECTURE.encode()))
    assert load_spec(tmp_path / "a.toml").segments == load_spec_of(LECTURE, tmp_path).segments

    stock = catalog.words_file(SEGMENT, "zh")
    (tmp_path / "zh.toml").write_bytes(save(stock.read_bytes()))
    mine, ours = load_words(tmp_path / "zh.toml"), load_words(stock)
    assert (mine.title, mine.screen, mine.cues) == (ours.title, ours.screen, ours.cues)
    assert mine.base.line(("cue", "walk")) == ours.base.line(("cue", "walk"))

    (tmp_path / "languages").mkdir()
    theirs = Path(catalog.__file__).with_name("languages") / "en.toml"
    (tmp_path / "languages" / "en.toml").write_bytes(save(theirs.read_bytes()))
    assert read_language(tmp_path / "languages" / "en.toml").tag == "eng"


def load_spec_of(source: str, folder: Path) -> object:
    (folder / "plain.toml").write_text(source)
    return load_spec(folder / "plain.toml")


REFUSED = {
    "UTF-16": (LECTURE.encode("utf-16"), None, "this is UTF-16 text, not UTF-8"),
    "UTF-32": (LECTURE.encode("utf-32"), None, "this is UTF-32 text, not UTF-8"),
    "UTF-16 without a mark": (LECTURE.encode("utf-16-le"), 1, "zero bytes"),
    "a zero byte": (b"title = 1\n\0", 2, "zero bytes"),
    "Latin-1": ("a = 1\nb = 'é'".encode("latin-1"), 2, "not UTF-8 text"),
    "typographic quotes": ("title = “A”".encode(), 1, "“ is no quotation mark"),
    "a wide equals sign": ("title ＝ 1".encode(), 1, "＝ is not ="),
    "wide brackets": ("［segment］".encode(), 1, "［ is not ["),
    "a blank that is none": ("a = 1\n\u00a0b = 1".encode(), 2, "U+00A0 no-break space"),
    "a mark in the middle": ("a = 1\n\ufeffb = 1".encode(), 2, "U+FEFF zero width no-break space"),
    "brackets without end": (b"a = " + b"[" * 5000, None, "too many brackets"),
    "a number without end": (b"a = " + b"9" * 5000, 1, "write those that count"),
    "too much": (b"#" * (LARGEST + 1), None, "too large"),
}


@pytest.mark.parametrize(("content", "line", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_such_text_is_told(content: bytes, line: int | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        read_toml(path)
    assert told in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path, line)


ADVICE = {
    "twice": ("a = 1\na = 2", 2, "a second time"),
    "a table twice": ("[a]\n[a]", 2, "a second time"),
    "no end": ('a = "x', 1, "no quotation mark at its end"),
    "no end on its line": ('a = "x\nb = 1', 1, "no quotation mark at its end"),
    "a backslash": ('a = "C:\\words"', 1, "a backslash is written twice"),
    "an odd character": ("a = 1\n\x1ab = 1", 2, "stand between quotes"),
    "a bracket": ("a = [1, 2\nb = 1", 2, "]"),
    "anything else": ("a = x", 1, "stand between quotes"),
}


@pytest.mark.parametrize(("source", "line", "told"), ADVICE.values(), ids=ADVICE)
def test_the_hint_fits_what_is_wrong(source: str, line: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(source)
    with pytest.raises(ContentError) as caught:
        read_toml(tmp_path / "a.toml", hint="texts stand between quotes")
    assert told in caught.value.hint
    assert caught.value.line == line


def test_a_wide_comma_in_a_torn_text_is_not_blamed(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('a = """一"""，二\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_toml(tmp_path / "a.toml", hint="close the quotes")
    assert caught.value.hint == "close the quotes"


def told_in(folder: Path, change: Callable[[str], str], language: str = "en") -> Script:
    """Render the words of a segment after a change to their file."""
    path = folder / f"{language}.toml"
    path.write_text(
        change(catalog.words_file(SEGMENT, language).read_text(encoding="utf-8")), encoding="utf-8"
    )
    story = catalog.story(SEGMENT)
    parameters = story.parameters()
    told = story.told(parameters, story.facts(parameters))
    return load_words(path).render(told, story.beats)


def test_decomposed_words_are_the_same_words_to_the_letter(tmp_path: Path) -> None:
    def french(text: str) -> str:
        text = text.replace("<go/>", "Poincaré's café <go/>", 1).replace('title = "', 'title = "Évariste: ')
        return text.replace("[screen]", '[screen]\nname = "Gödel"')

    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", french(text))

    def escaped(text: str) -> str:
        return french(text).replace("é", "e\\u0301").replace("É", "E\\u0301").replace("ö", "o\\u0308")

    composed = told_in(tmp_path, french)
    assert "Poincaré's café" in next(cue for cue in composed.cues if cue.name == "walk").spoken
    assert told_in(tmp_path, apart) == composed
    assert told_in(tmp_path, escaped) == composed


def test_a_mistake_behind_decomposed_words_is_told_with_its_line(tmp_path: Path) -> None:
    def wrong(text: str) -> str:
        return unicodedata.normalize("NFD", text.replace("<go/>", "Poincaré <go/> {é_x}", 1))

    with pytest.raises(ContentError, match=r"cannot read '\{é_x\}'") as caught:
        told_in(tmp_path, wrong)
    lines = (tmp_path / "en.toml").read_text(encoding="utf-8").split("\n")
    assert caught.value.line == 1 + next(at for at, line in enumerate(lines) if "{e\u0301_x}" in line)


def test_what_nobody_sees_is_not_spoken(tmp_path: Path) -> None:
    plain = told_in(tmp_path, lambda text: text.replace("<go/>", "find it <go/>", 1))
    for other in ("fi\u00adnd it", "\ufb01nd it", "fi\u200bnd\u2060 it", "\ufefffind it"):
        assert told_in(tmp_path, lambda text, it=other: text.replace("<go/>", f"{it} <go/>", 1)) == plain


def test_radicals_that_look_like_characters_become_characters(tmp_path: Path) -> None:
    wanted = told_in(tmp_path, lambda text: text.replace("<go/>", "人山<go/>", 1), "zh")
    assert told_in(tmp_path, lambda text: text.replace("<go/>", "\u2f08\u2f2d<go/>", 1), "zh") == wanted


class Listener(Silent):
    """The silent voice, which notes what it was given."""

    def synthesize(self, text: str, language: str) -> object:
        self.heard.append(text)
        return super().synthesize(text, language)


def test_voices_get_plain_blanks_and_digits_and_offsets_hold(tmp_path: Path) -> None:
    script = told_in(
        tmp_path, lambda text: text.replace("<go/>", "Ｔｅｎ\u00a0non\u2011linear ９５％ <go/>", 1)
    )
    cue = next(cue for cue in script.cues if cue.name == "walk")
    assert "Ｔｅｎ\u00a0non\u2011linear ９５％" in cue.shown
    voice = Listener()
    object.__setattr__(voice, "heard", [])
    speeches = speak(script, voice, tmp_path / "cache")
    heard = next(text for text in voice.heard if "Ten" in text)
    assert "Ten non-linear 95 percent " in heard
    words = speeches[script.cues.index(cue)].words
    [go] = [word for word in words if word.start == cue.marks["go"]]
    assert cue.time_of("go", words) == go.t0


def test_letters_of_other_alphabets_that_hide_in_a_word_are_told_by_name(tmp_path: Path) -> None:
    words = tmp_path / "words" / SEGMENT / "en.toml"
    words.parent.mkdir(parents=True)
    stock = catalog.words_file(SEGMENT, "en").read_text(encoding="utf-8")
    words.write_text(stock.replace("<go/>", "<go/> Ad\u0430m", 1), encoding="utf-8")
    (tmp_path / "a.toml").write_text('words = "words"\n' + LECTURE)
    done = lecture("check", "a.toml", "--no-layout", folder=tmp_path)
    assert done.returncode == 2
    assert "no voice speaks 'а' (cyrillic small letter a)" in done.stdout


def test_control_characters_are_refused_where_they_stand(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"'title' holds the control character U\+001B"):
        told_in(tmp_path, lambda text: text.replace('title = "', 'title = "\\u001b[2J', 1))


def test_titles_and_names_of_a_lecture_are_composed(tmp_path: Path) -> None:
    source = LECTURE.replace('"A"', '"Poincare\u0301"')
    spec = load_spec_of('name = "cafe\u0301"\n' + source, tmp_path)
    assert (spec.name, spec.title["en"]) == ("café", "Poincaré")
