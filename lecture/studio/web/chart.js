// Loss against step, linear or logarithmic, with a rule at the step that is shown.

import { colours, line, mark, sharp, ticks, told } from "./paint.js";

const LEFT = 58;
const BELOW = 24;
const ABOVE = 10;
const RIGHT = 12;

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
      const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
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
    const { pen, width, height } = sharp(this.canvas);
    const { ink, muted, rule, card } = colours(this.canvas);
    pen.clearRect(0, 0, width, height);
    if (!this.runs.length) return;
    const [low, high] = this.ends();
    const across = (step) => LEFT + (step / this.steps) * (width - LEFT - RIGHT);
    const down = (value) => ABOVE + ((high - value) / (high - low)) * (height - ABOVE - BELOW);
    const scaled = (loss) => (this.log ? Math.log10(Math.max(loss, 1e-300)) : loss);
    pen.font = "13px system-ui, sans-serif";
    pen.fillStyle = muted;
    pen.strokeStyle = rule;
    pen.lineWidth = 1;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    const marks = this.log ? ticks(low, high, 5).filter(Number.isInteger) : ticks(low, high, 5);
    for (const at of marks) {
      pen.beginPath();
      pen.moveTo(LEFT, down(at));
      pen.lineTo(width - RIGHT, down(at));
      pen.stroke();
      pen.fillText(this.log ? told(10 ** at, 2) : told(at, 3), LEFT - 8, down(at));
    }
    pen.textAlign = "center";
    for (const at of ticks(0, this.steps, 6)) pen.fillText(told(at), across(at), height - 10);
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, width - LEFT, height - BELOW + 4);
    pen.clip();
    for (const run of this.runs) {
      const points = run.loss.map((loss, step) => [across(step), down(scaled(loss))]);
      line(pen, points, run.look, 2.2);
      const shown = points[Math.min(this.step, points.length - 1)];
      if (shown) mark(pen, shown, run.look, 5, card);
    }
    pen.restore();
    pen.beginPath();
    pen.moveTo(across(this.step), ABOVE);
    pen.lineTo(across(this.step), height - BELOW);
    pen.strokeStyle = ink;
    pen.globalAlpha = 0.5;
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
