// An expression of one's own, with what is wrong in it underlined where it stands.

export class Written {
  /** `written` is told what was typed. */
  constructor({ home, input, place, trouble }, written) {
    Object.assign(this, { home, input, place, trouble });
    input.addEventListener("input", () => {
      this.right();
      written(input.value);
    });
    input.addEventListener("scroll", () => (place.scrollLeft = input.scrollLeft));
  }

  /** Show an expression, or hide the place for it if there is none. */
  show(text) {
    this.home.hidden = text === undefined;
    if (text !== undefined && this.input.value !== text) this.input.value = text;
    if (text === undefined) this.right();
  }

  /** Say what is wrong, and underline it if its columns are known. */
  wrong(message, columns) {
    const told = [message, columns, this.input.value].join();
    if (told === this.told) return; // several questions may fail on the same expression
    this.told = told;
    this.trouble.textContent = message;
    this.trouble.hidden = false;
    this.input.ariaInvalid = "true";
    if (!columns) return;
    const [from, to] = columns;
    const text = this.input.value.padEnd(to); // a fault may stand behind the end
    const mark = Object.assign(document.createElement("mark"), { textContent: text.slice(from, to) });
    this.place.replaceChildren(text.slice(0, from), mark, text.slice(to));
    this.place.scrollLeft = this.input.scrollLeft;
  }

  /** Nothing is wrong. */
  right() {
    this.told = "";
    this.trouble.textContent = "";
    this.trouble.hidden = true;
    this.input.ariaInvalid = "false";
    this.place.replaceChildren();
  }
}
