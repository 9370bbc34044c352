// A plane with its scales: where a pair of numbers stands on a canvas.

import { colours, sharp, ticks, told } from "./paint.js";

export const LEFT = 58;
const BELOW = 26;
export const EDGE = 12;

/** Clear a canvas, draw the scales of two intervals, and return a pen with a function that places points. */
export function axes(canvas, [left, right], [low, high], { log = false } = {}) {
  const { pen, width, height } = sharp(canvas);
  const { muted, rule } = colours(canvas);
  const across = (x) => LEFT + ((x - left) / (right - left)) * (width - LEFT - EDGE);
  const down = (y) => EDGE + ((high - y) / (high - low)) * (height - EDGE - BELOW);
  pen.clearRect(0, 0, width, height);
  pen.font = "13px system-ui, sans-serif";
  pen.fillStyle = muted;
  pen.strokeStyle = rule;
  pen.lineWidth = 1;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  const levels = log ? ticks(low, high, 5).filter(Number.isInteger) : ticks(low, high, 5);
  for (const at of levels) {
    pen.beginPath();
    pen.moveTo(LEFT, down(at));
    pen.lineTo(width - EDGE, down(at));
    pen.stroke();
    pen.fillText(log ? told(10 ** at, 2) : told(round(at), 3), LEFT - 8, down(at));
  }
  pen.textAlign = "center";
  for (const at of ticks(left, right, 6)) pen.fillText(told(round(at), 3), across(at), height - 11);
  return { pen, place: ([x, y]) => [across(x), down(y)], width, height };
}

/** Draw within the scales alone, with room for marks at their ends. */
export function inside({ pen, width, height }, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(LEFT, 0, width - LEFT, height - BELOW + 4);
  pen.clip();
  draw();
  pen.restore();
}

const round = (value) => (Math.abs(value) < 1e-12 ? 0 : value);
