import html
import re

import pytest

from lecture.subtitles.transcript import ChapterText, to_markdown


def read(markdown: str) -> str:
    """Read a paragraph back as Markdown does: a backslash before punctuation is not shown."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown))


@pytest.mark.parametrize(
    "text",
    [
        "a*b*c and a_b_c",
        "2. It stops",
        "- no list",
        "+1 is no list",
        "x < 1 and y > 2",
        "[a](b)",
        "# no title",
        "a\\b | c",
    ],
)
def test_what_would_be_markup_is_read_as_it_is(text: str) -> None:
    paragraph = to_markdown("", [ChapterText(0, "t", (text,))]).split("\n\n")[1].rstrip("\n")
    assert read(paragraph) == text
    assert not re.match(r"\d+[.)]\s|[-+*#>]\s", paragraph)
    assert not re.search(r"(?<!\\)[*_<>\[\]|]", paragraph)


def test_times_are_those_a_player_is_sent_to() -> None:
    chapters = [ChapterText(at, "t", ()) for at in (0.0, 59.99, 60.0, 3725.4)]
    assert re.findall(r"## (\S+)", to_markdown("T", chapters)) == ["0:00", "0:59", "1:00", "1:02:05"]


def test_what_there_is_to_read_stands_below_its_chapter() -> None:
    chapters = [ChapterText(0, "A", ("Said.",), "| a |\n|---|"), ChapterText(9, "B", ("More.",))]
    assert to_markdown("", chapters) == "## 0:00 A\n\nSaid.\n\n| a |\n|---|\n\n## 0:09 B\n\nMore.\n"


def test_chapters_stand_below_the_parts_they_are_in() -> None:
    chapters = [
        ChapterText(0, "A", (), part="I. First"),
        ChapterText(9, "B", (), part="I. First"),
        ChapterText(20, "C", (), part="II. Second"),
    ]
    headings = to_markdown("T", chapters).split("\n\n")
    assert headings == ["# T", "## I. First", "### 0:00 A", "### 0:09 B", "## II. Second", "### 0:20 C\n"]
