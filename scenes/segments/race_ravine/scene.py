"""The race in the ravine: four methods, and a winner for every yardstick."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
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
from scenes.components.dial import Course, early
from scenes.narration.timing import Cue
from scenes.segment import Segment

from .angle_chart import AngleChart
from .cast import Cast
from .facts import LEAP_STEPS, STEPS, TURN
from .finish import Finish
from .first_steps import FirstSteps
from .horizon_chart import HorizonChart
from .leap_view import LeapView
from .race_maps import RaceMap, credit, panels, valley_note
from .ranking import Ranking
from .rate_chart import RateChart
from .turned_maps import TurnedMaps
from .yardsticks import TURNED, Yardsticks


class RaceRavine(Segment):
    """One idea: who wins is a matter of the yardstick, the horizon, the axes and what was tuned."""

    def setup(self) -> None:
        """Make who runs, and the four panels."""
        super().setup()
        self.cast_list = Cast(self.facts, self.screen)
        self.panels = panels(self.facts, self.cast_list)
        free = self.panels["adagrad"].plane.window
        self.note = valley_note(self.cast_list).align_to(free, DOWN + LEFT).shift(0.12 * (UP + RIGHT))
        self.credit = credit(self.cast_list)
        self.add(*self.panels.values(), self.note, self.credit)

    # -- beats ------------------------------------------------------------------------------------------------

    def question(self, cue: Cue) -> None:
        """Let the four run, each in a panel of its own; on the way, show that their rates differ."""
        panels = self.panels.values()
        self.hold_until(cue.mark("run") + 0.4)
        begin, end, told = self.now, cue.end - 0.3, cue.mark("rates")
        for until in (told, told + 1.0, end):
            step = STEPS * (until - begin) / (end - begin)
            rates = [Indicate(panel.rate, 1.15, theme.INK) for panel in panels] if told < until < end else []
            self.play_until(until, *(panel.path.to(step, rate_func=linear) for panel in panels), *rates)

    def length(self, cue: Cue) -> None:
        """Lay the panels onto one map, draw how far each walked, and ask for the losses."""
        self.race, self.ranking = RaceMap(self.cast_list), Ranking(self.cast_list)
        first, *others = self.panels.values()
        corner = self.race.plane.window
        scale = corner.width / first.plane.window.width
        gone = VGroup(
            self.note,
            self.credit,
            *(VGroup(one.title, one.symbols, one.rate) for one in self.panels.values()),
        )
        # One ground grows into the map; from the others only the paths come over.
        left = [VGroup(one.ground, one.goal) for one in others]
        moving = VGroup(first.ground, first.goal), *(one.path for one in self.panels.values())
        self.remove(*self.panels.values(), self.note, self.credit)
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
            FadeIn(self.ranking.length_title, rate_func=early(1.0, after=0.5)),
            *(FadeIn(row.head, rate_func=early(1.0, after=0.5)) for row in self.ranking.rows.values()),
        )
        self.play_until(cue.mark("plain") - 0.1, *(FadeIn(one) for one in self.race.all))
        self.remove(*moving)
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
        """Tell the losses one by one, each at its place: lowest, second, last."""
        ranking = self.ranking
        best, second, *others = (ranking.rows[key] for key in ranking.by_loss)
        self.play_until(
            max(cue.mark("answer") - 0.2, self.now + 0.8),
            FadeOut(ranking.length_title, ranking.asked_title),
            FadeIn(ranking.loss_title, ranking.aside_title),
            *(animation for row in ranking.rows.values() for animation in row.ask()),
            *ranking.tell(1),
        )
        self.play_until(self.now + 0.6, *best.grow_loss())
        self.hold_until(cue.mark("second") - 0.2)
        self._move(ranking.tell(2))
        self.play_until(self.now + 0.7, *second.grow_loss())
        self.hold_until(cue.mark("last") - 2.2)
        self._move(ranking.tell(len(ranking.rows)))
        for row in others[:-1]:
            self.play_until(self.now + 0.6, *row.grow_loss())
        self.hold_until(cue.mark("last") - 0.3)
        self.play_until(self.now + 0.8, *others[-1].grow_loss())

    def _move(self, moves: list[Animation]) -> None:
        """Let rows change places, if any does."""
        if moves:
            self.play_until(self.now + 0.8, *moves)

    def terms(self, cue: Cue) -> None:
        """Look closely at the ends, and part each loss into its two terms."""
        finish, ranking = Finish(self.cast_list), self.ranking
        self.play_until(
            max(cue.mark("ends") + 0.4, self.now + 0.8),
            *(FadeOut(one) for one in self.race.all),
            FadeIn(finish.ground),
            *(FadeIn(tail) for tail in finish.tails.values()),
            *(FadeIn(head) for head in finish.heads.values()),
            FadeIn(finish.level_note),
        )
        rows = ranking.rows
        self.play_until(
            min(self.now + 1.0, cue.mark("own") - 0.4),
            FadeOut(ranking.loss_title),
            FadeIn(ranking.terms_title),
            *(FadeOut(row.loss) for row in rows.values()),
            *(FadeIn(row.terms) for row in rows.values()),
        )
        shown: list[FadeOut] = []
        for mark, key in (
            ("own", "adagrad"),
            ("plain", "gradient_descent"),
            ("momentum", "momentum"),
            ("adam", "adam"),
        ):
            self.hold_until(cue.mark(mark) - 0.3)
            arms, head = finish.arms[key], rows[key].head
            self.play_until(
                self.now + 0.6,
                *shown,
                FadeIn(arms, rate_func=early(0.55, after=0.45)),
                Indicate(head, 1.1, self.cast_list.look(key).colour),
            )
            shown = [FadeOut(arms, rate_func=early(0.45))]

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
        self.play_until(self.now + 0.8, FadeIn(chart.strip, chart.strip_name, chart.counts))
        cue.mark("place")

    def fair(self, cue: Cue) -> None:
        """Try every rate from many starts; then let the floor give way under the curve that has no lowest point."""
        chart = RateChart(self.cast_list)
        self.exchange(
            min(self.now + 0.9, cue.mark("rates")), chart.ground, chart.starts, chart.table, chart, apart=True
        )
        self.play_until(cue.mark("plain") - 0.6, chart.to(1.0, rate_func=linear))
        chart.place_bests()
        told = [key for key in self.cast_list.racers if not self.cast_list.racers[key].fair.open]
        for key in sorted(told, key=lambda key: key != "gradient_descent"):
            best = [FadeIn(chart.bests[key], scale=1.5)] if key in chart.bests else []
            self.play_until(self.now + 0.6, FadeIn(chart.told[key]), *best)
        self.hold_until(cue.mark("adagrad") - 0.2)
        signs = VGroup(*chart.bests.values())
        self.play_until(
            max(cue.end - 1.0, self.now + 1.5),
            chart.to(2.0, rate_func=smooth),
            Course(signs, lambda alpha: chart.place_bests()),
            *(FadeIn(chart.told[key], rate_func=early(0.3)) for key in chart.told if key not in told),
        )
        self.play_until(self.now + 0.4, FadeIn(chart.fallen()))

    def leap(self, cue: Cue) -> None:
        """Follow one run at a rate far too large, and read off what its first step leaves in the sum."""
        view = LeapView(self.cast_list)
        self.exchange(
            min(self.now + 0.9, cue.mark("leap") - 0.2),
            view.ground,
            view.rival,
            view.leaping,
            view.names,
            view.key,
            view.near,
            apart=True,
        )
        first, slope, *rates = view.lines
        self.add(view.far, view.near)
        self.play_until(
            max(cue.mark("leap") + 0.4, self.now + 1.2),
            FadeIn(view.far, rate_func=early(0.5)),
            view.near.animate.scale_to_fit_width(view.frame.width).move_to(view.frame),
        )
        self.remove(view.near)
        self.add(view.frame, view.path)
        self.play_until(
            self.now + 1.2,
            view.path.to(1.0, rate_func=smooth),
            view.leaping.to(1.0, rate_func=smooth),
            FadeIn(first, view.frame_name, rate_func=early(0.5)),
        )
        self.play_until(self.now + 0.4, FadeIn(view.height))
        self.hold_until(cue.mark("slope") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(slope))
        self.hold_until(cue.mark("newton") - 1.2)
        self.play_until(self.now + 0.6, FadeIn(rates[0]))
        self.play_until(
            max(cue.end - 2.0, self.now + 1.6),
            view.path.to(2.0, rate_func=early(0.4)),
            view.leaping.to(float(LEAP_STEPS), rate_func=linear),
            LaggedStart(*(FadeIn(dot) for dot in view.dots), lag_ratio=0.9),
            FadeIn(rates[1], view.newton, rate_func=early(0.3)),
        )

    def turn(self, cue: Cue) -> None:
        """Turn the valley with its paths on a second map; then let all walk there: two along, two astray."""
        maps = TurnedMaps(self.cast_list)
        ghosts = maps.ghosts(tuple(self.cast_list.racers))
        self.exchange(
            min(self.now + 1.0, cue.mark("turn") - 0.1),
            maps.straight,
            *maps.first.values(),
            maps.unturned,
            ghosts,
            maps.titles[0],
            maps.table,
            maps.pale,
            apart=True,
        )
        self.hold_until(cue.mark("turn"))
        self.add(maps.other, maps.unturned, ghosts, maps.pale)
        self.play_until(
            max(cue.mark("same") - 2.0, self.now + 1.6),
            FadeOut(maps.unturned, rate_func=early(0.8, after=0.2)),
            FadeIn(maps.other, rate_func=early(0.7)),
            FadeIn(maps.titles[1]),
            ghosts.to(TURN, rate_func=smooth),
        )
        for keys, mark, end in (
            (maps.along, "same", cue.mark("same") + 0.3),
            (maps.leaving, "leave", cue.mark("loss") - 0.3),
        ):
            self.hold_until(cue.mark(mark) - 1.2)
            walks = [maps.second[key] for key in keys]
            self.add(*walks)
            self.play_until(end, *(walk.to(STEPS) for walk in walks))
            self.play_until(self.now + 0.5, *(FadeIn(maps.turned_losses[key]) for key in keys))

    def law(self, cue: Cue) -> None:
        """Turn the valley about the start: one first step follows, the other stays in its corner; two rates level."""
        view = FirstSteps(self.cast_list)
        self.exchange(
            min(self.now + 0.9, cue.mark("turns") - 0.1),
            view.follows,
            view.stays,
            view.titles,
            view.legend,
            view.pale,
            view.angle,
            apart=True,
        )
        turning = view.follows, view.stays, view.angle
        self.hold_until(cue.mark("turns") - 0.1)
        self.play_until(
            max(cue.mark("corners") - 1.6, self.now + 1.6),
            FadeIn(view.law, view.notes[0], rate_func=early(0.3)),
            *(one.to(TURN, rate_func=smooth) for one in turning),
        )
        self.hold_until(cue.mark("corners") - 0.4)
        self.play_until(
            self.now + 1.0,
            FadeIn(view.notes[1], rate_func=early(0.5)),
            *(Indicate(corner, 1.8, theme.INK) for corner in view.stays.track[1:]),
        )
        # The rates come once nothing turns any more.
        self.hold_until(cue.mark("mix") - 2.4)
        self.play_until(self.now + 0.9, *view.step_aside())
        self.play_until(self.now + 0.5, FadeIn(view.rates, view.rates_title))
        self.play_until(max(cue.mark("mix") + 1.0, self.now + 1.4), view.rates.to(TURN, rate_func=smooth))
        unturned, equal, lower, turned = view.control
        self.play_until(self.now + 0.4, FadeIn(unturned))
        for row, mark in ((equal, "stay"), (lower, "lower")):
            self.hold_until(cue.mark(mark) - 0.3)
            self.play_until(self.now + 0.5, FadeIn(row))
        self.play_until(self.now + 0.5, FadeIn(turned))

    def angles(self, cue: Cue) -> None:
        """Draw the race at the best rates over the angle."""
        chart = AngleChart(self.cast_list)
        curves = chart.curves.values()
        self.exchange(
            min(self.now + 0.9, cue.mark("every")),
            chart.ground,
            chart.disc,
            chart.goal,
            chart.table,
            chart.below,
            *curves,
            apart=True,
        )
        self.play_until(cue.mark("flat"), *(one.to(TURN, rate_func=linear) for one in (*curves, chart.disc)))
        self.play_until(self.now + 0.6, FadeIn(*chart.names.values()), FadeIn(*chart.told.values()))
        self.hold_until(cue.mark("cross") - 0.3)
        self.play_until(self.now + 0.6, FadeIn(chart.cross))
        told = chart.told["adagrad"]
        self.hold_until(cue.end - 2.0)
        self.play_until(
            self.now + 0.8, FadeIn(chart.ties), Indicate(told, 1.25, self.cast_list.look("adagrad").colour)
        )

    def memory(self, cue: Cue) -> None:
        """Lay all yardsticks side by side, and add the one that tunes the memory too."""
        self.yardsticks = view = Yardsticks(self.cast_list)
        last = len(view.links)
        # What has been told stands at once; only the turned valley is drawn.
        self.exchange(
            min(self.now + 0.8, cue.mark("recap") - 0.6),
            view.names,
            view.heads[:-1],
            *view.links[: last - 2],
            *view.nodes[: last - 1],
            apart=True,
        )
        self.play_until(max(cue.mark("recap") - 0.1, self.now + 0.6), *self._links(last - 1))
        self.play_until(self.now + 0.4, FadeIn(view.nodes[last - 1]))
        self.play_until(self.now + 0.5, FadeIn(view.rings[last - 1], scale=0.5))
        self.hold_until(cue.mark("tune"))
        self.play_until(self.now + 0.6, FadeIn(view.heads[-1]), FadeIn(view.chosen))
        self.hold_until(cue.mark("adam") - 0.8)
        self.play_until(cue.mark("adam") + 0.2, *self._links(last))
        self.play_until(max(cue.mark("best") - 0.2, self.now + 0.5), FadeIn(view.nodes[last]))
        self.play_until(self.now + 0.5, FadeIn(view.rings[last], scale=0.5))

    def _links(self, column: int) -> list[Create]:
        """Draw the lines to a column, under the numbers that stand there already."""
        view = self.yardsticks
        self.add(view.links[column - 1])
        self.bring_to_front(*view.nodes[:column])
        return [Create(link) for link in view.links[column - 1]]

    def moral(self, cue: Cue) -> None:
        """Ring whoever wins in the columns before, one after the other, and ask for other ground."""
        view = self.yardsticks
        self.hold_until(cue.mark("name") - 0.2)
        self.play_until(
            max(cue.mark("next") - 0.4, self.now + 1.0),
            LaggedStart(*(FadeIn(ring, scale=0.5) for ring in view.rings[: -len(TURNED)]), lag_ratio=0.6),
        )
        self.hold_until(cue.mark("next"))
        question = self.word("next", theme.HEADING).move_to((0.0, -2.86, 0.0))
        self.play_until(self.now + 0.6, FadeIn(question))
