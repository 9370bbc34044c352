"""Text that is set by Typst."""

from __future__ import annotations

import pytest

from scenes.components.text.label import label, raised


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("loss 1.5×10⁻⁷", "loss 1.5×10#super(typographic: false, size: 0.75em)[−7]"),
        ("$y = 2×10¹²$, η", "$y = 2×10^(12)$, η"),
        ("$x²$ and 10³", "$x^(2)$ and 10#super(typographic: false, size: 0.75em)[3]"),
        ("w₂ and $10^(-3)$", "w₂ and $10^(-3)$"),
    ],
)
def test_exponents_are_raised_by_typst_in_text_and_in_mathematics(source: str, expected: str) -> None:
    assert raised(source) == expected


def test_an_exponent_can_be_read_beside_its_text() -> None:
    ten, eight = label("10⁸", 40)[-2:]
    assert eight.height > 0.7 * ten.height
    assert eight.get_top()[1] > ten.get_top()[1]
