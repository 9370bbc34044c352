"""The last picture: every method of the course in its valley at once."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import backing, plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class RaceMap:
    """The valley across the whole stage.

    Attributes
    ----------
    ground
        Map, goal, coordinates.
    paths
        One for each method; dials are steps.
    names
        Who is who, and at which rates they run.
    plate, sentence, invite
        What the course comes to.
    """

    size = (13.3, 5.9)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        self.plane = Plane((-7.9, 5.4), (-3.3, 2.6), width=width, height=height)
        goal = Goal(0.22).move_to(self.plane.to_scene((0, 0)))
        self.ground = VGroup(
            ContourMap(self.plane, facts.objective.load()), goal, self.plane.symbols("x", "y", theme.BODY)
        )
        self.paths = [
            TrajectoryPath(self.plane, one.run.x, theme.look(one.name), width=4) for one in facts.racers
        ]
        entries = VGroup(
            *(
                legend_entry(
                    theme.look(one.name),
                    screen.set(
                        OptimizerChoice(name=one.name).display_name[screen.language],
                        theme.BODY,
                        theme.look(one.name).colour,
                    ),
                )
                for one in facts.racers
            )
        ).arrange_in_grid(cols=4, cell_alignment=LEFT, buff=(0.5, 0.14), flow_order="rd")
        note = screen.word("race_note", theme.SMALL, theme.MUTED).next_to(entries, DOWN, buff=0.14)
        self.names = plated(VGroup(entries, note), 0.14)
        self.names.move_to(self.plane.window.get_bottom() + np.array([0, self.names.height / 2 + 0.08, 0]))
        top = self.plane.window.get_corner(np.array([1.0, 1.0, 0.0]))
        self.sentence = screen.word("sentence", 32)
        self.invite = screen.word("invite", theme.HEADING, theme.YELLOW)
        said = VGroup(self.sentence, self.invite).arrange(DOWN, aligned_edge=LEFT, buff=0.2)
        self.plate = backing(said, buff=0.16)
        VGroup(self.plate, said).move_to(
            top - np.array([self.plate.width / 2 + 0.15, self.plate.height / 2 + 0.1, 0])
        )
