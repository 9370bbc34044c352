"""Adam's family (numbers: blocks 1, 7 and 8 of the course's reference)."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.parameters import SegmentParams, parameter

from .cycle import Game, Law, law, play
from .rectified import Rectified, rectified
from .siblings import Ahead, Outlier, ahead, outlier
from .weight_decay import Decay, decay_facts

BEATS: dict[str, tuple[str, ...]] = {
    "game": ("rare", "often", "mean"),
    "wrong": ("run", "ends"),
    "forget": ("large", "gone", "steps", "sum"),
    "amsgrad": ("keep", "steps", "run"),
    "rarer": ("rarer", "sinks", "grow", "win"),
    "law": ("line", "usual", "wide", "never"),
    "outlier": ("outlier", "taken", "leap", "sink", "back", "stays"),
    "adamax": ("largest", "never", "low"),
    "radam": ("start", "scatter", "undivided", "factor", "same"),
    "decay": ("loss", "divided", "apart"),
    "pulled": ("run", "penalised", "own"),
    "equal": ("balance", "root", "flat", "noise"),
    "nadam": ("newest", "run", "sway"),
    "close": ("parts", "next"),
}


class Params(SegmentParams):
    """What may be changed."""

    large: float = parameter(3.0, "the rare slope C of the game that misleads Adam", ge=2.8, le=3.2)
    weight_decay: float = parameter(1.0, "strength λ of the weight decay", ge=0.25, le=1)
    learning_rate: float = parameter(0.3, "learning rate η of Adam and NAdam in the valley", ge=0.2, le=0.6)
    outlier: float = parameter(100.0, "size of the one outlier among gradients of 1", ge=20, le=200)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of Adam's family.

    Attributes
    ----------
    game, law
        A game that misleads Adam, and which memory such games mislead.
    outlier
        Adam, AMSGrad and AdaMax after one large gradient.
    rectified
        RAdam's factor at the start.
    decay
        Weight decay in the loss and beside it, under noise.
    ahead
        NAdam beside Adam.
    """

    game: Game
    law: Law
    outlier: Outlier
    rectified: Rectified
    decay: Decay
    ahead: Ahead


def facts(params: Params) -> Facts:
    """Play, run and compare."""
    return Facts(
        game=play(params.large),
        law=law(params.large),
        outlier=outlier(params.outlier),
        rectified=rectified(),
        decay=decay_facts(params.weight_decay),
        ahead=ahead(params.learning_rate),
    )
