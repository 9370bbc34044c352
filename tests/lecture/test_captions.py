from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
import srt
from hypothesis import given, settings
from hypothesis import strategies as st

from lecture.subtitles.breaks import TORN, Breaks
from lecture.subtitles.captions import GAP_FRAMES, LONGEST, SHORTEST, Caption, captions
from lecture.subtitles.files import to_srt, to_vtt
from lecture.subtitles.units import shown_units
from scenes import catalog
from scenes.narration.language import language, languages
from scenes.narration.pace import estimate_words
from scenes.narration.script import CueBuilder, ScriptCue, is_wide
from scenes.narration.timing import Word
from scenes.performance import Performance

ENGLISH = [
    "the",
    "a",
    "gradient",
    "valley",
    "of",
    "and",
    "jumps",
    "0.95",
    "(again)",
    "learning",
    "rate",
    "it",
    "is",
]
MANDARIN = ["梯度", "学习率", "动量", "的", "和", "下降", "0.95", "Adam", "（再次）", "山谷", "它", "一步"]
PAIRS = [("η", "eta"), ("−0.9", "minus 0.9"), ("1.4×10⁻⁸", "1.4 times ten to the minus 8")]


@st.composite
def cues(draw: st.DrawFn) -> tuple[str, ScriptCue]:
    code = draw(st.sampled_from(languages()))
    vocabulary, stops = (
        (MANDARIN, ["，", "。", "、", "？"]) if code == "zh" else (ENGLISH, [",", ".", ":", "?"])
    )
    blank = "" if code == "zh" else " "
    builder = CueBuilder()
    for at, word in enumerate(
        draw(st.lists(st.sampled_from([*vocabulary, *PAIRS]), min_size=1, max_size=60))
    ):
        if at:
            builder.add(blank, blank)
        shown, spoken = (word, word) if isinstance(word, str) else word
        builder.add(shown, spoken)
        if draw(st.integers(0, 5)) == 0:
            stop = draw(st.sampled_from(stops))
            builder.add(stop, stop)
    return code, builder.build("cue", 0.5)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def size(text: str, code: str) -> float:
    return sum(1 if is_wide(char) else language(code).subtitles.half_width for char in text)


@settings(deadline=None, max_examples=120, derandomize=True)
@given(said=cues(), start=st.floats(0, 500), fps=st.sampled_from([Fraction(15), Fraction(30), Fraction(60)]))
def test_subtitles_lose_nothing_and_keep_every_limit(
    said: tuple[str, ScriptCue], start: float, fps: Fraction
) -> None:
    code, cue = said
    rules = language(code).subtitles
    words = estimate_words(cue.spoken, code)
    until = start + words[-1].t1 + 1.0
    found = captions(cue, words, code, start=start, until=until, fps=fps)

    assert bare("".join("".join(caption.lines) for caption in found)) == bare(cue.shown)
    for caption in found:
        assert 1 <= len(caption.lines) <= rules.lines
        assert all(0 < size(line, code) <= rules.line for line in caption.lines)
        assert all(line == line.strip() for line in caption.lines)
        assert not any(line.endswith(("(", "（")) for line in caption.lines)
        seconds = caption.end - caption.start
        assert seconds <= LONGEST + 1e-6
        assert size("".join(caption.lines), code) / seconds <= rules.peak_cps + 1e-6
        for time in (caption.start, caption.end):
            assert time * fps == pytest.approx(round(time * fps), abs=1e-6)
    for one, other in pairwise(found):
        assert other.start - one.end >= GAP_FRAMES / fps - 1e-6
    for at, caption in enumerate(found):
        if caption.end - caption.start < SHORTEST - 1 / fps:
            # Too short only where no neighbour had room for it.
            beside = [found[other] for other in (at - 1, at + 1) if 0 <= other < len(found)]
            for neighbour in beside:
                together = size("".join(caption.lines + neighbour.lines), code)
                assert (
                    together > rules.line
                    or max(caption.end, neighbour.end) - min(caption.start, neighbour.start) > LONGEST
                )
    assert found[0].start <= start + words[0].t0
    assert found[-1].end <= until


@settings(deadline=None, max_examples=60, derandomize=True)
@given(said=cues())
def test_units_are_in_order_and_cover_the_shown_text(said: tuple[str, ScriptCue]) -> None:
    code, cue = said
    units = shown_units(cue, estimate_words(cue.spoken, code))
    assert units[0].start == 0
    assert units[-1].end == len(cue.shown)
    assert all(one.end == other.start and one.t1 <= other.t0 for one, other in pairwise(units))
    assert all(unit.t0 <= unit.t1 for unit in units)


def test_shown_text_has_the_times_of_what_is_spoken_for_it() -> None:
    builder = CueBuilder()
    builder.add("At ", "At ")
    builder.add("10⁻⁸", "ten to the minus 8")
    builder.add(" it stops.", " it stops.")
    cue = builder.build("a", 0.5)
    words = []
    for at, match in enumerate(re.finditer(r"\S+", cue.spoken)):
        words.append(Word(match.group(), match.start(), match.end(), at, at + 0.9))
    assert [(unit.t0, unit.t1) for unit in shown_units(cue, words)] == [
        (0, 0.9),
        (1, 5.9),
        (6, 6.9),
        (7, 7.9),
    ]


@pytest.mark.parametrize(
    ("code", "text", "lines"),
    [
        (
            "en",
            "In other words, the output is a function of the weighted sum.",
            ("In other words, the output", "is a function of the weighted sum."),
        ),
        (
            "en",
            "It takes smaller and smaller steps because the gradient fades.",
            ("It takes smaller and smaller steps", "because the gradient fades."),
        ),
        (
            "zh",
            "每一步都跳到对面的山坡而路径几乎不往前走。",
            ("每一步都跳到对面的山坡", "而路径几乎不往前走。"),
        ),
        # A word that no list of ours has, and an equation.
        ("zh", "让一支长度固定的箭头绕着起点摆动。", ("让一支长度固定的箭头", "绕着起点摆动。")),
        ("zh", "这条规则能不能找出 y = 2x 里的斜率呢？", ("这条规则能不能找出", "y = 2x 里的斜率呢？")),
    ],
)
def test_lines_break_where_a_reader_would(code: str, text: str, lines: tuple[str, ...]) -> None:
    cue = ScriptCue("a", text, text, (), {})
    words = estimate_words(text, code)
    (caption,) = captions(cue, words, code, start=0, until=20, fps=Fraction(30))
    assert caption.lines == lines


def told(code: str, text: str) -> list[str]:
    """Cut a text as a voice of the usual pace would speak it, lines parted by a stroke."""
    words = estimate_words(text, code)
    found = captions(ScriptCue("a", text, text, (), {}), words, code, start=0, until=60, fps=Fraction(30))
    return [" / ".join(caption.lines) for caption in found]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        # A question stands apart from its answer.
        (
            "en",
            "What does the ball do at the minimum? It runs past it, to the other side.",
            ["What does the ball do at the minimum?", "It runs past it, to the other side."],
        ),
        (
            "zh",
            "小球到了最低点会停下来吗？它刹不住，还会冲过去。",
            ["小球到了最低点会停下来吗？", "它刹不住，还会冲过去。"],
        ),
        # No tail of a sentence shares a subtitle with the head of the next one.
        (
            "en",
            "The ball is stable below 1.9. At their best, both of them are fast enough for us to be content.",
            [
                "The ball is stable below 1.9.",
                "At their best, both of them / are fast enough for us to be content.",
            ],
        ),
        # A number stays with what it counts, 第…的 is whole, and so is a term.
        (
            "en",
            "After that the ball has rolled along 37.0 units of the path.",
            ["After that the ball has rolled / along 37.0 units of the path."],
        ),
        (
            "zh",
            "在这样的一条山谷里小球走到第 12 步的步长是应有值的 6.57 倍。",
            ["在这样的一条山谷里 / 小球走到第 12 步的步长", "是应有值的 6.57 倍。"],
        ),
        (
            "zh",
            "每更新3次全批量的误差还剩一半多一些而单样本的误差已经不到一半了。",
            ["每更新3次全批量的误差 / 还剩一半多一些", "而单样本的误差已经不到一半了。"],
        ),
        (
            "zh",
            "这里的每一个小球都用同样大小的学习率往下滚。",
            ["这里的每一个小球 / 都用同样大小的学习率往下滚。"],
        ),
    ],
)
def test_captions_are_cut_where_a_thought_ends(code: str, text: str, wanted: list[str]) -> None:
    assert told(code, text) == wanted


@pytest.mark.parametrize("code", languages())
def test_the_subtitles_of_the_course_are_calm(code: str) -> None:
    seconds = []
    for segment in catalog.segments():
        performance = Performance.prepare(segment, code)
        for cue, beat in zip(performance.script.cues, performance.timeline.cues, strict=True):
            words = estimate_words(cue.spoken, code)
            breaks = Breaks(cue.shown, language(code))
            found = captions(cue, words, code, start=beat.start, until=beat.until, fps=Fraction(30))
            seconds += [caption.end - caption.start for caption in found]
            place = 0
            for line in (line for caption in found for line in caption.lines):
                place = cue.shown.index(line, place) + len(line)
                assert breaks.cost(place + (cue.shown[place : place + 1] == " ")) < TORN, line
            for shown in (" ".join(caption.lines) for caption in found):
                # A question ends its subtitle, unless it is read sooner than one may go.
                question = re.match(r"(.*?[?？]).*\w", shown)
                assert question is None or len(question[1]) < SHORTEST * language(code).subtitles.cps, shown
    assert min(seconds) >= SHORTEST - 1e-6
    assert 3 <= sum(seconds) / len(seconds) <= 4


def test_a_cue_without_words_has_no_subtitle() -> None:
    assert captions(ScriptCue("a", "", "", (), {}), (), "en", start=0, until=1, fps=Fraction(30)) == ()


TOLD = (Caption(0.5, 2.0, ("a < b & c", "zwei --> drei")), Caption(3725.04, 3727.0, ("你好",)))


def test_srt_is_read_back_as_it_was() -> None:
    read = list(srt.parse(to_srt(TOLD)))
    assert [entry.content for entry in read] == ["a < b & c\nzwei --> drei", "你好"]
    assert read[1].start == timedelta(hours=1, minutes=2, seconds=5, milliseconds=40)
    assert read[0].end == timedelta(seconds=2)


def test_webvtt_escapes_what_would_be_markup() -> None:
    assert to_vtt(TOLD) == (
        "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\na &lt; b &amp; c\nzwei --&gt; drei\n\n"
        "01:02:05.040 --> 01:02:07.000\n你好\n"
    )
