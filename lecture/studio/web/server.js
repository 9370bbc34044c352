// Asks the server. Of several questions of a kind, the last one counts.

const token = new URLSearchParams(location.search).get("token") ?? "";

/** A question that could not be answered: `message` says why, `where` names the place in the question. */
export class Refusal extends Error {
  constructor(what, where, status) {
    super(what);
    this.where = where ?? [];
    this.status = status;
  }
}

async function fetched(path, question) {
  const told = question === undefined ? {} : { method: "POST", body: JSON.stringify(question) };
  const headers = { "content-type": "application/json", "x-lecture-token": token };
  const answer = await fetch(path, { ...told, headers });
  const said = await answer.json();
  if (!answer.ok) throw new Refusal(said.what, said.where, answer.status);
  return said;
}

/** Ask once. */
export const ask = (path, question) => fetched(path, question);

/** Return a function that asks, one request at a time; what was asked meanwhile gives way to what is asked last. */
export function latest(path, heard, refused) {
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
        const said = await fetched(path, asked);
        if (waiting === null) heard(said, asked);
      } catch (error) {
        if (waiting === null) refused(error);
      }
    }
    busy = false;
  };
}
