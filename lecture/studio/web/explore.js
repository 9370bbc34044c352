// Puts the page together: state, questions, and the views that follow them.

import { LossChart } from "./chart.js";
import { MapView } from "./map.js";
import { kept } from "./kept.js";
import { told } from "./paint.js";
import { cards } from "./racers.js";
import { Refusal, ask, latest } from "./server.js";
import { fromLink, question, toLink } from "./state.js";
import { svg } from "./svg.js";
import { SweepMap, values } from "./sweep.js";

const OWN = "…";
const SECONDS = 6; // that a run plays
const $ = (id) => document.getElementById(id);

const state = fromLink(location.hash);
let catalogue;
let runs = [];
let step = state.steps;
let playing = 0;
let fresh = false; // whether another ground is on its way, with a start of its own

const say = (key) => catalogue.texts[state.language]?.[key] ?? catalogue.texts.en[key];
const map = new MapView($("map"), (start) => {
  state.start = start.map((value) => +value.toPrecision(4));
  change();
});
const chart = new LossChart($("chart"), (chosen) => scrub(chosen));
const askRuns = latest("/api/run", heard, refused);
const askSweep = latest("/api/sweep", swept, refused);
const sweepMap = new SweepMap($("sweep"), (across, up) => {
  const racer = state.racers[watched()];
  [racer[$("across").value], racer[$("up").value]] = [across, up];
  racers();
  change();
});
const askGround = latest("/api/ground", grounded, refused);

function heard(said) {
  runs = said.runs;
  refused(null);
  if (!playing) step = Math.min(step, state.steps);
  views();
  sweep();
}

function grounded(said) {
  $("target").value = +said.target.toPrecision(3);
  if (!state.start || fresh) state.start = said.start;
  fresh = false;
  map.show(said);
  change();
}

function refused(error) {
  const expressed = error instanceof Refusal && error.where.includes("objective");
  tell($("expression-trouble"), expressed ? error.message : "");
  tell($("trouble"), error && !expressed ? (error instanceof Refusal ? error.message : say("gone")) : "");
}

function tell(place, text) {
  place.textContent = text;
  place.hidden = !text;
}

/** Something was changed: ask anew, and let the link carry it. */
function change() {
  history.replaceState(null, "", location.pathname + location.search + toLink(state));
  map.start = state.start;
  $("start-x").value = state.start[0];
  $("start-y").value = state.start[1];
  for (const key of ["steps", "noise"]) $(`${key}-told`).textContent = told(state[key]);
  map.draw();
  askRuns(question(state));
}

function views() {
  $("step").max = state.steps;
  $("step").value = step;
  $("step-told").textContent = step;
  const seen = watched();
  Object.assign(map, { runs, step, watched: seen });
  map.draw();
  Object.assign(chart, { runs, step, steps: state.steps, log: state.log });
  chart.draw();
  numbers();
  kept($("kept"), runs[seen], state.steps, step, say);
}

/** The place of the run that is looked at closely: the one chosen, else the last one. */
function watched() {
  const options = runs.map((run, place) => new Option(run.name[state.language] ?? run.name.en, place));
  const told = (list) => [...list].map((one) => one.text + one.value).join();
  const before = $("watched").value;
  if (told(options) !== told($("watched").options)) {
    $("watched").replaceChildren(...options);
    $("watched").value = before !== "" && +before < runs.length ? before : runs.length - 1;
  }
  return +$("watched").value;
}

/** The knobs of the watched method that a sweep may take. */
function knobs() {
  const racer = state.racers[watched()];
  const method = catalogue.optimizers.find((one) => one.name === racer?.name);
  const found = (method?.knobs ?? []).filter((knob) => knob.kind === "log" || knob.kind === "share");
  ["across", "up"].forEach((id, place) => {
    const names = found.map((knob) => knob.name);
    const before = $(id).value;
    if ([...$(id).options].map((one) => one.value).join() !== names.join()) {
      $(id).replaceChildren(...names.map((name) => new Option(name)));
      $(id).value = names.includes(before) ? before : (names[place] ?? names[0]);
    }
  });
  return ["across", "up"].map((id) => found.find((knob) => knob.name === $(id).value));
}

function sweep() {
  const pair = knobs();
  const racer = state.racers[watched()];
  if (!racer || pair.some((knob) => !knob) || pair[0] === pair[1]) return;
  const { objective, start, steps } = question(state);
  const [across, up] = pair.map((knob) => ({ name: knob.name, values: values(knob) }));
  askSweep({ objective, start, steps: Math.max(steps, 100), racer, across, up, target: $("target").valueAsNumber || 0 });
}

function swept(said, asked) {
  const pair = knobs();
  if (pair[0]?.name !== asked.across.name || pair[1]?.name !== asked.up.name) return;
  sweepMap.show(said.steps, pair, state.racers[watched()], asked.steps);
}

function numbers() {
  const heads = ["method", "last_loss", "path_length", "turns", "angle", "distance"].map(say);
  $("numbers").tHead.replaceChildren(row("th", heads));
  $("numbers").tBodies[0].replaceChildren(
    ...runs.map((run) => {
      const { loss, path_length, sign_changes, angle, distance } = run.numbers;
      const lost = run.diverged_at !== null;
      const ends = lost ? say("diverges").replace("{step}", run.diverged_at) : told(loss);
      const name = run.name[state.language] ?? run.name.en;
      const shown = row("td", [name, ends, told(path_length), sign_changes.join(", "), degrees(angle), lost ? "–" : told(distance)]);
      shown.firstChild.style.setProperty("box-shadow", `inset 4px 0 ${run.look.colour}`);
      return shown;
    }),
  );
}

const degrees = (angle) => (angle === null ? "–" : `${angle.toFixed(1)}°`);

function row(kind, texts) {
  const line = document.createElement("tr");
  line.append(...texts.map((text) => Object.assign(document.createElement(kind), { textContent: text })));
  return line;
}

function scrub(chosen) {
  stop();
  step = chosen;
  views();
}

function stop() {
  cancelAnimationFrame(playing);
  playing = 0;
  $("play").textContent = say("play");
}

function play() {
  if (playing) return stop();
  const from = step >= state.steps ? 0 : step;
  const begun = performance.now();
  $("play").textContent = say("pause");
  const tick = (now) => {
    // The first frame may have begun before the button was pressed.
    const passed = Math.max(0, now - begun) / 1000;
    step = Math.min(state.steps, Math.floor(from + (passed / SECONDS) * state.steps));
    views();
    if (step < state.steps) playing = requestAnimationFrame(tick);
    else stop();
  };
  playing = requestAnimationFrame(tick);
}

function racers() {
  cards($("racers"), state.racers, catalogue.optimizers, state.language, say, change, () => {
    racers();
    change();
  });
}

/** Write every text in the language that is chosen, and every control as the state has it. */
function dress() {
  document.documentElement.lang = state.language === "zh" ? "zh-Hans" : state.language;
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of document.querySelectorAll("[data-hint]")) one.title = say(one.dataset.hint);
  $("other").href = `/line${location.search}`;
  $("map").ariaLabel = `${say("map")}; ${say("start_hint")}`;
  $("map").title = say("start_hint");
  $("chart").ariaLabel = say("chart");
  $("sweep").ariaLabel = say("sweep");
  $("watched").ariaLabel = say("method");
  $("objective").ariaLabel = say("ground");
  $("expression").ariaLabel = say("written");
  const named = catalogue.objectives.map((one) => new Option(one.shown[state.language] ?? one.shown.en, one.name));
  $("objective").replaceChildren(...named, new Option(say("own"), OWN));
  $("objective").value = state.expression ? OWN : state.objective;
  $("expression").value = state.expression;
  $("expression").hidden = !state.expression;
  $("steps").value = state.steps;
  $("noise").value = state.noise;
  $("seed").value = state.seed;
  $("log").checked = state.log;
  racers();
}

function listen() {
  $("language").addEventListener("click", () => {
    state.language = state.language === "en" ? "zh" : "en";
    dress();
    change();
  });
  $("objective").addEventListener("change", () => {
    const own = $("objective").value === OWN;
    state.expression = own ? "x**2/20 + y**2" : "";
    if (!own) state.objective = $("objective").value;
    fresh = true;
    dress();
    askGround({ objective: question(state).objective });
  });
  $("expression").addEventListener("input", () => {
    state.expression = $("expression").value || "x";
    askGround({ objective: question(state).objective });
  });
  ["start-x", "start-y"].forEach((id, axis) =>
    $(id).addEventListener("change", () => {
      if (Number.isFinite($(id).valueAsNumber)) state.start[axis] = $(id).valueAsNumber;
      change();
    }),
  );
  for (const key of ["steps", "noise", "seed"]) {
    $(key).addEventListener("input", () => {
      const atEnd = step >= state.steps;
      state[key] = $(key).valueAsNumber || 0;
      if (key === "steps" && atEnd) step = state.steps;
      change();
    });
  }
  $("log").addEventListener("change", () => {
    state.log = $("log").checked;
    change();
  });
  $("step").addEventListener("input", () => scrub($("step").valueAsNumber));
  $("play").addEventListener("click", play);
  $("watched").addEventListener("change", () => {
    views();
    sweep();
  });
  for (const id of ["across", "up", "target"]) $(id).addEventListener("change", sweep);
  $("add").addEventListener("click", () => {
    const taken = new Set(state.racers.map((one) => one.name));
    const next = catalogue.optimizers.find((one) => !taken.has(one.name)) ?? catalogue.optimizers[0];
    state.racers.push({ name: next.name });
    racers();
    change();
  });
  $("panel").addEventListener("submit", (event) => event.preventDefault());
  $("copy-link").addEventListener("click", () => copy(location.href));
  $("copy-python").addEventListener("click", async () => copy((await ask("/api/copy", question(state))).python));
  $("save-png").addEventListener("click", () => $("map").toBlob((blob) => save(blob, "map.png")));
  $("save-svg").addEventListener("click", () => save(new Blob([svg(map)], { type: "image/svg+xml" }), "map.svg"));
  $("save-csv").addEventListener("click", () => save(new Blob([csv()], { type: "text/csv" }), "runs.csv"));
  addEventListener("hashchange", () => {
    Object.assign(state, fromLink(location.hash));
    step = state.steps;
    dress();
    askGround({ objective: question(state).objective });
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => chart.draw());
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  $("done").value = say("copied");
  setTimeout(() => ($("done").value = ""), 2000);
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

const csv = () =>
  ["method,step,x,y,loss"]
    .concat(runs.flatMap((run) => run.x.map(([x, y], at) => `${run.method},${at},${x},${y},${run.loss[at]}`)))
    .join("\n") + "\n";

try {
  catalogue = await ask("/api/catalogue");
  dress();
  listen();
  await askGround({ objective: question(state).objective });
  if (catalogue.broken.length) tell($("trouble"), catalogue.broken.join("; "));
} catch (error) {
  tell($("trouble"), error.message);
}
