"""The model and the residual as formulas, with names at their parts."""

from __future__ import annotations

from manim import DOWN, UP, VGroup
from manim.typing import Vector3D

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

LARGE = 64


class ModelFormula:
    """ŷ = wx, and below it r = ŷ − y, each with braces that name what is new.

    Attributes
    ----------
    model, model_notes
        The formula, and the names of prediction, weight and input, each by itself.
    residual, residual_notes
        The formula, and the names of residual and true value.
    """

    def __init__(self, screen: ScreenText, middle: float) -> None:
        self.screen = screen
        self.model = EquationPanel(
            "{{ hat(y) : prediction }} = {{ w : weight }} thin {{ x : input }}",
            {"weight": theme.X_AXIS},
            plate=False,
            size=LARGE,
        ).move_to((middle, 1.7, 0))
        self.model_notes = VGroup(
            self._note(self.model, "prediction", DOWN, theme.INK),
            self._note(self.model, "weight", UP, theme.X_AXIS),
            self._note(self.model, "input", DOWN, theme.INK),
        )
        self.residual = EquationPanel(
            "{{ r : residual }} = hat(y) - {{ y : truth }}",
            {"residual": theme.Y_AXIS},
            plate=False,
            size=LARGE,
        ).move_to((middle, 0.35, 0))
        self.residual_notes = VGroup(
            self._note(self.residual, "residual", DOWN, theme.Y_AXIS),
            self._note(self.residual, "truth", DOWN, theme.INK),
        )

    def _note(self, panel: EquationPanel, part: str, side: Vector3D, colour: str) -> VGroup:
        return panel.point_out(part, self.screen[f"{part}_note"], side, colour, language=self.screen.language)
