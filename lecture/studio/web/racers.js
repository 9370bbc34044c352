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
  box.style.setProperty("border-left-color", lookOf(racers, place, optimizers).colour);
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
  const meaning = knob.meaning[language] ?? knob.meaning.en;
  const label = element("label", { className: "knob" });
  // Shown while the pointer or the keyboard is on its control; a screen reader has it from the control itself.
  const shownMeaning = element("small", { className: "meaning", textContent: meaning, ariaHidden: "true" });
  const name = element("span", { textContent: knob.name });
  const value = () => racer[knob.name] ?? knob.default;
  const set = (one) => {
    racer[knob.name] = one;
    changed();
  };
  if (knob.kind === "flag") {
    const box = element("input", { type: "checkbox", checked: value(), ariaDescription: meaning });
    box.addEventListener("change", () => set(box.checked));
    label.append(name, box, shownMeaning);
    return label;
  }
  if (knob.kind === "choice") {
    const box = element("select", { ariaDescription: meaning });
    box.append(...knob.choices.map((one) => new Option(one, one)));
    box.value = value();
    box.addEventListener("change", () => set(box.value));
    label.append(name, box, shownMeaning);
    return label;
  }
  const shown = element("output", { textContent: told(value()) });
  const slider = element("input", { type: "range", min: 0, max: FINE, step: 1, ariaDescription: meaning });
  slider.value = placeOf(value(), knob);
  slider.ariaValueText = told(value());
  slider.addEventListener("input", () => {
    const one = valueAt(+slider.value, knob);
    shown.textContent = slider.ariaValueText = told(one);
    set(one);
  });
  label.append(name, shown, slider, shownMeaning);
  return label;
}

const SHADES = [null, ["#ffffff", 0.5], ["#0e1320", 0.4]]; // of the second and third run in one colour

/** The look of a racer: its method's, in another shade where one before it has that colour already. */
export function lookOf(racers, place, optimizers) {
  const looks = racers.slice(0, place + 1).map((racer) => optimizers.find((one) => one.name === racer.name).look);
  const look = looks.pop();
  const before = looks.filter((one) => one.colour === look.colour).length;
  const shade = SHADES[before % SHADES.length];
  return shade ? { ...look, colour: mixed(look.colour, ...shade) } : look;
}

function mixed(colour, other, share) {
  const parts = [1, 3, 5].map((from) => {
    const [one, two] = [colour, other].map((hex) => parseInt(hex.slice(from, from + 2), 16));
    return Math.round(one + (two - one) * share).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
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
