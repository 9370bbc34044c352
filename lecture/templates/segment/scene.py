"""First steps: how it is drawn. One method a beat; each shows something until a time comes."""

from __future__ import annotations

from manim import UP, Create, FadeIn, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Course
from scenes.components.text.equation import plated
from scenes.components.text.readout import Readout
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .facts import Facts, Params


class FirstSteps(Segment):
    """One idea: a walk downhill, and how far it gets."""

    facts: Facts
    params: Params

    def question(self, cue: Cue) -> None:
        """Show the ground, and where we start."""
        objective = self.params.objective.load()
        plane = Plane(*objective.view, height=5.8).move_to((-2.2, 0.0, 0.0))
        ground = ContourMap(plane, objective)
        self.path = TrajectoryPath(plane, self.facts.points, theme.look(self.params.optimizer.name))
        name = plated(self.word("start", theme.SMALL).next_to(self.path.head, UP, buff=0.2))
        self.play_until(cue.start + 1.2, FadeIn(ground.fill), Create(ground.lines, lag_ratio=0.1))
        self.hold_until(cue.mark("start"))
        self.play_until(self.now + 0.5, FadeIn(self.path, name))
        self.name = name

    def walk(self, cue: Cue) -> None:
        """Walk, and count the loss down."""
        method = self.word("method", theme.SMALL).move_to((3.6, 1.2, 0.0))
        loss = Readout(
            self.screen["loss"],
            ".3f",
            left=2.0,
            y=0.0,
            width=3.2,
            language=self.screen.language,
            value=self.facts.start_loss,
        )
        self.play_until(self.now + 0.5, FadeIn(method, loss))
        self.hold_until(cue.mark("go"))
        self.clear_away(self.name, seconds=0.2)

        def draw(share: float) -> None:
            step = share * self.params.steps
            self.path.set_dial(step)
            loss.set_dial(float(self.facts.losses[int(step + 1e-6)]))

        self.play_until(cue.until, Course(VGroup(self.path, loss), draw))

    def answer(self, cue: Cue) -> None:
        """Say what is left."""
        self.hold_until(cue.mark("loss"))
        answer = self.word("answer", colour=theme.GOAL).move_to((3.6, -1.4, 0.0))
        self.play_until(self.now + 0.6, FadeIn(answer, shift=0.2 * UP))
