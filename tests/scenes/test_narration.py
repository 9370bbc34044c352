from __future__ import annotations

import pickle
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.layer import WordsLayer
from scenes.narration.pace import estimate_words
from scenes.narration.reading import load_words
from scenes.narration.script import Script, unspeakable
from scenes.narration.template import Told
from scenes.narration.timing import Word
from scenes.narration.words_file import WordsFile


@dataclass(frozen=True)
class Ravine:
    angle: float = 158.04

    @property
    def steps(self) -> int:
        return 30


FACTS: dict[str, Any] = {
    "ravine": Ravine(),
    "eta": 0.95,
    "diverges": False,
    "at": None,
    "name": {"en": "Adam", "zh": "Adam 法"},
    "rows": [{"w": 1.5}, {"w": 2.5}],
}
BEATS = {"question": ("turn",), "answer": ()}

WORDS = '''title = "At η = {eta}"

[screen]
loss = "loss $x_{{1}} < {eta}$ #box[[a]]"

[cue.question]
pause = 0.8
text = """It turns <turn/> by {ravine.angle:.0f} degrees,
after {ravine.steps} steps of [[η|eta]] = {eta}."""

[[cue.question.when]]
fact = "diverges"
text = """It runs
away <turn/> at step {at}."""

[cue.answer]
text = "{name} ends at {rows[-1].w:.1f}."
'''


def words(folder: Path, text: str = WORDS, language: str = "en") -> WordsFile:
    path = folder / f"{language}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_words(path)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_script_has_facts_in_shown_and_spoken_form(tmp_path: Path) -> None:
    script = words(tmp_path).render(FACTS, BEATS)
    question, answer = script.cues
    assert script.title == "At η = 0.95"
    assert script.screen == {"loss": "loss $x_{1} < 0.95$ #box[[a]]"}
    assert question.shown == "It turns by 158 degrees, after 30 steps of η = 0.95."
    assert question.spoken == "It turns by 158 degrees, after 30 steps of eta = 0.95."
    assert question.spoken[question.marks["turn"] :].startswith("by 158")
    assert question.pause == 0.8
    assert answer.spoken == "Adam ends at 2.5."


def test_pieces_join_to_both_texts(tmp_path: Path) -> None:
    for cue in words(tmp_path).render(FACTS, BEATS).cues:
        assert "".join(piece.shown for piece in cue.pieces) == cue.shown
        assert "".join(piece.spoken for piece in cue.pieces) == cue.spoken


def test_a_script_travels_between_processes(tmp_path: Path) -> None:
    script = words(tmp_path).render(FACTS, BEATS)
    for copy in (pickle.loads(pickle.dumps(script)), Script.from_json(script.to_json())):
        assert copy == script
        assert copy.places == script.places
        assert copy.cues[0].time_of("turn", [Word("by", 9, 11, 1.0, 2.0)]) == 1.0


@pytest.mark.parametrize("truth", [True, np.True_])
def test_the_first_true_variant_speaks(tmp_path: Path, truth: object) -> None:
    script = words(tmp_path).render({**FACTS, "diverges": truth, "at": 12}, BEATS)
    assert script.cues[0].spoken == "It runs away at step 12."


def test_a_chosen_text_may_not_speak_of_what_never_happened(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no value") as caught:
        words(tmp_path).render({**FACTS, "diverges": True}, BEATS)
    assert caught.value.line == line_of(WORDS, "away <turn/>")


def test_cues_follow_the_beats_not_the_file(tmp_path: Path) -> None:
    script = words(tmp_path).render(FACTS, dict(reversed(BEATS.items())))
    assert [cue.name for cue in script.cues] == ["answer", "question"]


def test_lines_of_mandarin_join_without_a_blank(tmp_path: Path) -> None:
    text = 'title = "t"\n[cue.a]\ntext = """梯度\n  下降<m/>\n向前 {eta} 步。\n{name} 好"""'
    cue = words(tmp_path, text, "zh").render(FACTS, {"a": ("m",)}).cues[0]
    assert cue.spoken == "梯度下降向前 0.95 步。Adam 法 好"
    assert cue.spoken[cue.marks["m"]] == "向"


@pytest.mark.parametrize(
    ("old", "new", "what", "hint", "at"),
    [
        ("ravine.angle", "ravine.angel", "no fact 'ravine.angel'", "'ravine.angle'", "{ravine.angel"),
        ("ravine.steps", "ravin.steps", "no fact 'ravin.steps'", "'ravine'", "{ravin.steps"),
        ("angle:.0f", "angle:.0q", "cannot write fact", "", "{ravine.angle:.0q"),
        ("{ravine.steps}", "{ravine}", "no number and no text", "", "after {ravine}"),
        ("{ravine.steps}", "{diverges}", "no number and no text but bool", "", "{diverges}"),
        ("{ravine.steps}", "{ravine steps", "cannot read '{ravine steps", "", "{ravine steps"),
        ("after {", "<turm/> after {", "no mark 'turm'", "<turn/>", "<turm/>"),
        ("after {", "<turn/> after {", "stands twice", "", "<turn/> after"),
        ("away <turn/>", "away <turn>", "cannot read the mark", "<name/>", "away <turn>"),
        ("away <turn/>", "away", "mark 'turn' is missing", "<turn/>", 'text = """It runs'),
        ("[[η|eta]]", "[[eta]]", "cannot read '[[eta]]'", "[[shown|spoken]]", "[[eta]]"),
        ('"diverges"', '"diverged"', "no fact 'diverged'", "'diverges'", 'fact = "diverged"'),
        ('"diverges"', '"eta"', "neither true nor false", "", 'fact = "eta"'),
        ("[cue.answer]", "[cue.anser]", "no beat 'anser'", "'answer'", "[cue.anser]"),
        ("rows[-1]", "rows[5]", "no fact 'rows[5].w'", "no element 5", "{rows[5]"),
        ("< {eta}", "< {eda}", "screen.loss: no fact 'eda'", "'eta'", "loss $"),
        ("η = {eta}", "η = {eda}", "title: no fact 'eda'", "'eta'", "title"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, what: str, hint: str, at: str
) -> None:
    assert WORDS.count(old) >= 1
    text = WORDS.replace(old, new, 1)
    found = words(tmp_path, text).problems(FACTS, BEATS)
    told = next(error for error in found if what in error.what)
    assert hint in told.hint
    assert told.line == line_of(text, at)
    assert told.path == tmp_path / "en.toml"
    with pytest.raises(ContentError):
        words(tmp_path, text).render(FACTS, BEATS)


def test_all_mistakes_are_told_at_once_in_order(tmp_path: Path) -> None:
    text = WORDS.replace("ravine.angle", "ravine.angel").replace("{at}", "{art}").replace("{name}", "{nome}")
    found = words(tmp_path, text).problems(FACTS, {**BEATS, "end": (), "coda": ()})
    assert "'end', 'coda'" in found[0].what
    lines = [error.line for error in found[1:]]
    assert lines == sorted(lines)
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("old", "new", "what", "at"),
    [
        ("pause = 0.8", "pause = 0.1", "a pause of 0.1", "pause"),
        ("pause = 0.8", 'pause = "long"', "'pause' is 'long'", "pause"),
        ("pause = 0.8", "paus = 0.8", "unknown key 'paus'", "paus"),
        ('fact = "diverges"\n', "", "'fact' is missing in [cue.question.when.0]", "[[cue.question.when]]"),
        ('[screen]\nloss = "', '[screen]\nloss = 3 # "', "'loss' is 3", "loss"),
        ("[screen]", "[scren]", "unknown key 'scren'", "[scren]"),
        ('title = "At', 'title "At', "not valid TOML", "title"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, old: str, new: str, what: str, at: str
) -> None:
    text = WORDS.replace(old, new, 1)
    with pytest.raises(ContentError) as caught:
        words(tmp_path, text)
    assert what in caught.value.what
    assert caught.value.line == line_of(text, at)


def test_a_missing_file_and_an_unknown_language_are_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="missing"):
        load_words(tmp_path / "none" / "en.toml")
    with pytest.raises(ContentError, match="no language 'eo' \\(there are: en, zh\\)"):
        words(tmp_path, WORDS, "eo")


@pytest.mark.parametrize(
    ("language", "said", "symbols"),
    [
        ("en", "follow ~f, 𝐿 and ℝ and #5", ["~", "𝐿", "ℝ", "#"]),
        ("en", "−∇f < 1 - x², zig-zag, 10 times 3 = 30", []),
        ("zh", "η 等于 -1，x ≤ 2，共 12345 步，x-1", ["12345", "-"]),
        ("zh", "学习率 0.95，走 1 万 2345 步。", []),
    ],
)
def test_what_no_voice_speaks_is_found(tmp_path: Path, language: str, said: str, symbols: list[str]) -> None:
    text = f'title = "t"\n[cue.a]\ntext = """{said}"""'
    file = words(tmp_path, text, language)
    script = file.render({}, {"a": ()})
    assert [found.symbol for found in unspeakable(script)] == symbols
    assert all(said[found.start :].startswith(found.symbol) for found in unspeakable(script))
    assert len(file.problems({}, {"a": ()})) == len(symbols)


def test_formula_source_in_subtitles_is_refused(tmp_path: Path) -> None:
    text = 'title = "t"\n[cue.a]\ntext = "take [[$x_1$|x one]] and [[x₁|x one]]"'
    (problem,) = words(tmp_path, text).problems({}, {"a": ()})
    assert "$x_1$" in problem.what


def test_a_mark_is_the_first_word_at_or_after_it(tmp_path: Path) -> None:
    text = 'title = "t"\n[cue.a]\ntext = "One <b/>two, <c/> three.<e/>"'
    cue = words(tmp_path, text).render({}, {"a": ("b", "c", "e")}).cues[0]
    spoken = [Word(w, cue.spoken.index(w), cue.spoken.index(w) + len(w), t, t + 0.5) for t, w in
              enumerate(("One", "two", "three"))]  # fmt: skip
    assert [cue.time_of(mark, spoken) for mark in "bce"] == [1, 2, 2.5]


@pytest.mark.parametrize("language", languages())
def test_estimates_are_repeatable_and_in_order(language: str) -> None:
    text = "Momentum remembers 30 steps; 动量会记住 30 步。"
    said = estimate_words(text, language)
    assert said == estimate_words(text, language)
    assert all(a.t0 < a.t1 <= b.t0 for a, b in pairwise(said))
    assert all(text[word.start : word.end] == word.text for word in said)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("segment", catalog.segments())
def test_the_words_we_ship_have_no_mistake(segment: str, language: str) -> None:
    story = catalog.story(segment)
    file = load_words(catalog.words_file(segment, language))
    parameters = story.parameters()
    told = story.told(parameters, story.facts(parameters))
    assert [str(problem) for problem in file.problems(told, story.beats)] == []


def test_languages_show_the_same_texts_on_the_screen() -> None:
    for segment in catalog.segments():
        story = catalog.story(segment)
        parameters = story.parameters()
        told = story.told(parameters, story.facts(parameters))
        scripts: list[Script] = [
            load_words(catalog.words_file(segment, language)).render(told, story.beats)
            for language in languages()
        ]
        assert len({frozenset(script.screen) for script in scripts}) == 1


OWN = '''title = "Mine at {eta}"

[screen]
loss = "cost"

[cue.question]
text = """Mine <turn/> has {ravine.steps} steps."""

[cue.answer]
pause = 2
'''


def laid_over(folder: Path, own: str, stock: str = WORDS) -> WordsFile:
    words(folder, stock)
    path = folder / "own" / "en.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(own, encoding="utf-8")
    return load_words(folder / "en.toml", [WordsLayer.read(path)])


def test_own_words_take_the_place_of_what_they_cover_entry_by_entry(tmp_path: Path) -> None:
    stock, mine = words(tmp_path).render(FACTS, BEATS), laid_over(tmp_path, OWN).render(FACTS, BEATS)
    assert mine.title == "Mine at 0.95"
    assert mine.screen == {"loss": "cost"}
    assert mine.cues[0].spoken == "Mine has 30 steps."
    assert [cue.pause for cue in mine.cues] == [0.8, 2.0]
    assert mine.cues[1].spoken == stock.cues[1].spoken
    assert laid_over(tmp_path, "").render(FACTS, BEATS) == stock


def test_variants_stay_until_they_are_replaced_all_together(tmp_path: Path) -> None:
    wild = {**FACTS, "diverges": True, "at": 12}
    assert laid_over(tmp_path, OWN).render(wild, BEATS).cues[0].spoken == "It runs away at step 12."
    none = OWN.replace("[cue.answer]", "when = []\n[cue.answer]")
    assert laid_over(tmp_path, none).render(wild, BEATS).cues[0].spoken == "Mine has 30 steps."


@pytest.mark.parametrize(
    ("old", "new", "what", "hint", "at"),
    [
        ("loss =", "los =", "no on-screen text 'los'", "did you mean 'loss'", "los ="),
        ("[cue.answer]", "[cue.anser]", "no beat 'anser'", "'answer'", "[cue.anser]"),
        ("ravine.steps", "ravine.step", "no fact 'ravine.step'", "'ravine.steps'", "{ravine.step}"),
        ("Mine <turn/>", "Mine", "mark 'turn' is missing", "<turn/>", "text ="),
        ("{eta}", "{eda}", "title: no fact 'eda'", "'eta'", "title"),
    ],
)
def test_a_mistake_in_own_words_names_their_file(
    tmp_path: Path, old: str, new: str, what: str, hint: str, at: str
) -> None:
    own = OWN.replace(old, new, 1)
    (found,) = laid_over(tmp_path, own).problems(FACTS, BEATS)
    assert what in found.what
    assert hint in found.hint
    assert (found.path, found.line) == (tmp_path / "own/en.toml", line_of(own, at))


def test_a_mistake_in_words_below_names_the_file_below(tmp_path: Path) -> None:
    stock = WORDS.replace("{name}", "{nome}")
    (found,) = laid_over(tmp_path, OWN, stock).problems(FACTS, BEATS)
    assert (found.path, found.line) == (tmp_path / "en.toml", line_of(stock, "{nome}"))


def test_own_words_may_be_the_first_in_a_language_if_they_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "zh.toml"
    path.write_text(WORDS, encoding="utf-8")
    absent = tmp_path / "stock" / "zh.toml"
    assert load_words(absent, [WordsLayer.read(path)]).render(FACTS, BEATS).language == "zh"
    path.write_text(OWN, encoding="utf-8")
    with pytest.raises(ContentError, match="'text' is missing"):
        load_words(absent, [WordsLayer.read(path)])


def test_a_table_of_another_file_may_be_laid_over(tmp_path: Path) -> None:
    source = '[[segment]]\nname = "a"\n[segment.words.en.cue.question]\ntext = """<turn/>\n{etta}"""\n'
    (tmp_path / "my.toml").write_text(source)
    whole = WordsLayer.read(tmp_path / "my.toml")
    table = whole.data["segment"][0]["words"]["en"]
    words(tmp_path)
    layer = WordsLayer(whole.path, table, whole.lines, ("segment", 0, "words", "en"))
    (found,) = load_words(tmp_path / "en.toml", [layer]).problems(FACTS, BEATS)
    assert (found.path, found.line) == (tmp_path / "my.toml", 5)


def test_parameters_are_told_like_facts_and_facts_come_first(tmp_path: Path) -> None:
    text = 'title = "t"\n[cue.a]\ntext = "From {start[0]:g} at {eta:g} in {steps} steps."'
    told = Told(Ravine(), {"start": (-7.0, 2.0), "eta": 0.5, "steps": 99})
    assert words(tmp_path, text).render(told, {"a": ()}).cues[0].shown == "From −7 at 0.5 in 30 steps."
    wrong = text.replace("eta", "etta").replace("start", "q")
    near, far = sorted(
        words(tmp_path, wrong).problems(told, {"a": ()}), key=lambda error: "etta" not in error.what
    )
    assert near.hint == "did you mean 'eta'?"
    assert far.hint == "facts: angle, steps; parameters: start, eta, steps"


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    plain = words(tmp_path).render(FACTS, BEATS)
    assert words(tmp_path, "\ufeff" + WORDS).render(FACTS, BEATS) == plain
