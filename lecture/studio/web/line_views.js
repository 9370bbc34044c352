// The pictures of the second page: samples with their lines, the curve of costs, and costs as they fall.

import { axes, inside } from "./axes.js";
import { colours, line, mark, star } from "./paint.js";

const GOAL = "#2bb98f";
const MANY = 64; // samples, of which residuals are drawn no more
const TAIL = 40; // updates of a run that the curve of costs shows

/** Draw the samples, and each run's line after as many updates as `now` tells. */
export function samples(canvas, said, now) {
  const { card, muted } = colours(canvas);
  const reach = (values, from) => {
    const [low, high] = [Math.min(from, ...values), Math.max(from, ...values)];
    return [low - 0.1 * (high - low), high + 0.15 * (high - low)];
  };
  const [left, right] = reach(said.x, 0);
  const plane = axes(canvas, [left, right], reach(said.y, 0));
  const { pen, place } = plane;
  const few = said.x.length <= MANY;
  inside(plane, () => {
    said.runs.forEach((run, at) => {
      const w = run.w[now[at]];
      line(pen, [place([left, w * left]), place([right, w * right])], run.look, 2.4);
    });
    const w = said.runs[0].w[now[0]];
    pen.strokeStyle = muted;
    pen.lineWidth = 1.5;
    said.x.forEach((x, at) => {
      if (!few) return;
      pen.beginPath();
      pen.moveTo(...place([x, said.y[at]]));
      pen.lineTo(...place([x, w * x]));
      pen.stroke();
    });
    said.x.forEach((x, at) => mark(pen, place([x, said.y[at]]), { marker: "disc", colour: GOAL }, few ? 5 : 3, card));
  });
}

/** Draw the mean squared cost over w, and where each run stands on it. */
export function curve(canvas, said, now) {
  const { muted, card } = colours(canvas);
  const { w, cost } = said.curve;
  const top = Math.max(...cost);
  const plane = axes(canvas, [w[0], w.at(-1)], [-0.06 * top, top]);
  inside(plane, () => {
    line(plane.pen, w.map((one, at) => plane.place([one, cost[at]])), { colour: muted, dash: [] }, 2);
    star(plane.pen, plane.place([said.best, said.lowest]), 9, GOAL, card);
    said.runs.forEach((run, at) => {
      const walked = run.w.slice(0, now[at] + 1).map((one, update) => plane.place([one, run.cost[update]]));
      line(plane.pen, walked.slice(-TAIL), run.look, 1.2);
      mark(plane.pen, walked.at(-1), run.look, 6, card);
    });
  });
}

/** Draw how far each cost lies above the lowest: against gradients worked out, up to `most`, or against updates. */
export function costs(canvas, said, now, { byGradients, most, step }) {
  const { card, ink } = colours(canvas);
  const scaled = (cost) => Math.log10(Math.max(cost - said.lowest, 1e-16));
  const all = said.runs.flatMap((run) => run.cost);
  const highest = Math.min(Math.max(...all), said.lowest + 1e6 * (all[0] - said.lowest));
  const [low, high] = [Math.min(...all), highest].map(scaled);
  const length = byGradients ? most : Math.max(...said.runs.map((run) => run.w.length - 1));
  const plane = axes(canvas, [0, length], [low - 0.3, high + 0.3], { log: true });
  inside(plane, () => {
    said.runs.forEach((run, at) => {
      const points = run.cost.map((cost, update) => plane.place([byGradients ? run.gradients[update] : update, scaled(cost)]));
      line(plane.pen, points, run.look, 2.2);
      mark(plane.pen, points[now[at]], run.look, 5, card);
    });
    if (byGradients) line(plane.pen, [plane.place([step, low - 1]), plane.place([step, high + 1])], { colour: ink, dash: [] }, 0.7);
  });
}
