// What the page shows, and the link that carries it.

export const FIRST = {
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  objective: "ravine",
  expression: "",
  start: null,
  steps: 30,
  noise: 0,
  seed: 0,
  log: true,
  racers: [
    { name: "gradient_descent", learning_rate: 0.95 },
    { name: "momentum", learning_rate: 0.1 },
    { name: "adagrad", learning_rate: 1.5 },
    { name: "adam", learning_rate: 0.3 },
  ],
};

/** Read the state that the link carries; what it does not carry, or what is none, is as at first. */
export function fromLink(hash) {
  try {
    const told = JSON.parse(decodeURIComponent(hash.slice(1)));
    const known = Object.entries(told).filter(([key, value]) => key in FIRST && sort(value) === sort(FIRST[key]));
    return { ...structuredClone(FIRST), ...Object.fromEntries(known), start: told.start ?? null };
  } catch {
    return structuredClone(FIRST);
  }
}

const sort = (value) => (Array.isArray(value) ? "list" : typeof value);

/** Write the link. */
export const toLink = (state) => `#${encodeURIComponent(JSON.stringify(state))}`;

/** What the server is asked. */
export const question = (state) => ({
  objective: state.expression ? { expression: state.expression } : { name: state.objective },
  start: state.start,
  steps: state.steps,
  noise: state.noise,
  seed: state.seed,
  racers: state.racers,
});
