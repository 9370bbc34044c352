"""From written words to words that can be said, and back."""

from itertools import pairwise

import pytest

from scenes.narration.language import languages
from scenes.narration.pace import estimate_words, word_spans
from scenes.narration.saying import Reading, say, sentence_spans, without_readings
from scenes.narration.timing import Word

FORMULAS = {
    "en": {
        "−∇L(θ)": "minus the gradient of L of theta",
        "β^t → 0": "beta to the t goes to 0",
        "2.5×10⁻⁸": "2.5 times ten to the minus 8",
        "1e-4": "ten to the minus 4",
        "3.2e-4": "3.2 times ten to the minus 4",
        "g² − x_1": "g squared minus x 1",
        "x₁₀ ≤ 3%": "x 10 is at most 3 percent",
        "|x| = -5": "the absolute value of x equals minus 5",
        "θ* ≈ 0": "theta star is about 0",
        "e.g. ‖g‖": "for example, the norm of g",
        "a mini-batch of x-rays": "a mini-batch of x-rays",
        "km/h": "km/h",
        "step 3925": "step 3,925",
        "in 1964, at 0.2040": "in 1964, at 0.2040",
    },
    "zh": {
        "−∇L(θ)": "负L 西塔的梯度",
        "β^t趋于0": "贝塔的t次方趋于0",
        "1e-4": "十的负4次方",
        "2.5×10⁻⁸": "2.5乘以十的负8次方",
        "g²": "g的平方",
        "3.5%": "百分之3.5",
        "η=0.9": "伊塔等于0.9",
        "1/2": "2分之1",
    },
}


@pytest.mark.parametrize(("code", "source"), [(code, text) for code in FORMULAS for text in FORMULAS[code]])
def test_formulas_are_said_as_a_lecturer_says_them(code: str, source: str) -> None:
    said = say(source, code)
    assert said.text == FORMULAS[code][source]
    assert len(said.origin) == len(said.text) + 1
    assert all(a <= b for a, b in pairwise(said.origin))
    assert said.origin[-1] == len(source)


def test_a_reading_belongs_to_the_characters_before_it() -> None:
    said = say("还/hái děi/走，Nesterov/nˈɛstəɹɔf/", "zh")
    assert said.text == "还走，Nesterov"
    assert said.readings == (Reading(0, 1, "hái děi"), Reading(3, 11, "nˈɛstəɹɔf"))
    said = say("这还得/hái děi/走", "zh")
    assert [said.text[one.start : one.end] for one in said.readings] == ["还得"]
    # Too many syllables take no punctuation with them; the voice refuses them.
    [reading] = say("走。还/hái děi/得", "zh").readings
    assert reading == Reading(2, 3, "hái děi")
    assert without_readings("这还得/hái děi/走") == "这还得走"


def test_a_reading_keeps_its_place_when_symbols_before_it_are_spelled_out() -> None:
    said = say("β≈1，还/hái/走", "zh")
    [reading] = said.readings
    assert said.text[reading.start : reading.end] == "还"


def test_slashes_between_plain_letters_are_no_reading() -> None:
    assert say("x/y/z and/or/not", "en").readings == ()


def test_usual_readings_are_the_languages_own() -> None:
    assert [one.sound for one in say("步长变了，又一步长进", "zh").readings] == ["bù cháng", "bù cháng"]
    assert say("Epochs, not epochal", "en").readings == (Reading(0, 6, "ˈɛpɑks"),)


def test_a_reading_takes_no_time_and_is_no_word() -> None:
    plain, read = "还得走。", "还得/hái děi/走。"
    assert [read[a:b] for a, b in word_spans(read)] == [plain[a:b] for a, b in word_spans(plain)]
    assert [word.t1 for word in estimate_words(read, "zh")] == [
        word.t1 for word in estimate_words(plain, "zh")
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Why? It is 0.95. Then 30 steps.", ["Why?", "It is 0.95.", "Then 30 steps."]),
        ("He said “no.” Then left", ["He said “no.”", "Then left"]),
        ("by D. P. Kingma. And so… it goes.", ["by D. P. Kingma.", "And so… it goes."]),
        ("为什么？因为0.95。“好。”走", ["为什么？", "因为0.95。", "“好。”", "走"]),
        ("  ", []),
    ],
)
def test_sentences_are_told_apart(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def test_times_come_back_to_the_words_as_they_are_written() -> None:
    source = "So L(θ) → 0, — at once."
    said = say(source, "en")
    words = [
        Word(said.text[a:b], a, b, float(at), at + 1.0) for at, (a, b) in enumerate(word_spans(said.text))
    ]
    written = said.written(words, source)
    assert [word.text for word in written] == [source[a:b] for a, b in word_spans(source)]
    assert all(source[word.start : word.end] == word.text for word in written)
    times = {word.text: (word.t0, word.t1) for word in written}
    assert times["So"] == (0, 1)
    assert times["L(θ)"] == (1, 4)
    assert all(a.t1 <= b.t0 for a, b in pairwise(written))


@pytest.mark.parametrize("code", languages())
def test_the_sample_of_a_language_has_nothing_to_spell_out_wrong(code: str) -> None:
    from scenes.narration.language import language
    from scenes.narration.script import unspoken_symbols

    facts = language(code)
    every = "".join(facts.symbols)
    assert not set(every) & set(say(every, code).text)
    assert unspoken_symbols(facts.sample, facts) == []
