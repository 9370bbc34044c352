// The step that is shown: by its slider, or playing.

const SECONDS = 6; // that a run plays

export class Player {
  /** `moved` is told that another step is shown; the step itself is `at`, out of `most`. */
  constructor({ slider, button, shown }, say, moved) {
    Object.assign(this, { slider, button, shown, say, moved });
    this.at = 0;
    this.most = 0;
    this.frame = 0;
    slider.addEventListener("input", () => this.go(slider.valueAsNumber));
    button.addEventListener("click", () => (this.frame ? this.stop() : this.play()));
  }

  /** Another number of steps: what stood at the end stays there. */
  reach(most) {
    if (this.at >= this.most || this.at > most) this.at = most;
    this.most = most;
    this.write();
  }

  go(step) {
    this.stop();
    this.show(step);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.write();
  }

  show(step) {
    this.at = step;
    this.write();
    this.moved();
  }

  write() {
    this.slider.max = this.most;
    this.slider.value = this.at;
    this.shown.textContent = this.at;
    this.button.textContent = this.say(this.frame ? "pause" : "play");
  }

  play() {
    const from = this.at >= this.most ? 0 : this.at;
    const begun = performance.now();
    const tick = (now) => {
      // The first frame may have begun before the button was pressed.
      const passed = Math.max(0, now - begun) / 1000;
      this.show(Math.min(this.most, Math.floor(from + (passed / SECONDS) * this.most)));
      if (this.at < this.most) this.frame = requestAnimationFrame(tick);
      else this.stop();
    };
    this.frame = requestAnimationFrame(tick);
    this.write();
  }
}
