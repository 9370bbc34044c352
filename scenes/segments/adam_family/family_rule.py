"""Adam's formula with one part exchanged, and only that part lit."""

from __future__ import annotations

from scenes import theme
from scenes.components.text.equation import EquationPanel

ADAM = theme.look("adam")
NEW = theme.look("amsgrad").colour
"""The colour of all that is not Adam's."""

RULES = {
    "penalty": "theta <- theta - eta thin hat(m) / (sqrt(hat(v)) + epsilon)",
    "adamw": "theta <- theta - eta thin (hat(m) / (sqrt(hat(v)) + epsilon) + {{ lambda theta : new }})",
    "nadam": "theta <- theta - eta thin"
    " ({{ beta_1 m \\/ (1 - beta_1^(t+1)) + (1 - beta_1) g \\/ (1 - beta_1^t) : new }})"
    " / (sqrt(hat(v)) + epsilon)",
    "radam": "theta <- theta - eta thin {{ r_t : new }} hat(m) / (sqrt(hat(v)) + epsilon)",
    "adamax": "theta <- theta - eta thin hat(m) / {{ u : new }} quad quad {{ u <- max(beta_2 u, |g|) : rule }}",
}


def family_rule(name: str, size: float = 40, *, plate: bool = False) -> EquationPanel:
    """Set the formula of a method in quiet ink; the parts that Adam does not have stand out."""
    panel = EquationPanel(RULES[name], size=size, plate=plate)
    panel.formula.set_color(theme.MUTED)
    for part in ("new", "rule"):
        if f": {part} }}}}" in RULES[name]:
            panel.part(part).set_color(NEW)
    return panel
