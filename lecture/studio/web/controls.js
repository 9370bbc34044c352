// The controls beside the map, and every text in the language that is chosen.

import { told } from "./paint.js";
import { cards } from "./racers.js";
import { saving } from "./saving.js";

const OWN = "…"; // the choice of an expression of one's own
const USUAL = "x**2/20 + y**2";

/** Write every text in the language that is chosen, and every control as the state has it. */
export function dress(page) {
  const { $, root, say, shown, state, catalogue } = page;
  page.home.lang = state.language === "zh" ? "zh-Hans" : state.language;
  for (const one of root.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  for (const one of root.querySelectorAll("[data-label]")) one.ariaLabel = say(one.dataset.label);
  $("other").href = `/line${location.search}`;
  $("map").title = say("start_hint");
  $("chart").ariaLabel = say("chart");
  $("sweep").ariaLabel = `${say("sweep")}; ${say("sweep_keys")}`;
  const named = catalogue.objectives.map((one) => new Option(shown(one.shown), one.name));
  $("objective").replaceChildren(...named, new Option(say("own"), OWN));
  $("objective").value = state.objective.expression === undefined ? state.objective.name : OWN;
  page.written.show(state.objective.expression);
  $("steps").max = Math.max(500, state.steps);
  for (const key of ["steps", "noise", "seed"]) $(key).value = state[key];
  $("log").checked = state.log;
  page.player.write();
  page.tabulate();
  methods(page);
}

/** Write the numbers beside the controls. */
export function numbers({ $, say, state, catalogue }) {
  $("start-x").value = state.start[0];
  $("start-y").value = state.start[1] ?? 0;
  $("start-y").parentElement.hidden = state.start.length < 2;
  for (const key of ["steps", "noise"]) $(`${key}-told`).textContent = told(state[key]);
  $("seeded").hidden = !state.noise;
  // What was said of the ground that the page was opened on is not said of another.
  const { first, note } = catalogue;
  $("note").hidden = !note || JSON.stringify(state.objective) !== JSON.stringify(first.objective);
  $("note").textContent = note && say(note);
  const start = state.start.map((one) => told(one)).join(", ");
  $("map").ariaLabel = `${say("map")}; ${say("start")}: ${start}; ${say("start_hint")}`;
}

/** Build the cards of the methods anew. */
export function methods(page) {
  const { $, state, catalogue, say } = page;
  cards($("racers"), state.racers, catalogue.optimizers, state.language, say, () => page.change(), () => page.rebuilt());
}

/** Let the controls change the state. */
export function listen(page) {
  const { $, state } = page;
  $("language").addEventListener("click", () => {
    state.language = state.language === "en" ? "zh" : "en";
    dress(page);
    page.change();
  });
  $("objective").addEventListener("change", () => {
    const own = $("objective").value === OWN;
    page.stand(own ? { expression: USUAL } : { name: $("objective").value });
  });
  ["start-x", "start-y"].forEach((id, axis) =>
    $(id).addEventListener("change", () => {
      if (Number.isFinite($(id).valueAsNumber)) state.start[axis] = $(id).valueAsNumber;
      page.change();
    }),
  );
  for (const key of ["steps", "noise", "seed"]) {
    $(key).addEventListener("input", () => {
      state[key] = $(key).valueAsNumber || 0;
      page.change();
    });
  }
  $("log").addEventListener("change", () => {
    state.log = $("log").checked;
    page.change();
  });
  $("add").addEventListener("click", () => {
    const taken = new Set(state.racers.map((one) => one.name));
    const next = page.catalogue.optimizers.find((one) => !taken.has(one.name)) ?? page.catalogue.optimizers[0];
    state.racers.push({ name: next.name });
    page.rebuilt();
  });
  $("panel").addEventListener("submit", (event) => event.preventDefault());
  saving(page);
}
