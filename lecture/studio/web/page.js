// The page by itself: its link carries the state, a server answers.

import { mount } from "./explore.js";
import { ask } from "./server.js";
import { fromLink, toLink } from "./state.js";
import { follow, system } from "./theme.js";

follow(document.documentElement, system);
try {
  const mounted = await mount(document.getElementById("explore"), ask, {
    home: "page",
    state: fromLink(location.hash),
    theme: system,
    changed: (state) => {
      history.replaceState(null, "", location.pathname + location.search + toLink(state));
      document.documentElement.lang = state.language === "zh" ? "zh-Hans" : state.language;
    },
  });
  addEventListener("hashchange", () => mounted.take(fromLink(location.hash)));
} catch (error) {
  const failure = document.getElementById("failure");
  failure.textContent = error.message;
  failure.hidden = false;
}
