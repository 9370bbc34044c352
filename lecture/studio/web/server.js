// Asks the server of the page.

import { Refusal, Silence } from "./asking.js";

const token = new URLSearchParams(location.search).get("token") ?? "";

/** Ask once. */
export async function ask(name, question) {
  const told = question === undefined ? {} : { method: "POST", body: JSON.stringify(question) };
  const headers = { "content-type": "application/json", "x-lecture-token": token };
  let answer;
  try {
    answer = await fetch(`/api/${name}`, { ...told, headers });
  } catch {
    throw new Silence("gone");
  }
  const said = await answer.json();
  // Another server has taken the place of ours, and does not know our token.
  if (answer.status === 403) throw new Silence("stale", said.what);
  if (!answer.ok) throw new Refusal(said);
  return said;
}
