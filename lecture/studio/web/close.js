// One method looked at closely: what it keeps, and how long it takes over two of its hyperparameters.

import { latest } from "./asking.js";
import { kept } from "./kept.js";
import { question } from "./state.js";
import { SweepMap, values } from "./sweep.js";

const LEAST = 100; // steps within which a sweep looks for its target

export class Close {
  constructor(page) {
    this.page = page;
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

  sweep() {
    const { $, state } = this.page;
    const pair = this.knobs();
    const racer = state.racers[this.watched()];
    if (!racer || pair.some((knob) => !knob) || pair[0] === pair[1]) return this.map.clear();
    const { objective, start, steps } = question(state);
    const [across, up] = pair.map((knob) => ({ name: knob.name, values: values(knob) }));
    this.ask({ objective, start, steps: Math.max(steps, LEAST), racer, across, up, target: $("target").valueAsNumber || 0 });
  }

  swept(said, asked) {
    const pair = this.knobs();
    if (pair[0]?.name !== asked.across.name || pair[1]?.name !== asked.up.name) return;
    this.map.show(said.steps, pair, this.page.state.racers[this.watched()], asked.steps);
  }
}
