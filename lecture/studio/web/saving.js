// What one takes along: links, lines of Python and of a lecture file, pictures, numbers.

import { question } from "./state.js";
import { svg } from "./svg.js";

/** Let the buttons of a page do what they say. */
export function saving(page) {
  const { $, ask } = page;
  const copied = (name, more = () => ({})) => async () => {
    try {
      await copy(page, (await ask(name, { ...question(page.state), ...more() })).text);
    } catch (error) {
      done(page, page.told(error), "trouble");
    }
  };
  $("copy-link").addEventListener("click", () => copy(page, location.href));
  $("copy-python").addEventListener("click", copied("python"));
  $("copy-toml").addEventListener("click", copied("toml", () => ({ segment: page.state.segment, watched: page.watched() })));
  $("save-png").addEventListener("click", () => $("map").toBlob((blob) => save(blob, "map.png")));
  $("save-svg").addEventListener("click", () => save(new Blob([svg(page.map)], { type: "image/svg+xml" }), "map.svg"));
  $("save-csv").addEventListener("click", () => save(new Blob([csv(page.runs)], { type: "text/csv" }), "runs.csv"));
}

async function copy(page, text) {
  const shown = page.$("text");
  shown.value = text;
  shown.hidden = true;
  try {
    await navigator.clipboard.writeText(text);
    done(page, page.say("copied"));
  } catch {
    // Not every notebook lets the clipboard be written: then by hand.
    shown.hidden = false;
    shown.select();
    done(page, "");
  }
}

function done(page, text, kind = "") {
  page.$("done").className = kind;
  page.$("done").value = text;
  if (!kind) setTimeout(() => page.$("done").value === text && (page.$("done").value = ""), 2000);
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

const csv = (runs) =>
  [`method,step,${["x", "y"].slice(0, runs[0].x[0].length)},loss`]
    .concat(runs.flatMap((run) => run.x.map((point, at) => `${run.method},${at},${point},${run.loss[at]}`)))
    .join("\n") + "\n";
