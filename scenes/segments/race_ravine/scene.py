"""The race in the ravine: four methods, and a winner for every yardstick."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    VGroup,
    linear,
    smooth,
)

from scenes import theme
from scenes.components.dial import early, geometric
from scenes.components.text.equation import plated
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .angle_chart import AngleChart
from .cast import Cast
from .facts import STEPS, TURN
from .finish import Finish
from .first_steps import FirstSteps
from .horizon_chart import HorizonChart
from .race_maps import RaceMap, panels, valley_note
from .ranking import Ranking
from .rate_chart import RateChart
from .tuning import RATES
from .turned_maps import TurnedMaps
from .yardsticks import Yardsticks


class RaceRavine(Segment):
    """One idea: who wins is a matter of the yardstick, the horizon, the axes and what was tuned."""

    def setup(self) -> None:
        """Make who runs, and the four panels."""
        super().setup()
        self.cast_list = Cast(self.facts, self.screen)
        self.panels = panels(self.facts, self.cast_list)
        free = self.panels["adagrad"].plane.window
        self.note = valley_note(self.cast_list).align_to(free, DOWN + LEFT).shift(0.12 * (UP + RIGHT))
        self.add(*self.panels.values(), self.note)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let the four run, each in a panel of its own, and show that their rates differ."""
        paths = [panel.path for panel in self.panels.values()]
        self.hold_until(cue.mark("run"))
        self.play_until(cue.mark("rates") - 0.2, *(path.to(STEPS) for path in paths))
        rates = VGroup(*(panel.rate for panel in self.panels.values()))
        self.play_until(self.now + 0.6, FadeIn(rates))
        self.play_until(self.now + 0.8, *(Indicate(rate, 1.15, theme.GRADIENT) for rate in rates))

    def length(self, cue: Cue) -> None:
        """Lay the panels onto one map, draw how far each walked, and ask for the losses."""
        self.race, self.ranking = RaceMap(self.cast_list), Ranking(self.cast_list)
        first, *others = self.panels.values()
        corner = self.race.plane.window
        scale = corner.width / first.plane.window.width
        gone = VGroup(self.note, *(VGroup(one.title, one.symbols, one.rate) for one in self.panels.values()))
        # One ground grows into the map; from the others only the paths come over.
        left = [VGroup(one.ground, one.goal) for one in others]
        moving = VGroup(first.ground, first.goal), *(one.path for one in self.panels.values())
        self.remove(*self.panels.values(), self.note)
        self.add(*left, *moving, gone)
        self.hold_until(cue.mark("one"))
        self.play_until(
            cue.mark("plain") - 0.6,
            FadeOut(gone, rate_func=early(0.4)),
            *(FadeOut(one, rate_func=early(0.6)) for one in left),
            *(
                part.animate.scale(scale, about_point=one.plane.window.get_center()).shift(
                    corner.get_center() - one.plane.window.get_center()
                )
                for one, part in zip((first, *self.panels.values()), moving, strict=True)
            ),
        )
        self.play_until(cue.mark("plain") - 0.1, *(FadeIn(one) for one in self.race.all))
        self.remove(*moving)
        self.play_until(
            self.now + 0.3,
            FadeIn(self.ranking.length_title),
            *(FadeIn(row.head) for row in self.ranking.rows.values()),
        )
        longest, *shorter = sorted(self.ranking.rows.values(), key=lambda row: -row.racer.length)
        begin, last = self.now, cue.mark("shortest") - 0.3
        self.play_until(begin + 0.5 * (last - begin), *longest.grow_length())
        for rank, row in enumerate(shorter[:-1], start=1):
            share = 0.5 + 0.5 * rank / len(shorter[:-1])
            self.play_until(begin + share * (last - begin), *row.grow_length())
        self.play_until(self.now + 0.7, *shorter[-1].grow_length())
        self.hold_until(cue.mark("guess"))
        asked = [row.asked for row in self.ranking.rows.values()]
        self.play_until(
            self.now + 1.2,
            FadeIn(self.ranking.asked_title, rate_func=early(0.4)),
            LaggedStart(*(FadeIn(one, scale=1.6) for one in asked), lag_ratio=0.3),
        )

    def loss(self, cue: Cue) -> None:
        """Put the rows into the order of the losses, and let those grow: lowest, second, last."""
        ranking = self.ranking
        self.play_until(
            max(cue.mark("answer") + 0.2, self.now + 1.0),
            FadeOut(ranking.length_title, ranking.asked_title),
            FadeIn(ranking.loss_title, ranking.aside_title),
            *(animation for row in ranking.rows.values() for animation in row.change()),
        )
        best, second, *others = (ranking.rows[key] for key in ranking.by_loss)
        self.play_until(self.now + 0.6, *best.grow_loss())
        self.hold_until(cue.mark("second"))
        self.play_until(self.now + 0.8, *second.grow_loss())
        for row in others[:-1]:
            self.play_until(self.now + 0.8, *row.grow_loss())
        self.hold_until(cue.mark("last") - 0.6)
        self.play_until(self.now + 1.0, *others[-1].grow_loss())

    def terms(self, cue: Cue) -> None:
        """Look closely at the ends, and part each loss into its two terms."""
        finish, ranking = Finish(self.cast_list), self.ranking
        self.play_until(
            max(cue.mark("ends") + 0.4, self.now + 0.8),
            *(FadeOut(one) for one in self.race.all),
            FadeIn(finish.ground),
            *(FadeIn(tail) for tail in finish.tails.values()),
            *(FadeIn(head) for head in finish.heads.values()),
        )
        self.play_until(self.now + 0.6, FadeIn(finish.level_note))
        rows = ranking.rows
        self.play_until(
            self.now + 1.0,
            FadeOut(ranking.loss_title),
            FadeIn(ranking.terms_title),
            *(FadeOut(row.loss) for row in rows.values()),
            *(FadeIn(row.terms) for row in rows.values()),
        )
        self.hold_until(cue.mark("plain") - 2.6)
        self.play_until(self.now + 0.7, FadeIn(finish.note))
        shown: list[FadeOut] = []
        for mark, key in (("plain", "gradient_descent"), ("momentum", "momentum"), ("adam", "adam")):
            self.hold_until(cue.mark(mark) - 0.3)
            arms, head = finish.arms[key], rows[key].head
            self.play_until(
                self.now + 0.7, *shown, FadeIn(arms), Indicate(head, 1.1, self.cast_list.look(key).colour)
            )
            shown = [FadeOut(arms)]

    def horizon(self, cue: Cue) -> None:
        """Stop the race after every number of steps: places change."""
        chart = HorizonChart(self.cast_list)
        self.exchange(min(self.now + 0.9, cue.mark("sweep")), chart.ground, chart)
        self.hold_until(cue.mark("sweep"))
        self.play_until(cue.mark("swap") - 0.1, chart.to(self.facts.long, rate_func=linear))
        chart.drawn = float(self.facts.long)
        self.play_until(
            self.now + 1.7, LaggedStart(*(FadeIn(ring, scale=2.0) for ring in chart.rings), lag_ratio=0.12)
        )
        self.play_until(self.now + 0.6, FadeIn(chart.strip))
        self.play_until(max(cue.end - 0.1, self.now + 0.8), chart.to(STEPS, rate_func=smooth))
        cue.mark("place")

    def fair(self, cue: Cue) -> None:
        """Try every rate from many starts, and put each method at its best."""
        chart = RateChart(self.cast_list)
        self.exchange(min(self.now + 0.9, cue.mark("rates")), chart.ground, chart.starts)
        curves = list(chart.curves.values())
        self.add(*curves)
        pace = geometric(float(RATES[0]), float(RATES[-1]))
        self.play_until(
            cue.mark("plain") - 1.6, *(curve.to(float(RATES[-1]), rate_func=pace) for curve in curves)
        )
        self.play_until(self.now + 0.5, FadeIn(*chart.names.values()))
        self.play_until(cue.mark("plain") - 0.1, FadeIn(chart.pictured), FadeIn(chart.heading))
        others = [key for key in chart.rows if key != "adagrad"]
        first = "gradient_descent"
        self.play_until(self.now + 0.7, *self._best(chart, first))
        for key in others:
            if key != first:
                self.play_until(self.now + 0.6, *self._best(chart, key))
        self.hold_until(cue.mark("adagrad") - 0.1)
        self.play_until(self.now + 0.8, *self._best(chart, "adagrad"), FadeIn(chart.fallen()))

    def _best(self, chart: RateChart, key: str) -> list[FadeIn]:
        shown = [FadeIn(chart.rows[key])]
        return [*shown, FadeIn(chart.bests[key], scale=1.5)] if key in chart.bests else shown

    def turn(self, cue: Cue) -> None:
        """Show the race again, and turn the valley with it on a second map."""
        self.maps = maps = TurnedMaps(self.cast_list)
        self.ghosts = maps.ghosts(tuple(self.cast_list.racers))
        shown = (maps.straight, *maps.first.values(), maps.unturned, self.ghosts, maps.titles[0])
        self.exchange(min(self.now + 1.0, cue.mark("turn") - 0.1), *shown)
        self.hold_until(cue.mark("turn"))
        self.add(maps.other, maps.unturned, self.ghosts)
        self.play_until(
            self.now + 2.4,
            FadeOut(maps.unturned, rate_func=early(0.8, after=0.2)),
            FadeIn(maps.other, rate_func=early(0.7)),
            FadeIn(maps.titles[1]),
            self.ghosts.to(TURN, rate_func=smooth),
        )
        self.hold_until(cue.mark("ask"))
        question = plated(self.word("which", theme.BODY), 0.16)
        question.move_to(maps.planes[1].window.get_center() + 1.6 * UP + 0.6 * LEFT)
        self.question_mark = question
        self.play_until(self.now + 0.6, FadeIn(question))

    def same(self, cue: Cue) -> None:
        """Let those walk whose path turns along, then those whose path does not."""
        maps = self.maps
        along, leaving = maps.along, maps.leaving
        ghosts = maps.ghosts(along).set_dial(TURN)
        self.play_until(
            self.now + 0.5,
            FadeOut(self.question_mark, self.ghosts),
            FadeIn(ghosts),
            *(FadeOut(maps.first[key]) for key in leaving),
        )
        walks = [maps.second[key] for key in along]
        self.add(*walks)
        self.play_until(max(cue.mark("same") + 0.2, self.now + 0.6), *(walk.to(STEPS) for walk in walks))
        notes = maps.losses(along, 0), maps.losses(along, 1)
        self.play_until(self.now + 0.4, FadeIn(*notes))
        self.hold_until(cue.mark("leave") - 0.3)
        others = maps.ghosts(leaving).set_dial(TURN)
        self.play_until(
            self.now + 0.5,
            FadeOut(*notes, ghosts, *walks, *(maps.first[key] for key in along)),
            FadeIn(others, *(maps.first[key] for key in leaving)),
        )
        walks = [maps.second[key] for key in leaving]
        self.add(*walks)
        self.play_until(cue.mark("loss") - 0.3, *(walk.to(STEPS) for walk in walks))
        self.play_until(
            self.now + 0.6,
            FadeIn(maps.losses(leaving, 0)),
            FadeIn(maps.losses(leaving, 1)),
        )

    def law(self, cue: Cue) -> None:
        """Turn the valley about the start: one first step follows, the other keeps to four corners."""
        view = FirstSteps(self.cast_list)
        self.exchange(
            min(self.now + 0.9, cue.mark("turns") - 0.1), view.follows, view.stays, view.titles, view.legend
        )
        both = view.follows, view.stays
        self.play_until(cue.mark("linear"), *(one.to(45.0, rate_func=smooth) for one in both))
        self.play_until(self.now + 0.5, FadeIn(view.laws[0], view.notes[0]))
        self.play_until(
            max(cue.mark("corners") - 1.0, self.now + 1.0), *(one.to(180.0, rate_func=smooth) for one in both)
        )
        self.play_until(cue.mark("corners"), FadeIn(view.laws[1], view.notes[1]))
        self.play_until(
            max(cue.mark("stay"), self.now + 0.5), *(one.to(330.0, rate_func=smooth) for one in both)
        )
        corners = view.stays.track[1:]
        self.play_until(
            max(cue.until - 0.2, self.now + 0.5),
            *(one.to(360.0, rate_func=smooth) for one in both),
            *(Indicate(corner, 1.8, theme.INK) for corner in corners),
        )

    def angles(self, cue: Cue) -> None:
        """Draw the fair race over the angle."""
        chart = AngleChart(self.cast_list)
        curves = chart.curves.values()
        self.exchange(min(self.now + 0.9, cue.mark("every")), chart.ground, chart.disc, chart.goal, *curves)
        self.play_until(cue.mark("flat"), *(one.to(TURN, rate_func=linear) for one in (*curves, chart.disc)))
        self.play_until(self.now + 0.6, FadeIn(*chart.names.values()))
        self.hold_until(cue.mark("cross") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(chart.cross))
        self.hold_until(cue.mark("cross") + 1.4)
        self.play_until(self.now + 0.8, FadeIn(chart.heading), *(FadeIn(row) for row in chart.rows.values()))

    def memory(self, cue: Cue) -> None:
        """Lay all yardsticks side by side, and add the one that tunes the memory too."""
        self.yardsticks = view = Yardsticks(self.cast_list)
        self.exchange(
            min(self.now + 0.8, cue.mark("recap")), view.names, view.heads[0], view.nodes[0], apart=True
        )
        until = cue.mark("tune") - 0.2
        for column in (1, 2, 3):
            left = 4 - column
            share = (until - self.now) / left
            self._column(column, self.now + share)
        self.hold_until(cue.mark("tune"))
        self.play_until(self.now + 0.5, FadeIn(view.heads[4]))
        self.hold_until(cue.mark("best") - 0.3)
        self.play_until(self.now + 1.2, *self._links(4))
        self.play_until(self.now + 0.5, FadeIn(view.nodes[4]))

    def _column(self, column: int, until: float) -> None:
        view = self.yardsticks
        middle = self.now + 0.6 * (until - self.now)
        self.play_until(middle, FadeIn(view.heads[column]), *self._links(column))
        self.play_until(until, FadeIn(view.nodes[column]))

    def _links(self, column: int) -> list[Create]:
        """Draw the lines to a column, under the numbers that stand there already."""
        view = self.yardsticks
        self.add(view.links[column - 1])
        self.bring_to_front(*view.nodes[:column])
        return [Create(link) for link in view.links[column - 1]]

    def moral(self, cue: Cue) -> None:
        """Point at the heads one after the other, and ask for other ground."""
        view = self.yardsticks
        self.hold_until(cue.mark("name"))
        self.play_until(
            max(cue.mark("next") - 0.4, self.now + 1.0),
            LaggedStart(
                *(
                    Indicate(VGroup(head, winner), 1.12, theme.GRADIENT)
                    for head, winner in zip(view.heads, view.winners, strict=True)
                ),
                lag_ratio=0.5,
            ),
        )
        self.hold_until(cue.mark("next"))
        question = self.word("next", theme.HEADING).move_to((0.0, -2.72, 0.0))
        self.play_until(self.now + 0.6, FadeIn(question))
