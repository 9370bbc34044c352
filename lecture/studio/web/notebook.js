// The page in a notebook: the kernel answers, and keeps the state.

import { Refusal, Silence } from "./asking.js";
import { mount } from "./explore.js";

const PATIENCE = 20_000; // milliseconds until the page says that nobody answers
let views = 0;

/** Return a function that asks the kernel. */
function asking(model, signal) {
  const waiting = new Map();
  const own = `${Date.now()}-${views++}`; // several views of one widget hear all answers
  let count = 0;
  const heard = ({ id, status, content }) => {
    const { answered, refused, timer } = waiting.get(id) ?? {};
    if (!waiting.delete(id)) return;
    clearTimeout(timer);
    if (status === 200) answered(content);
    else refused(new Refusal(content));
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
  return (name, question) =>
    new Promise((answered, refused) => {
      const id = `${own}-${count++}`;
      const timer = setTimeout(() => {
        waiting.delete(id);
        refused(new Silence("kernel", "The notebook's kernel does not answer: run the cell again."));
      }, PATIENCE);
      waiting.set(id, { answered, refused, timer });
      model.send({ id, name, question: question ?? null });
    });
}

async function render({ model, el }) {
  const ended = new AbortController();
  const home = document.createElement("div");
  // Keys that are pressed in the page are not the notebook's: by what JupyterLab asks, and for all others.
  home.dataset.lmSuppressShortcuts = "true";
  home.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(home);
  try {
    const page = await mount(home, asking(model, ended.signal), {
      state: model.get("state"),
      changed: (state) => {
        if (JSON.stringify(state) === JSON.stringify(model.get("state"))) return;
        model.set("state", structuredClone(state));
        model.save_changes();
      },
    });
    const taken = () => {
      if (JSON.stringify(model.get("state")) !== JSON.stringify(page.state)) page.take(model.get("state"));
    };
    model.on("change:state", taken);
    ended.signal.addEventListener("abort", () => {
      model.off("change:state", taken);
      page.close();
    });
  } catch (error) {
    home.textContent = error.message;
  }
  return () => ended.abort();
}

export default { render };
