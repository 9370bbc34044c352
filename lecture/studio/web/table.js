// A table of numbers, a row a run, with the run's colour at its head.

/** Write the table: `heads`, and for each row its colour and texts. */
export function table(home, heads, rows) {
  home.tHead.replaceChildren(line("th", heads));
  home.tBodies[0].replaceChildren(
    ...rows.map(({ colour, texts }) => {
      const shown = line("td", texts);
      shown.firstChild.style.setProperty("box-shadow", `inset 4px 0 ${colour}`);
      return shown;
    }),
  );
}

function line(kind, texts) {
  const made = document.createElement("tr");
  made.append(
    ...texts.map((text) => {
      const cell = Object.assign(document.createElement(kind), { textContent: text });
      if (kind === "th") cell.scope = "col";
      return cell;
    }),
  );
  return made;
}
