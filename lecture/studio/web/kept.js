// What a method keeps for each coordinate: a small chart for each quantity, x and y apart by colour and dash.

import { colours, line, sharp, ticks, told } from "./paint.js";

const AXES = [
  { name: "x", look: { colour: "#e69f00", dash: [] } },
  { name: "y", look: { colour: "#d98bb8", dash: [0.12, 0.06] } },
];
const LEFT = 52;
const LOWER = 8;

/** Show every quantity of a run, up to a step. */
export function kept(home, run, steps, step, say) {
  // What stays 0 tells nothing.
  const names = Object.keys(run?.state ?? {}).filter((name) => run.state[name].some((pair) => pair.some(Boolean)));
  while (home.children.length > names.length) home.lastChild.remove();
  while (home.children.length < names.length) {
    const figure = document.createElement("figure");
    figure.append(document.createElement("figcaption"), document.createElement("canvas"));
    home.append(figure);
  }
  names.forEach((name, place) => {
    const figure = home.children[place];
    figure.firstChild.replaceChildren(name, ...AXES.slice(0, run.state[name][0].length).map(key));
    figure.lastChild.role = "img";
    figure.lastChild.ariaLabel = `${say("state")}: ${name}`;
    draw(figure.lastChild, run.state[name], steps, step);
  });
}

/** Name a coordinate in its colour. */
function key({ name, look }) {
  const shown = Object.assign(document.createElement("b"), { textContent: name });
  shown.style.setProperty("border-bottom", `3px ${look.dash.length ? "dashed" : "solid"} ${look.colour}`);
  return shown;
}

function draw(canvas, values, steps, step) {
  const { pen, width, height } = sharp(canvas);
  const { ink, muted, rule } = colours(canvas);
  pen.clearRect(0, 0, width, height);
  const all = values.flat();
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)];
  const reach = most - least || 1;
  const [low, high] = [least - 0.06 * reach, most + 0.06 * reach];
  const across = (at) => LEFT + (at / steps) * (width - LEFT - 8);
  const down = (value) => LOWER + ((high - value) / (high - low)) * (height - 2 * LOWER);
  pen.font = "12px system-ui, sans-serif";
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.lineWidth = 1;
  for (const at of ticks(low, high, 3)) {
    pen.strokeStyle = Math.abs(at) < 1e-12 * reach ? muted : rule;
    pen.beginPath();
    pen.moveTo(LEFT, down(at));
    pen.lineTo(width - 8, down(at));
    pen.stroke();
    pen.fillStyle = muted;
    pen.fillText(told(Math.abs(at) < 1e-12 * reach ? 0 : at, 3), LEFT - 6, down(at));
  }
  AXES.slice(0, values[0].length).forEach(({ look }, axis) => {
    const points = values.map((value, at) => [across(at), down(value[axis])]);
    line(pen, points, look, 2);
    const last = points[Math.min(step, points.length - 1)];
    pen.fillStyle = look.colour;
    pen.beginPath();
    pen.arc(...last, 4, 0, 2 * Math.PI);
    pen.fill();
  });
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.4;
  pen.beginPath();
  pen.moveTo(across(step), LOWER);
  pen.lineTo(across(step), height - LOWER);
  pen.stroke();
  pen.globalAlpha = 1;
}
