// Loss against step, linear or logarithmic, with a rule at the step that is shown.

import { EDGE, LEFT, axes, inside } from "./axes.js";
import { colours, line, mark, sharp } from "./paint.js";

export class LossChart {
  /** `chosen` is told a step that was pointed at. */
  constructor(canvas, chosen) {
    this.canvas = canvas;
    this.chosen = chosen;
    this.runs = [];
    this.step = 0;
    this.steps = 1;
    this.log = true;
    new ResizeObserver(() => this.draw()).observe(canvas);
    const pointed = (event) => {
      if (!event.buttons) return;
      const box = canvas.getBoundingClientRect();
      const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - EDGE);
      this.chosen(Math.round(Math.min(1, Math.max(0, share)) * this.steps));
    };
    canvas.addEventListener("pointerdown", pointed);
    canvas.addEventListener("pointermove", pointed);
  }

  /** The ends of the vertical scale: what is below rounding, or far above the first loss, is cut off. */
  ends() {
    const losses = this.runs.flatMap((run) => run.loss).filter(Number.isFinite);
    const first = this.runs[0]?.loss[0] ?? 1;
    const top = Math.min(Math.max(...losses), Math.max(first * 10, 1e-9));
    if (!this.log) return [Math.min(0, ...losses.map((loss) => Math.max(loss, -1e6))), top || 1];
    const low = Math.max(Math.min(...losses.filter((loss) => loss > 0)), 1e-16);
    return [Math.log10(Number.isFinite(low) ? low : 1e-3) - 0.2, Math.log10(Math.max(top, 1e-15)) + 0.1];
  }

  draw() {
    if (!this.runs.length) return sharp(this.canvas).pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const { ink, card } = colours(this.canvas);
    const [low, high] = this.ends();
    const scaled = (loss) => (this.log ? Math.log10(Math.max(loss, 1e-300)) : loss);
    const plane = axes(this.canvas, [0, this.steps], [low, high], { log: this.log });
    const { pen, place } = plane;
    inside(plane, () => {
      for (const run of this.runs) {
        const points = run.loss.map((loss, step) => place([step, scaled(loss)]));
        line(pen, points, run.look, 2.2);
        const shown = points[Math.min(this.step, points.length - 1)];
        if (shown) mark(pen, shown, run.look, 5, card);
      }
    });
    pen.globalAlpha = 0.5;
    line(pen, [place([this.step, low]), place([this.step, high])], { colour: ink, dash: [] }, 1);
    pen.globalAlpha = 1;
  }
}
