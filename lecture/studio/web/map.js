// The map: bands and lines of equal height, paths, and the start under one's finger.

import { arrow, line, mark, sharp, star, ticks, told } from "./paint.js";

const EDGE = "#0e1320";
const GOAL = "#2bb98f";
const GRADIENT = "#f0e442";
const LONG = 60; // pixels of the gradient's arrow, which has no length but its way
const REACH = 24; // pixels from the start within which it is taken

export class MapView {
  /** `moved` is told a new start in the map's coordinates. */
  constructor(canvas, moved) {
    this.canvas = canvas;
    this.moved = moved;
    this.ground = null;
    this.runs = [];
    this.start = [0, 0];
    this.step = 0;
    this.watched = 0;
    this.picture = null;
    this.listen();
    new ResizeObserver(() => this.repaint()).observe(canvas);
  }

  show(ground) {
    this.ground = ground;
    this.repaint();
  }

  repaint() {
    this.picture = null;
    this.draw();
  }

  /** Place a point of the map on the canvas. */
  place([x, y]) {
    const [[left, right], [bottom, top]] = this.ground.view;
    return [((x - left) / (right - left)) * this.width, ((top - y) / (top - bottom)) * this.height];
  }

  /** Find the point of the map at a place of the canvas. */
  point([x, y]) {
    const [[left, right], [bottom, top]] = this.ground.view;
    return [left + (x / this.width) * (right - left), top - (y / this.height) * (top - bottom)];
  }

  /** Where a run stands after so many steps: on a curve, at its height. */
  at(run, step) {
    const last = Math.min(step, run.x.length - 1);
    return this.bounded(this.ground.curve ? [run.x[last][0], run.loss[last]] : run.x[last]);
  }

  /** Where the start is: on a curve, at the height that it has there. */
  begin() {
    const { curve } = this.ground;
    if (!curve) return this.start;
    const [left, right] = this.ground.view[0];
    const place = ((this.start[0] - left) / (right - left)) * (curve.length - 1);
    const before = Math.max(0, Math.min(curve.length - 2, Math.floor(place)));
    const share = Math.max(0, Math.min(1, place - before));
    return [this.start[0], curve[before][1] + share * (curve[before + 1][1] - curve[before][1])];
  }

  draw() {
    if (!this.ground) return;
    const { pen, width, height } = sharp(this.canvas);
    if (!width || !height) return; // a folded cell of a notebook
    [this.width, this.height] = [width, height];
    this.picture ??= this.painted(width, height);
    pen.drawImage(this.picture, 0, 0, width, height);
    for (const minimum of this.ground.minima) star(pen, this.place(minimum), 11, GOAL, EDGE);
    for (const run of this.runs) {
      const path = run.x.slice(0, this.step + 1).map((_, step) => this.place(this.at(run, step)));
      line(pen, path, { dash: [], colour: EDGE }, 5);
      line(pen, path, run.look, 2.6);
      if (path.length <= 61) for (const point of path.slice(1, -1)) mark(pen, point, run.look, 2.6, EDGE);
      mark(pen, path.at(-1), run.look, 6, EDGE);
    }
    this.arrows(pen, this.runs[this.watched]);
    this.scales(pen);
    const [x, y] = this.place(this.begin());
    pen.beginPath();
    pen.arc(x, y, 9, 0, 2 * Math.PI);
    pen.lineWidth = 5;
    pen.strokeStyle = EDGE;
    pen.stroke();
    pen.lineWidth = 2.5;
    pen.strokeStyle = "#ffffff";
    pen.stroke();
  }

  /** Where the watched method stands: the way against the gradient, and the step that it takes. */
  arrows(pen, run) {
    if (!run || this.step >= run.gradient.length) return;
    const stands = this.at(run, this.step);
    const from = this.place(stands);
    const gradient = run.gradient[this.step];
    const far = this.place(stands.map((value, axis) => value - (gradient[axis] ?? 0)));
    const length = Math.hypot(far[0] - from[0], far[1] - from[1]);
    if (length > 0) arrow(pen, from, from.map((value, axis) => value + ((far[axis] - value) / length) * LONG), GRADIENT, EDGE);
    arrow(pen, from, this.place(this.at(run, this.step + 1)), run.look.colour, EDGE);
  }

  /** Write the coordinates along the lower and the left edge. */
  scales(pen) {
    const [[left, right], [bottom, top]] = this.ground.view;
    pen.font = "12px system-ui, sans-serif";
    pen.fillStyle = "rgba(255, 255, 255, 0.8)";
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    const inside = (low, high) => ticks(low, high, 8).filter((at) => at > low + 0.03 * (high - low) && at < high - 0.03 * (high - low));
    for (const at of inside(left, right)) pen.fillText(told(at, 3), this.place([at, 0])[0], this.height - 7);
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    for (const at of inside(bottom, top)) pen.fillText(told(at, 3), 7, this.place([0, at])[1]);
  }

  /** Keep what has left the map near it, so that its line still points the right way. */
  bounded([x, y]) {
    const far = ([low, high], value) => {
      const reach = 20 * (high - low);
      return Math.min(high + reach, Math.max(low - reach, value));
    };
    return [far(this.ground.view[0], x), far(this.ground.view[1], y)];
  }

  /** Paint bands and lines once for each size. */
  painted(width, height) {
    const scale = window.devicePixelRatio || 1;
    const picture = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const pen = picture.getContext("2d");
    pen.scale(scale, scale);
    for (const band of this.ground.bands) {
      const shape = new Path2D();
      for (const outline of band.polygons.flat()) this.trace(shape, outline);
      pen.fillStyle = band.colour;
      pen.strokeStyle = band.colour; // else the ground shines through between two bands
      pen.fill(shape, "evenodd");
      pen.stroke(shape);
    }
    pen.strokeStyle = "rgba(255, 255, 255, 0.28)";
    pen.lineWidth = 1;
    const lines = new Path2D();
    for (const outline of this.ground.lines.flat()) this.trace(lines, outline);
    pen.stroke(lines);
    if (!this.ground.curve) return picture;
    const curve = new Path2D();
    this.trace(curve, this.ground.curve);
    pen.strokeStyle = "#f2f4f8";
    pen.lineWidth = 2.5;
    pen.stroke(curve);
    return picture;
  }

  trace(shape, outline) {
    outline.forEach((point, index) => {
      const [x, y] = this.place(point);
      if (index) shape.lineTo(x, y);
      else shape.moveTo(x, y);
    });
  }

  listen() {
    const at = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    let held = false;
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!this.ground) return;
      const [[x, y], [sx, sy]] = [at(event), this.place(this.begin())];
      held = Math.hypot(x - sx, y - sy) < REACH || event.pointerType === "mouse";
      if (!held) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.moved(this.point([x, y]).slice(0, this.start.length));
    });
    this.canvas.addEventListener("pointermove", (event) => held && this.moved(this.point(at(event)).slice(0, this.start.length)));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (held = false));
    this.canvas.addEventListener("keydown", (event) => {
      const turns = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (!(event.key in turns) || !this.ground) return;
      event.preventDefault();
      const step = this.ground.view.map(([low, high]) => (high - low) / (event.shiftKey ? 1000 : 100));
      this.moved(this.start.map((value, axis) => value + turns[event.key][axis] * step[axis]));
    });
  }
}
