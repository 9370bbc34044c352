"""Parameters that choose a method or an objective: by its name, with its own numbers, or written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

from optimlib import objectives, optimizers
from optimlib.types import AnyOptimizer, Objective
from scenes.narration.language import languages

_FROZEN = ConfigDict(frozen=True, extra="allow", strict=True, allow_inf_nan=False)


class OptimizerChoice(BaseModel):
    """A method by its name, with those of its hyperparameters that are not its own defaults.

    In a lecture file: ``optimizer = "adam"`` or ``optimizer = { name = "adam", learning_rate = 0.3 }``.

    Examples
    --------
    >>> OptimizerChoice(name="momentum", learning_rate=0.1).load().momentum
    0.9
    """

    model_config = _FROZEN
    name: str

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _exists(self) -> OptimizerChoice:
        self.load()
        return self

    @property
    def hyperparameters(self) -> dict[str, Any]:
        """What was given besides the name."""
        return dict(self.__pydantic_extra__ or {})

    def load(self) -> AnyOptimizer:
        """Make the optimizer."""
        return optimizers.load(self.name, **self.hyperparameters)

    @property
    def display_name(self) -> Mapping[str, str]:
        """The name to show, by language; of a method that tells none, the name it is found by."""
        facts = getattr(self.load(), "facts", None)
        plain = self.name.replace("_", " ")
        return facts.display_name if facts else dict.fromkeys(languages(), plain)

    def __str__(self) -> str:
        return _told(self.name, self.hyperparameters)

    @model_serializer
    def _written(self) -> Any:
        return {"name": self.name, **self.hyperparameters} if self.hyperparameters else self.name


class ObjectiveChoice(BaseModel):
    """An objective by its name, or written down as an expression of x and y; with its own parameters.

    In a lecture file: ``objective = "beale"``, ``objective = "x**2/20 + y**2"`` or
    ``objective = { expression = "x**2/20 + y**2", view = [[-8, 8], [-3, 3]], minima = [[0, 0]] }``.

    Examples
    --------
    >>> str(ObjectiveChoice(expression="x**2 + 3*y**2").load().formula)
    'x^2 + 3 y^2'
    """

    model_config = _FROZEN
    name: str = ""
    expression: str = ""

    @model_validator(mode="before")
    @classmethod
    def _named_or_written(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"name": given} if given.isidentifier() else {"expression": given}
        return given

    @model_validator(mode="after")
    def _exists(self) -> ObjectiveChoice:
        if bool(self.name) == bool(self.expression):
            raise ValueError("an objective has a name or an expression")
        self.load()
        return self

    @property
    def details(self) -> dict[str, Any]:
        """What was given besides the name or the expression."""
        return dict(self.__pydantic_extra__ or {})

    def load(self) -> Objective:
        """Make the objective."""
        if self.name:
            return objectives.load(self.name, **self.details)
        # SymPy is loaded for those alone who write a function down.
        from optimlib.expression import expression

        return expression(self.expression, **self.details)

    def __str__(self) -> str:
        return _told(self.name or self.expression, self.details)

    @model_serializer
    def _written(self) -> Any:
        kind = "name" if self.name else "expression"
        return {kind: getattr(self, kind), **self.details} if self.details else getattr(self, kind)


def _told(what: str, details: dict[str, Any]) -> str:
    listed = ", ".join(f"{key} = {value}" for key, value in details.items())
    return f"{what} ({listed})" if listed else what
