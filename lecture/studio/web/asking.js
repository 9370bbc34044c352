// Questions to Python and what can become of them; how they get there, each home of the page says.

/**
 * A question that could not be answered: `message` says why, `where` and `columns` at which place in it.
 *
 * `key` names what the page says of it in its own language, if it has words for it, with `values` in their places.
 */
export class Refusal extends Error {
  constructor({ what, where = [], columns = null, key = "", values = {} }) {
    super(what);
    Object.assign(this, { where, columns, key, values });
  }
}

/** No answer at all: `key` names what the page says about it. */
export class Silence extends Error {
  constructor(key, message = key) {
    super(message);
    this.key = key;
  }
}

/** What is to be said of a mistake, or of no answer, in the words that `say` finds. */
export function sentence(error, say) {
  if (!error?.key) return error?.message ?? "";
  return say(error.key).replace(/\{(\w+)\}/g, (_, name) => error.values?.[name] ?? "");
}

/** Return a function that asks, one question at a time; what was asked meanwhile gives way to what is asked last. */
export function latest(ask, name, heard, refused) {
  let waiting = null;
  let busy = false;
  return async (question) => {
    waiting = question;
    if (busy) return;
    busy = true;
    while (waiting !== null) {
      const asked = waiting;
      waiting = null;
      try {
        const said = await ask(name, asked);
        if (waiting === null) heard(said, asked);
      } catch (error) {
        if (waiting === null) refused(error);
      }
    }
    busy = false;
  };
}
