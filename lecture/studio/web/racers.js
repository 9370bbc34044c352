// The methods and a control for each of their hyperparameters.

import { told } from "./paint.js";

export const FINE = 1000; // places of a logarithmic slider

/** Build the cards of all racers; `changed` is told when a number is another, `rebuilt` when the list is. */
export function cards(home, racers, optimizers, language, say, changed, rebuilt) {
  home.replaceChildren(
    ...racers.map((racer, place) => card(racer, place, racers, optimizers, language, say, changed, rebuilt)),
  );
}

function card(racer, place, racers, optimizers, language, say, changed, rebuilt) {
  const method = optimizers.find((one) => one.name === racer.name);
  const box = element("div", { className: "racer" });
  box.style.setProperty("border-left-color", method.look.colour);
  const choice = element("select", { ariaLabel: say("method") });
  choice.append(...optimizers.map((one) => new Option(one.shown[language] ?? one.shown.en, one.name)));
  choice.value = racer.name;
  choice.title = method.rule;
  choice.addEventListener("change", () => {
    racers[place] = { name: choice.value };
    rebuilt();
  });
  const remove = element("button", { type: "button", textContent: "×", ariaLabel: say("remove") });
  remove.disabled = racers.length === 1;
  remove.addEventListener("click", () => {
    racers.splice(place, 1);
    rebuilt();
  });
  const head = element("div");
  head.append(choice, remove);
  box.append(head);
  const [first, ...rest] = method.knobs.map((knob) => control(racer, knob, language, changed));
  if (first) box.append(first);
  if (rest.length) {
    const more = element("details");
    more.append(element("summary", { textContent: say("more") }), ...rest);
    // What differs from its default is shown.
    more.open = method.knobs.slice(1).some((knob) => knob.name in racer && racer[knob.name] !== knob.default);
    box.append(more);
  }
  return box;
}

function control(racer, knob, language, changed) {
  const label = element("label", { className: "knob", title: knob.meaning[language] ?? knob.meaning.en });
  const name = element("span", { textContent: knob.name });
  const value = () => racer[knob.name] ?? knob.default;
  const set = (one) => {
    racer[knob.name] = one;
    changed();
  };
  if (knob.kind === "flag") {
    const box = element("input", { type: "checkbox", checked: value() });
    box.addEventListener("change", () => set(box.checked));
    label.append(name, box);
    return label;
  }
  if (knob.kind === "choice") {
    const box = element("select");
    box.append(...knob.choices.map((one) => new Option(one, one)));
    box.value = value();
    box.addEventListener("change", () => set(box.value));
    label.append(name, box);
    return label;
  }
  const shown = element("output", { textContent: told(value()) });
  const slider = element("input", { type: "range", min: 0, max: FINE, step: 1 });
  slider.value = placeOf(value(), knob);
  slider.ariaValueText = told(value());
  slider.addEventListener("input", () => {
    const one = valueAt(+slider.value, knob);
    shown.textContent = slider.ariaValueText = told(one);
    set(one);
  });
  label.append(name, shown, slider);
  return label;
}

/** The number at a place of a slider, with as many digits as it can tell apart. */
export function valueAt(place, knob) {
  const share = place / FINE;
  if (knob.kind === "share") return round(share < 1 ? keep(share) * knob.high : knob.high);
  if (knob.zero && place === 0) return 0;
  return round(knob.low * (knob.high / knob.low) ** share);
}

export function placeOf(value, knob) {
  if (knob.kind === "share") return Math.round(FINE * unkeep(Math.min(value / knob.high, 1)));
  if (value <= 0) return 0;
  const share = Math.log(value / knob.low) / Math.log(knob.high / knob.low);
  return Math.round(FINE * Math.min(1, Math.max(0, share)));
}

// Shares near 1 matter most: the slider is even in how long a method remembers.
const LONG = 4; // powers of ten
const keep = (share) => 1 - 10 ** (-LONG * share);
const unkeep = (value) => -Math.log10(Math.max(1 - value, 10 ** -LONG)) / LONG;
const round = (value) => +value.toPrecision(3 + (value > 0.9 && value < 1 ? 2 : 0));

function element(kind, told = {}) {
  return Object.assign(document.createElement(kind), told);
}
