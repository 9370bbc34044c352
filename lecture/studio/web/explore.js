// Puts the page together: state, questions, and the views that follow them.

import { Refusal, latest, sentence } from "./asking.js";
import { LossChart } from "./chart.js";
import { Close } from "./close.js";
import { dress, listen, methods, numbers } from "./controls.js";
import { Written } from "./expression.js";
import { MapView } from "./map.js";
import { unpackedRun } from "./packed.js";
import { told } from "./paint.js";
import { Player } from "./player.js";
import { lookOf } from "./racers.js";
import { complete, question } from "./state.js";
import { table } from "./table.js";
import { beneath, follow } from "./theme.js";

/**
 * Show the page in an element, apart from all else on its document.
 *
 * `ask(name, question)` gives a promise of Python's answer. Of the options, `home` names what it is shown in ("page" or
 * "notebook"), `state` is what it shows first, `changed` is told each state that follows, and `theme` says of the
 * element whether it is to be light or dark. Gives back the page: `take(state)` shows another one, `close()` ends it.
 */
export async function mount(home, ask, { state = {}, changed = () => {}, theme = beneath, ...options } = {}) {
  const page = new Page(home, ask, await ask("page"), state, changed);
  home.dataset.home = options.home ?? "notebook";
  dress(page);
  listen(page);
  follow(home, theme, () => page.views(), page.ended.signal);
  await page.ground();
  return page;
}

class Page {
  constructor(home, ask, catalogue, state, changed) {
    Object.assign(this, { home, ask, catalogue, changed });
    this.root = home.shadowRoot ?? home.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(catalogue.style);
    this.root.adoptedStyleSheets = [style];
    this.root.innerHTML = catalogue.markup;
    const $ = (this.$ = (id) => this.root.getElementById(id));
    this.state = complete(catalogue.first, state);
    this.ended = new AbortController();
    this.runs = [];
    this.fresh = false; // whether another ground is on its way, with a start of its own
    this.say = (key) => catalogue.texts[this.state.language]?.[key] ?? catalogue.texts.en[key];
    this.shown = (names) => names[this.state.language] ?? names.en;
    this.refused = (error) => this.tell(error);
    this.map = new MapView($("map"), (start) => {
      this.state.start = start.map((value) => +value.toPrecision(4));
      this.change();
    });
    this.player = new Player({ slider: $("step"), button: $("play"), shown: $("step-told") }, this.say, () => this.views());
    this.player.reach(this.state.steps);
    this.chart = new LossChart($("chart"), (step) => this.player.go(step));
    this.written = new Written(
      { home: $("written"), input: $("expression"), place: $("expression-place"), trouble: $("expression-trouble") },
      (text) => {
        this.state.objective = { ...this.state.objective, expression: text || "x" };
        this.ground();
      },
    );
    this.askGround = latest(ask, "ground", (said) => this.grounded(said), this.refused);
    this.askRuns = latest(ask, "run", (said, asked) => this.heard(said, asked), this.refused);
    this.closeUp = new Close(this);
  }

  watched() {
    return this.closeUp.watched();
  }

  /** Stand on another ground, from its own start. */
  stand(objective) {
    this.state.objective = objective;
    this.fresh = true;
    dress(this);
    this.ground();
  }

  ground() {
    return this.askGround({ objective: this.state.objective });
  }

  grounded(said) {
    this.written.right(); // and not before: runs on the ground before may still be on their way
    this.$("target").value = +said.target.toPrecision(3);
    if (this.fresh || this.state.start?.length !== said.start.length) this.state.start = said.start;
    this.fresh = false;
    this.map.show(said);
    this.change();
  }

  /** Something was changed: ask anew, and tell whoever keeps the state. */
  change() {
    if (!this.state.start) return; // its ground is on the way
    this.askRuns(question(this.state)); // first, so that the rest is done while Python works
    this.changed(this.state);
    this.player.reach(this.state.steps);
    const moved = String(this.map.start) !== String(this.state.start);
    this.map.start = [...this.state.start];
    numbers(this);
    if (moved) this.map.draw(); // all else is drawn with the answer
  }

  /** The list of methods, or numbers of one from elsewhere than its card, were changed. */
  rebuilt() {
    methods(this);
    this.change();
  }

  heard(said, asked) {
    const { optimizers } = this.catalogue;
    this.runs = said.runs.map((run, place) => {
      const { shown } = optimizers.find((one) => one.name === run.method);
      return { ...unpackedRun(run), name: shown, look: lookOf(asked.racers, place, optimizers) };
    });
    this.tell(null);
    this.views();
    this.tabulate();
    this.closeUp.sweep();
  }

  views() {
    const { runs, state, say } = this;
    const step = this.player.at;
    Object.assign(this.map, { runs, step, watched: this.watched() });
    this.map.draw();
    // Below zero there are no logarithms.
    const positive = !runs.some((run) => run.loss.some((loss) => loss < 0));
    this.$("log").disabled = !positive;
    Object.assign(this.chart, { runs, step, steps: state.steps, log: state.log && positive });
    this.chart.draw();
    this.closeUp.draw();
  }

  /** Write the numbers of whole runs, which no step changes. */
  tabulate() {
    const { runs, say } = this;
    table(
      this.$("numbers"),
      ["method", "last_loss", "path_length", "turns", "angle", "distance"].map(say),
      runs.map((run) => {
        const { loss, path_length, sign_changes, angle, distance } = run.numbers;
        const lost = run.diverged_at !== null;
        const ends = lost ? say("diverges").replace("{step}", run.diverged_at) : told(loss);
        const missed = angle === null ? "–" : `${angle.toFixed(1)}°`;
        const away = lost ? "–" : told(distance);
        const texts = [this.shown(run.name), ends, told(path_length), sign_changes.join(", "), missed, away];
        return { colour: run.look.colour, texts };
      }),
    );
  }

  /** What is to be said of a mistake, or of no answer. */
  told(error) {
    return sentence(error, (key) => this.say(key));
  }

  /** Say what went wrong where it did; nothing did if there is no error. */
  tell(error) {
    const expressed = error instanceof Refusal && error.where.includes("objective") && this.state.objective.expression !== undefined;
    if (expressed) this.written.wrong(this.told(error), error.columns);
    const elsewhere = error && !expressed ? this.told(error) : this.catalogue.broken.join("; ");
    this.$("trouble").textContent = elsewhere;
    this.$("trouble").hidden = !elsewhere;
  }

  /** Show another state. */
  take(state) {
    for (const key of Object.keys(this.state)) delete this.state[key];
    Object.assign(this.state, complete(state));
    this.player.reach(this.state.steps);
    this.player.go(this.state.steps);
    dress(this);
    return this.ground();
  }

  close() {
    this.player.stop();
    this.ended.abort();
    this.root.replaceChildren();
  }
}
