from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.narration.language import language, languages
from scenes.narration.numerals import Form, counted, number_form

EN, ZH = language("en").numbers, language("zh").numbers


@pytest.mark.parametrize(
    ("value", "spec", "shown", "english", "mandarin"),
    [
        (158.04, ".0f", "158", "158", "158"),
        (0.95, "", "0.95", "0.95", "0.95"),
        (-0.71, ".2f", "−0.71", "minus 0.71", "负 0.71"),
        (0.5, "+.1f", "+0.5", "plus 0.5", "正 0.5"),
        (-0.001, ".2f", "0.00", "0.00", "0.00"),
        (1.4e-8, ".1e", "1.4×10⁻⁸", "1.4 times ten to the minus 8", "1.4 乘以十的负 8 次方"),
        (1e-8, "", "10⁻⁸", "ten to the minus 8", "十的负 8 次方"),
        (3.2e12, ".1e", "3.2×10¹²", "3.2 times ten to the 12", "3.2 乘以十的12 次方"),
        (0.27, ".0%", "27%", "27 percent", "百分之 27"),
        (-0.27, ".0%", "−27%", "minus 27 percent", "负 百分之 27"),
        (12345.7, ",.1f", "12,345.7", "12345.7", "1万2345.7"),
        (120050, ",", "120,050", "120050", "12万零50"),
        (10000, "", "10000", "10000", "1万"),
        (10000.5, ".1f", "10000.5", "10000.5", "1万0.5"),
        (300000001, "", "300000001", "300000001", "3亿零1"),
        (math.inf, ".2f", "∞", "infinity", "无穷大"),
        (-math.inf, "", "−∞", "minus infinity", "负 无穷大"),
        (np.int64(30), "", "30", "30", "30"),
        (np.float32(0.5), ".2f", "0.50", "0.50", "0.50"),
    ],
)
def test_shown_and_spoken(value: float, spec: str, shown: str, english: str, mandarin: str) -> None:
    assert number_form(value, spec, EN) == Form(shown, english)
    assert number_form(value, spec, ZH) == Form(shown, mandarin)


@given(
    value=st.floats(allow_nan=False, width=32),
    spec=st.sampled_from(["", ".0f", ".3f", ".2e", ",.1f", ".1%", "+.2f", "g"]),
    code=st.sampled_from(languages()),
)
def test_no_symbol_is_left_for_the_voice(value: float, spec: str, code: str) -> None:
    form = number_form(value, spec, language(code).numbers)
    assert not re.search(r"[−+×%,∞⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|\de", form.spoken)
    assert "-" not in form.shown + form.spoken


@pytest.mark.parametrize(("value", "spec"), [(math.nan, ".2f"), (0.5, ".2q"), (3.5, "d"), (255, "x")])
def test_what_is_no_decimal_number_is_refused(value: float, spec: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        number_form(value, spec, EN)


@pytest.mark.parametrize(
    ("before", "number", "after", "spoken"),
    [
        ("看", 2, "个一组", "两"),
        ("第", 2, "步", "2"),
        ("每批", 12, "个", "12"),
        ("目标是", 2, "。", "2"),
        ("", 2, "", "2"),
    ],
)
def test_mandarin_counts_with_another_two(before: str, number: int, after: str, spoken: str) -> None:
    form = counted(number_form(number, "", ZH), before, after, ZH)
    assert form == Form(str(number), spoken)
    assert counted(number_form(number, "", EN), "a mini-batch of", " samples", EN).spoken == str(number)
