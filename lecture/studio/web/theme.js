// Light or dark: an element is told by `data-theme`, and its style follows.

const LIGHT = "(prefers-color-scheme: light)";

/** What the system prefers. */
export const system = () => (matchMedia(LIGHT).matches ? "light" : "dark");

const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** Red, green, blue and opacity of a colour, however it is written, from 0 to 255. */
function channels(colour) {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

/** What an element stands on: the first background beneath it that is not transparent, else what the system prefers. */
export function beneath(element) {
  for (let at = element.parentNode; at; at = at.parentNode ?? at.host) {
    if (!(at instanceof Element)) continue;
    const [red, green, blue, opacity] = channels(getComputedStyle(at).backgroundColor);
    if (opacity > 127) return 0.3 * red + 0.6 * green + 0.1 * blue > 127 ? "light" : "dark";
  }
  return system();
}

/** Keep an element's `data-theme` as `read` has it, until `signal` says that it is over. */
export function follow(element, read, changed = () => {}, signal = undefined) {
  const look = () => {
    const theme = read(element);
    if (element.dataset.theme === theme) return;
    element.dataset.theme = theme;
    changed();
  };
  look();
  matchMedia(LIGHT).addEventListener("change", look, { signal });
  // A notebook that changes its theme says so here.
  const observer = new MutationObserver(look);
  for (const one of [document.documentElement, document.body].filter(Boolean)) {
    observer.observe(one, { attributes: true, attributeFilter: ["class", "style", "data-jp-theme-light", "data-vscode-theme-kind"] });
  }
  signal?.addEventListener("abort", () => observer.disconnect());
}
