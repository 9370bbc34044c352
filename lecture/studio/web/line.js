// The second page: a line through the data, its cost, and three runs that differ in their batches alone.

import { axes, inside } from "./axes.js";
import { colours, line, mark, star, told } from "./paint.js";
import { Refusal, ask, latest } from "./server.js";

const GOAL = "#2bb98f";
const SECONDS = 6; // that the runs play
const FINE = 1000; // places of a logarithmic slider
const $ = (id) => document.getElementById(id);
const FIRST = {
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  by: "gradients",
  data: "exact",
  samples: 32,
  noise: 1,
  learning_rate: 0.01,
  epochs: 100,
  w0: 1,
  batch_size: 2,
  shuffled: false,
  seed: 0,
};

const state = fromLink();
let texts;
let said = null;
let step = Infinity;
let playing = 0;

const say = (key) => texts[state.language]?.[key] ?? texts.en[key];
const askFit = latest("/api/line", heard, refused);

function fromLink() {
  try {
    const carried = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    const known = Object.entries(carried).filter(([key, value]) => typeof value === typeof FIRST[key]);
    return { ...FIRST, ...Object.fromEntries(known) };
  } catch {
    return { ...FIRST };
  }
}

function change() {
  history.replaceState(null, "", `${location.pathname}${location.search}#${encodeURIComponent(JSON.stringify(state))}`);
  for (const input of document.querySelectorAll("[data-key]")) {
    const shown = input.parentElement.querySelector("output");
    if (shown) shown.textContent = input.ariaValueText = told(state[input.dataset.key]);
  }
  for (const key of ["samples", "noise"]) document.querySelector(`[data-key=${key}]`).disabled = state.data === "exact";
  const { language, by, ...question } = state;
  askFit(question);
}

function heard(answer) {
  const atEnd = said === null || step >= most();
  said = answer;
  tell("");
  if (atEnd || step > most()) step = most();
  views();
}

function refused(error) {
  tell(error instanceof Refusal ? error.message : say("gone"));
}

function tell(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}

const most = () => Math.max(...said.runs.map((run) => run.gradients.at(-1)));

/** The number of a run's last update after so many gradients have been worked out. */
function updatesAt(run, gradients) {
  let last = 0;
  while (last + 1 < run.w.length && run.gradients[last + 1] <= gradients) last++;
  return last;
}

function views() {
  $("step").max = most();
  $("step").value = step;
  $("step-told").textContent = step;
  const now = said.runs.map((run) => updatesAt(run, step));
  samples(now);
  curve(now);
  chart(now);
  numbers(now);
  $("limit").textContent = say("limit").replace("{limit}", told(said.limit));
}

function samples(now) {
  const { card, muted } = colours();
  const reach = (values, from) => {
    const [low, high] = [Math.min(from, ...values), Math.max(from, ...values)];
    return [low - 0.1 * (high - low), high + 0.15 * (high - low)];
  };
  const [left, right] = reach(said.x, 0);
  const plane = axes($("samples"), [left, right], reach(said.y, 0));
  const { pen, place } = plane;
  inside(plane, () => {
    said.runs.forEach((run, at) => {
      const w = run.w[now[at]];
      line(pen, [place([left, w * left]), place([right, w * right])], run.look, 2.4);
    });
    const w = said.runs[0].w[now[0]];
    pen.strokeStyle = muted;
    pen.lineWidth = 1.5;
    if (said.x.length <= 64) {
      said.x.forEach((x, at) => {
        pen.beginPath();
        pen.moveTo(...place([x, said.y[at]]));
        pen.lineTo(...place([x, w * x]));
        pen.stroke();
      });
    }
    said.x.forEach((x, at) => mark(pen, place([x, said.y[at]]), { marker: "disc", colour: GOAL }, said.x.length > 64 ? 3 : 5, card));
  });
}

function curve(now) {
  const { muted, card } = colours();
  const { w, cost } = said.curve;
  const top = Math.max(...cost);
  const plane = axes($("curve"), [w[0], w.at(-1)], [-0.06 * top, top]);
  inside(plane, () => {
    line(plane.pen, w.map((one, at) => plane.place([one, cost[at]])), { colour: muted, dash: [] }, 2);
    star(plane.pen, plane.place([said.best, said.lowest]), 9, GOAL, card);
    said.runs.forEach((run, at) => {
      const walked = run.w.slice(0, now[at] + 1).map((one, update) => plane.place([one, run.cost[update]]));
      line(plane.pen, walked.slice(-40), run.look, 1.2);
      mark(plane.pen, walked.at(-1), run.look, 6, card);
    });
  });
}

function chart(now) {
  const { card, ink } = colours();
  const scaled = (cost) => Math.log10(Math.max(cost - said.lowest, 1e-16));
  const all = said.runs.flatMap((run) => run.cost);
  const [low, high] = [Math.min(...all), Math.min(Math.max(...all), said.lowest + 1e6 * (all[0] - said.lowest))].map(scaled);
  const length = state.by === "gradients" ? most() : Math.max(...said.runs.map((run) => run.w.length - 1));
  const plane = axes($("chart"), [0, length], [low - 0.3, high + 0.3], { log: true });
  inside(plane, () => {
    said.runs.forEach((run, at) => {
      const points = run.cost.map((cost, update) =>
        plane.place([state.by === "gradients" ? run.gradients[update] : update, scaled(cost)]),
      );
      line(plane.pen, points, run.look, 2.2);
      mark(plane.pen, points[now[at]], run.look, 5, card);
    });
    if (state.by === "gradients") line(plane.pen, [plane.place([step, low - 1]), plane.place([step, high + 1])], { colour: ink, dash: [] }, 0.7);
  });
}

function numbers(now) {
  const row = (kind, cells) => {
    const made = document.createElement("tr");
    made.append(...cells.map((text) => Object.assign(document.createElement(kind), { textContent: text })));
    return made;
  };
  const four = say("predicts");
  $("numbers").tHead.replaceChildren(row("th", [say("batches"), say("updates"), "w", say("cost"), four]));
  $("numbers").tBodies[0].replaceChildren(
    ...said.runs.map((run, at) => {
      const [w, cost] = [run.w[now[at]], run.cost[now[at]]];
      const lost = run.diverged_at !== null && now[at] === run.w.length - 1;
      const shown = row("td", [
        say(run.name),
        now[at],
        told(w, 6),
        lost ? say("diverges").replace("{step}", run.diverged_at) : told(cost),
        told(4 * w, 6),
      ]);
      shown.firstChild.style.setProperty("box-shadow", `inset 4px 0 ${run.look.colour}`);
      return shown;
    }),
  );
}

function stop() {
  cancelAnimationFrame(playing);
  playing = 0;
  $("play").textContent = say("play");
}

function play() {
  if (playing) return stop();
  const from = step >= most() ? 0 : step;
  const begun = performance.now();
  $("play").textContent = say("pause");
  const tick = (now) => {
    const passed = Math.max(0, now - begun) / 1000;
    step = Math.min(most(), Math.floor(from + (passed / SECONDS) * most()));
    views();
    if (step < most()) playing = requestAnimationFrame(tick);
    else stop();
  };
  playing = requestAnimationFrame(tick);
}

const ends = (input) => input.dataset.log.split(" ").map(Number);

function valueOf(input) {
  if (input.type === "checkbox") return input.checked;
  const value = input.valueAsNumber;
  if (!input.dataset.log) return Number.isFinite(value) ? value : 0;
  const [low, high] = ends(input);
  return +(low * (high / low) ** (value / FINE)).toPrecision(3);
}

function dress() {
  document.documentElement.lang = state.language === "zh" ? "zh-Hans" : state.language;
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const [id, key] of [["samples", "line_data"], ["curve", "line_curve"], ["chart", "line_cost"], ["by", "line_cost"], ["data", "data"]]) {
    $(id).ariaLabel = say(key);
  }
  $("other").href = `/${location.search}`;
  $("data").value = state.data;
  $("by").value = state.by;
  for (const input of document.querySelectorAll("[data-key]")) {
    const value = state[input.dataset.key];
    if (input.type === "checkbox") input.checked = value;
    else if (input.dataset.log) {
      const [low, high] = ends(input);
      input.value = Math.round((FINE * Math.log(value / low)) / Math.log(high / low));
    } else input.value = value;
  }
}

function listen() {
  $("language").addEventListener("click", () => {
    state.language = state.language === "en" ? "zh" : "en";
    dress();
    change();
  });
  for (const input of document.querySelectorAll("[data-key]")) {
    input.addEventListener("input", () => {
      state[input.dataset.key] = valueOf(input);
      change();
    });
  }
  for (const id of ["data", "by"]) {
    $(id).addEventListener("change", () => {
      state[id] = $(id).value;
      change();
    });
  }
  $("step").addEventListener("input", () => {
    stop();
    step = $("step").valueAsNumber;
    views();
  });
  $("play").addEventListener("click", play);
  $("panel").addEventListener("submit", (event) => event.preventDefault());
  new ResizeObserver(() => said && views()).observe($("stage"));
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => said && views());
}

try {
  ({ texts } = await ask("/api/catalogue"));
  dress();
  listen();
  change();
} catch (error) {
  tell(error.message);
}
