// The second page: a line through the data, its cost, and three runs that differ in their batches alone.

import { latest, sentence } from "./asking.js";
import { costs, curve, samples } from "./line_views.js";
import { told } from "./paint.js";
import { Player } from "./player.js";
import { ask } from "./server.js";
import { table } from "./table.js";
import { follow, system } from "./theme.js";

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

let state = { ...FIRST };
let texts;
let said = null;

const say = (key) => texts[state.language]?.[key] ?? texts.en[key];
const inputs = () => document.querySelectorAll("[data-key]");
const askFit = latest(ask, "line", heard, (error) => tell(sentence(error, say)));

/** Complete a state; what is of another sort is left out. */
function complete(...states) {
  const known = states.flatMap((one) => Object.entries(one)).filter(([key, value]) => typeof value === typeof FIRST[key]);
  return { ...FIRST, ...Object.fromEntries(known) };
}

function fromLink() {
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return {};
  }
}

function change() {
  history.replaceState(null, "", `${location.pathname}${location.search}#${encodeURIComponent(JSON.stringify(state))}`);
  for (const input of inputs()) {
    const shown = input.parentElement.querySelector("output");
    if (shown) shown.textContent = input.ariaValueText = told(state[input.dataset.key]);
  }
  for (const key of ["samples", "noise"]) document.querySelector(`[data-key=${key}]`).disabled = state.data === "exact";
  const { language, by, ...question } = state;
  askFit(question);
}

function heard(answer) {
  said = answer;
  tell("");
  player.reach(Math.max(...said.runs.map((run) => run.gradients.at(-1))));
  views();
}

function tell(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}

/** The number of a run's last update after so many gradients have been worked out. */
function updatesAt(run, gradients) {
  let last = 0;
  while (last + 1 < run.w.length && run.gradients[last + 1] <= gradients) last++;
  return last;
}

function views() {
  if (!said) return;
  const now = said.runs.map((run) => updatesAt(run, player.at));
  samples($("samples"), said, now);
  curve($("curve"), said, now);
  costs($("chart"), said, now, { byGradients: state.by === "gradients", most: player.most, step: player.at });
  table(
    $("numbers"),
    ["batches", "updates", "", "cost", "predicts"].map((key) => (key ? say(key) : "w")),
    said.runs.map((run, at) => {
      const [w, cost] = [run.w[now[at]], run.cost[now[at]]];
      const lost = run.diverged_at !== null && now[at] === run.w.length - 1;
      const ends = lost ? say("diverges").replace("{step}", run.diverged_at) : told(cost);
      return { colour: run.look.colour, texts: [say(run.name), now[at], told(w, 6), ends, told(4 * w, 6)] };
    }),
  );
  $("limit").textContent = say("limit").replace("{limit}", told(said.limit));
}

const ends = (input) => input.dataset.log.split(" ").map(Number);

function valueOf(input) {
  if (input.type === "checkbox") return input.checked;
  const value = input.valueAsNumber;
  if (!input.dataset.log) return Number.isFinite(value) ? value : 0;
  const [low, high] = ends(input);
  return +(low * (high / low) ** (value / FINE)).toPrecision(3);
}

function place(input) {
  const value = state[input.dataset.key];
  if (input.type === "checkbox") input.checked = value;
  else if (input.dataset.log) {
    const [low, high] = ends(input);
    input.value = Math.round((FINE * Math.log(value / low)) / Math.log(high / low));
  } else input.value = value;
}

function dress() {
  document.documentElement.lang = state.language === "zh" ? "zh-Hans" : state.language;
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of document.querySelectorAll("[data-label]")) one.ariaLabel = say(one.dataset.label);
  $("other").href = `/${location.search}`;
  $("data").value = state.data;
  $("by").value = state.by;
  inputs().forEach(place);
  player.write();
}

function listen() {
  $("language").addEventListener("click", () => {
    state.language = state.language === "en" ? "zh" : "en";
    dress();
    change();
  });
  for (const input of inputs()) {
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
  $("panel").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => {
    state = complete(fromLink());
    dress();
    change();
  });
  new ResizeObserver(views).observe($("stage"));
}

const player = new Player({ slider: $("step"), button: $("play"), shown: $("step-told") }, (key) => (texts ? say(key) : ""), views);
follow(document.documentElement, system, views);
try {
  const page = await ask("page");
  texts = page.texts;
  state = complete(page.first, fromLink());
  dress();
  listen();
  change();
} catch (error) {
  tell(error.message);
}
