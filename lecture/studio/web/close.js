// One method looked at closely: what it keeps, and how long it takes over two of its hyperparameters.

import { latest } from "./asking.js";
import { kept } from "./kept.js";
import { question } from "./state.js";
import { SweepMap, values } from "./sweep.js";

const LEAST = 100; // steps within which a sweep looks for its target
const REST = 120; // milliseconds that a slider rests before the map is asked for

export class Close {
  constructor(page) {
    this.page = page;
    this.shown = ""; // the question that the map answers
    const { $ } = page;
    this.map = new SweepMap($("sweep"), (across, up) => {
      const racer = page.state.racers[this.watched()];
      [racer[$("across").value], racer[$("up").value]] = [across, up];
      page.rebuilt();
    });
    this.ask = latest(page.ask, "sweep", (said, asked) => this.swept(said, asked), page.refused);
    for (const id of ["across", "up", "target"]) $(id).addEventListener("change", () => this.sweep());
    $("watched").addEventListener("change", () => {
      page.views();
      this.sweep();
    });
  }

  /** The place of the run that is looked at: the one chosen, else the last one. */
  watched() {
    const { $, runs, shown } = this.page;
    const options = runs.map((run, place) => new Option(shown(run.name), place));
    const told = (list) => [...list].map((one) => one.text + one.value).join();
    const before = $("watched").value;
    if (told(options) !== told($("watched").options)) {
      $("watched").replaceChildren(...options);
      $("watched").value = before !== "" && +before < runs.length ? before : runs.length - 1;
    }
    return +$("watched").value;
  }

  draw() {
    const { $, runs, state, player, say } = this.page;
    kept($("kept"), runs[this.watched()], state.steps, player.at, say);
  }

  /** The knobs of the watched method that a sweep may take. */
  knobs() {
    const { $, state, catalogue } = this.page;
    const racer = state.racers[this.watched()];
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

  /** Ask for the map once the sliders rest; where one is moved that the map has as an axis, it stays as it is. */
  sweep() {
    const { $, state } = this.page;
    const pair = this.knobs();
    const racer = state.racers[this.watched()];
    clearTimeout(this.resting);
    if (!racer || pair.some((knob) => !knob) || pair[0] === pair[1]) {
      this.shown = "";
      return this.map.clear();
    }
    const { objective, start, steps } = question(state);
    const [across, up] = pair.map((knob) => ({ name: knob.name, values: values(knob) }));
    const fixed = Object.fromEntries(Object.entries(racer).filter(([key]) => key !== across.name && key !== up.name));
    const most = Math.max(steps, LEAST);
    const asked = { objective, start, steps: most, racer: fixed, across, up, target: $("target").valueAsNumber || 0 };
    if (JSON.stringify(asked) === this.shown) return this.map.show(this.map.steps, pair, racer, most);
    this.resting = setTimeout(() => this.ask(asked), REST);
  }

  swept(said, asked) {
    const pair = this.knobs();
    if (pair[0]?.name !== asked.across.name || pair[1]?.name !== asked.up.name) return;
    this.shown = JSON.stringify(asked);
    this.map.show(said.steps, pair, this.page.state.racers[this.watched()], asked.steps);
  }
}
