"""Each rule finds what a viewer would notice, names the line, and keeps quiet about the rest."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from lecture.checks.lint import lint
from lecture.checks.words import findings, rules
from lecture.rendering.cache import Cache
from lecture.spec import load_spec
from scenes import catalog
from scenes.errors import ContentError
from scenes.narration.language import languages
from scenes.narration.reading import load_words

FACTS: dict[str, Any] = {"samples": 3, "steps": 12, "rate": 0.95, "far": False}
BEATS: dict[str, tuple[str, ...]] = {"a": ("go",)}


def found(folder: Path, code: str, text: str, *, screen: str = "", other: str = "") -> list[ContentError]:
    """Apply all rules to a file of one cue, which begins on line 5; ``other`` is its variant."""
    source = f'title = "t"\n[screen]\nx = \'{screen}\'\n[cue.a]\ntext = """{text}"""\n'
    if other:
        source += f'[[cue.a.when]]\nfact = "far"\ntext = """{other}"""\n'
    path = folder / f"{code}.toml"
    path.write_text(source, encoding="utf-8")
    words = load_words(path)
    assert [str(problem) for problem in words.problems(FACTS, BEATS)] == []
    return findings(words.passages(FACTS, BEATS))


@pytest.mark.parametrize(
    ("code", "text", "what", "line"),
    [
        # Terms of the glossary.
        ("en", "We <go/> take\na step size of 1.", "'step size'", 6),
        ("en", "The <go/> Minibatch is small.", "'Minibatch'", 5),
        ("zh", "我们<go/>取\n学习速率。", "'学习速率'", 6),
        ("zh", "它的<go/>步子很大。", "'步子'", 5),
        # What has several readings.
        ("en", "<go/>They\nlead by far.", "'lead'", 6),
        ("zh", "我们<go/>来\n数更新次数。", "'数' in “我们来数更新次数”", 6),
        ("zh", "<go/>跑得更快。", "'得'", 5),
        # Lengths.
        ("en", "<go/>" + "so " * 31 + "on.", "a sentence of 32 words", 5),
        ("en", "<go/>We go.\n" + "so " * 31 + "on.", "a sentence of 32 words", 6),
        ("zh", "<go/>走。\n" + "一步一步" * 7 + "。", "a clause of 28 characters", 6),
        # Numerals.
        (
            "en",
            "Here <go/> are three samples.\nAll {samples} samples.",
            "'three samples' beside '3 samples'",
            5,
        ),
        ("zh", "这里<go/>有三个样本。\n共 {samples} 个样本。", "'三个样本' beside '3 个样本'", 5),
        ("zh", "<go/>走了第 {steps} 步。\n第一步很大。", "'第一步' beside '第 12 步'", 6),
        # Blanks and punctuation.
        ("zh", "这里<go/>有：\n{samples}个样本。", "no blank between Han and Latin: “里有：3个样本。”", 6),
        ("zh", "<go/>学习率取{rate}。", "no blank", 5),
        ("zh", "<go/>走吧,\n好的。", "half-width", 5),
        ("zh", "<go/>走吧， 好的。", "full-width", 5),
        ("en", "We <go/> go ,\nand stop.", "a blank is missing", 5),
        ("en", "We <go/> go,and stop.", "a blank is missing", 5),
    ],
)
def test_a_fault_is_told_once_with_its_line(
    tmp_path: Path, code: str, text: str, what: str, line: int
) -> None:
    [error] = found(tmp_path, code, text)
    assert what in error.what
    assert error.hint
    assert (error.path, error.line) == (tmp_path / f"{code}.toml", line)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "<go/> One step of {steps} steps, at a rate of {rate}: it leads to 90.7% (or so)."),
        ("en", "<go/> The learning rate and the mini-batch. Is it 3.5, e.g. here?"),
        ("en", "<go/> They [[lead|led]] by far."),
        (
            "zh",
            "<go/>一个样本走一步，{samples} 个样本走 {samples} 步：还剩 [[90.7%|百分之 90.7]]，Adam 取 {rate}。",
        ),
        ("zh", "<go/>函数的参数，沿着地面走。"),
        ("zh", "<go/>我们来[[数|shǔ]]更新次数。"),
        ("zh", "<go/>" + "一步一步" * 6 + "，" + "一步一步" * 6 + "。"),
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, code: str, text: str) -> None:
    assert [str(error) for error in found(tmp_path, code, text)] == []


def test_the_screen_and_every_variant_are_looked_at(tmp_path: Path) -> None:
    seen = found(tmp_path, "zh", "<go/>好。", screen="全批量（{samples}个）：步子 $x$", other="<go/>数一数。")
    assert [error.line for error in seen] == [3, 3, 8, 8]
    assert [error.what.split(":")[0] for error in seen] == ["screen.x", "screen.x", "cue 'a'", "cue 'a'"]


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("segment", catalog.segments())
def test_the_words_we_ship_keep_every_rule(segment: str, code: str) -> None:
    story = catalog.story(segment)
    words = load_words(catalog.words_file(segment, code))
    facts = story.facts(story.parameters())
    assert [str(error) for error in findings(words.passages(facts, story.beats))] == []


def test_every_file_of_the_folder_is_a_rule() -> None:
    assert set(rules()) == {"glossary", "homographs", "length", "numerals", "spacing"}


def checked(path: Path) -> list[str]:
    """Check the words of a lecture in which one thing is wrong; return what is said."""
    console = Console(file=StringIO())
    assert lint(load_spec(path), Cache.at(path.parent / "cache"), layout=False, console=console) == 1
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<run/><columns/><before/><after/>Too short.", "it is spoken for 0."),
        ("<run/><columns/><before/><after/>" + "It goes on and on, as far as we know. " * 15, "at most 20"),
    ],
)
def test_check_refuses_cues_that_are_too_short_or_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    segment = "linear_batches"
    source = catalog.words_file(segment, "en").read_text(encoding="utf-8")
    changed = re.sub(r'(\[cue\.table\]\ntext = """)[^"]*', rf"\g<1>{text}", source)
    own = tmp_path / "words" / segment / "en.toml"
    own.parent.mkdir(parents=True)
    own.write_text(changed, encoding="utf-8")
    (tmp_path / "my.toml").write_text(
        f'title = {{ en = "t" }}\nwords = "words"\n[[segment]]\nname = "{segment}"\n'
    )
    said = checked(tmp_path / "my.toml")
    assert told in "\n".join(said)
    line = changed[: changed.index("[cue.table]")].count("\n") + 1
    assert said[0].startswith(f"{own}:{line}: cue 'table'")


def test_check_tells_style_with_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "words/linear_batches/zh.toml"
    own.parent.mkdir(parents=True)
    text = catalog.words_file("linear_batches", "zh").read_text(encoding="utf-8")
    own.write_text(text.replace("学习率", "学习速率", 1), encoding="utf-8")
    (tmp_path / "my.toml").write_text(
        'title = { zh = "t" }\nlanguages = ["zh"]\nwords = "words"\n[[segment]]\nname = "linear_batches"\n'
    )
    said = checked(tmp_path / "my.toml")
    assert any("write '学习率' (see [terms] in zh.toml)" in line for line in said)
