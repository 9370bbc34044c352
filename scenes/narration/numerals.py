"""A computed number in its two forms: as it is shown, and as a voice says it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from numbers import Integral, Real

from scenes.narration.language import Numbers

MINUS = "\u2212"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WRITTEN = re.compile(r"(?P<sign>[+-]?)(?P<size>[\d,]*\.?\d+)(?:[eE](?P<exponent>[+-]?\d+))?(?P<percent>%?)")


@dataclass(frozen=True)
class Form:
    """One thing in two forms: what stands in subtitles and on the screen, and what the voice says."""

    shown: str
    spoken: str


def number_form(value: Real, spec: str, words: Numbers) -> Form:
    """Write a number by a format specification, shown and spoken.

    Parameters
    ----------
    value
        The number; a boolean is none.
    spec
        Python's format specification; empty means ``g`` for a float.
    words
        How the language speaks signs, percent and powers.

    Raises
    ------
    ValueError
        If the specification does not fit the number or yields no decimal number, or the number is NaN.

    Examples
    --------
    >>> from scenes.narration.language import language
    >>> number_form(-1.4e-8, ".1e", language("en").numbers)
    Form(shown='−1.4×10⁻⁸', spoken='minus 1.4 times ten to the minus 8')
    """
    number = int(value) if isinstance(value, Integral) else float(value)
    if math.isnan(number):
        raise ValueError("it is not a number (NaN)")
    if math.isinf(number):
        return _signed("-" if number < 0 else "", Form("∞", words.infinity), words)
    text = format(number, spec or ("g" if isinstance(number, float) else "d")).strip()
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"'{spec}' does not give a decimal number")
    size = match["size"]
    form = Form(size, _whole(size.replace(",", ""), words))
    if match["exponent"] is not None:
        form = _power(size, str(int(match["exponent"])), words)
    if match["percent"]:
        form = Form(form.shown + "%", words.percent.format(form.spoken))
    # A value that rounds to nothing has no sign: "-0.00" would be read aloud.
    sign = match["sign"] if re.search("[1-9]", size) else ""
    return _signed(sign, form, words)


def counted(form: Form, before: str, after: str, words: Numbers) -> Form:
    """Say a number as one counts with it, between the texts before and after it: 2个 is 两个, 第2步 is 第2步.

    Examples
    --------
    >>> from scenes.narration.language import language
    >>> counted(Form("2", "2"), "每批 ", " 个样本", language("zh").numbers)
    Form(shown='2', spoken='两')
    """
    # A blank may part Han characters from digits.
    measure, ordinal = after.lstrip(" ")[:1], before.rstrip(" ")[-1:]
    if form.spoken == "2" and measure and measure in words.measures and ordinal != words.ordinal:
        return Form(form.shown, words.pair)
    return form


def _whole(size: str, words: Numbers) -> str:
    """Cut a long number into the language's groups: 120050 is 12万零50."""
    digits, dot, fraction = size.partition(".")
    for unit, power in words.groups:
        if len(digits) > power:
            high, low = _whole(digits[:-power], words) + unit, digits[-power:]
            rest = low.lstrip("0")
            if not rest:
                return high + (f"0.{fraction}" if dot else "")
            return high + (words.zero if low[0] == "0" else "") + _whole(rest + dot + fraction, words)
    return size


def _power(size: str, exponent: str, words: Numbers) -> Form:
    raised = "10" + exponent.translate(_SUPERSCRIPT)
    said = _signed("-", Form("", exponent[1:]), words).spoken if exponent.startswith("-") else exponent
    if size == "1":
        return Form(raised, words.power_of_ten.format(said))
    return Form(f"{size}×{raised}", words.power.format(size, said))


def _signed(sign: str, form: Form, words: Numbers) -> Form:
    if sign == "-":
        return Form(MINUS + form.shown, words.minus.format(form.spoken))
    if sign == "+":
        return Form("+" + form.shown, words.plus.format(form.spoken))
    return form
