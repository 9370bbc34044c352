// What the page shows, and the link that carries it.

/** What is shown where nothing is said. */
export const first = () => ({
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  segment: "",
  objective: { name: "ravine" },
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
});

const sort = (value) => (Array.isArray(value) || value === null ? "list" : typeof value);

/** Complete a state: what it does not have, or has of another sort, is as in the one before. */
export function complete(...states) {
  const whole = first();
  for (const told of states) {
    for (const [key, value] of Object.entries(told ?? {})) {
      if (key in whole && sort(value) === sort(whole[key])) whole[key] = structuredClone(value);
    }
  }
  return whole;
}

/** Read the state that a link carries; none is empty. */
export function fromLink(hash) {
  try {
    return JSON.parse(decodeURIComponent(hash.slice(1)));
  } catch {
    return {};
  }
}

/** Write the link. */
export const toLink = (state) => `#${encodeURIComponent(JSON.stringify(state))}`;

/** What is asked: the state without what concerns the page alone. */
export function question({ objective, start, steps, noise, seed, racers }) {
  return { objective, start, steps, noise, seed, racers };
}
