// Steps to a loss over two hyperparameters of a method: the fewer, the brighter; a click takes the values.

import { colours, sharp, told } from "./paint.js";
import { FINE, placeOf, valueAt } from "./racers.js";

const SIDE = 41; // values along each axis
const LEFT = 66;
const BELOW = 24;
const EDGE = 8;
// From few steps to many: as the ground is from the valley floor to the heights.
const RAMP = ["#bfe6c8", "#58b3a4", "#2f7a99", "#2c417f", "#1c1d42"];

/** Values from end to end of a knob's slider. */
export const values = (knob) =>
  Array.from({ length: SIDE }, (_, at) => valueAt(Math.round((at / (SIDE - 1)) * FINE), knob));

export class SweepMap {
  /** `chosen` is told a pair of values: across, up. */
  constructor(canvas, chosen) {
    this.canvas = canvas;
    this.chosen = chosen;
    this.steps = null;
    new ResizeObserver(() => this.draw()).observe(canvas);
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.steps) return;
      const box = canvas.getBoundingClientRect();
      const across = Math.floor(((event.clientX - box.left - LEFT) / (box.width - LEFT - EDGE)) * SIDE);
      const up = Math.floor(((box.height - BELOW - (event.clientY - box.top)) / (box.height - BELOW - EDGE)) * SIDE);
      if ([across, up].every((place) => place >= 0 && place < SIDE)) {
        this.take(across, up);
      }
    });
    canvas.addEventListener("keydown", (event) => {
      const turn = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!turn || !this.steps) return;
      event.preventDefault();
      const now = this.places().map((share) => Math.round(share * (SIDE - 1)));
      this.take(...now.map((place, axis) => Math.min(SIDE - 1, Math.max(0, place + turn[axis]))));
    });
  }

  take(across, up) {
    this.chosen(values(this.knobs[0])[across], values(this.knobs[1])[up]);
  }

  /** Where the sliders stand, as shares of both ways. */
  places() {
    return this.knobs.map((knob) => placeOf(this.racer[knob.name] ?? knob.default, knob) / FINE);
  }

  clear() {
    this.steps = null;
    this.draw();
  }

  /** Show steps, rows from below, for two knobs of a racer, out of at most so many steps. */
  show(steps, knobs, racer, most) {
    Object.assign(this, { steps, knobs, racer, most });
    this.draw();
  }

  draw() {
    const { pen, width, height } = sharp(this.canvas);
    const { ink, muted, card, rule } = colours(this.canvas);
    pen.clearRect(0, 0, width, height);
    if (!this.steps) return;
    const [wide, high] = [width - LEFT - EDGE, height - BELOW - EDGE];
    const least = Math.max(1, Math.min(...this.steps.flat().filter((steps) => steps !== null)));
    this.steps.forEach((row, up) =>
      row.forEach((steps, across) => {
        pen.fillStyle = steps === null ? card : shade(steps, least, this.most);
        const at = (place) => [Math.round(LEFT + (place * wide) / SIDE), Math.round(EDGE + high - (place * high) / SIDE)];
        const [[x], [, y], [right], [, top]] = [at(across), at(up), at(across + 1), at(up + 1)];
        pen.fillRect(x, top, right - x, y - top);
      }),
    );
    pen.strokeStyle = rule;
    pen.strokeRect(LEFT, EDGE, wide, high);
    pen.fillStyle = muted;
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      pen.textAlign = share === 0 ? "left" : share === 1 ? "right" : "center";
      pen.fillText(told(valueAt(share * FINE, this.knobs[0]), 2), LEFT + share * wide, height - 10);
      pen.textAlign = "right";
      pen.fillText(told(valueAt(share * FINE, this.knobs[1]), 4), LEFT - 6, EDGE + high - share * high);
    }
    // Where the sliders stand.
    const place = this.places();
    pen.strokeStyle = ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(LEFT + place[0] * wide, EDGE + (1 - place[1]) * high, 7, 0, 2 * Math.PI);
    pen.stroke();
  }
}

function shade(steps, least, most) {
  const share = most > least ? Math.log(Math.max(steps, least) / least) / Math.log(most / least) : 0;
  const at = Math.min(share, 1) * (RAMP.length - 1);
  const [low, high] = [RAMP[Math.floor(at)], RAMP[Math.ceil(at)]];
  const mixed = [1, 3, 5].map((from) => {
    const [one, other] = [low, high].map((colour) => parseInt(colour.slice(from, from + 2), 16));
    return Math.round(one + (other - one) * (at % 1));
  });
  return `rgb(${mixed.join(", ")})`;
}
