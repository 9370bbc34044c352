// Lines and marks that map and chart share.

const STAGE = 71; // pixels of a map for each unit of a film's stage, by which dashes are told

// Sizes as they were last laid out: to ask for them in the midst of changes would lay out the whole page each time.
const sizes = new WeakMap();
const observer = new ResizeObserver((entries) => entries.forEach(({ target, contentRect }) => sizes.set(target, contentRect)));

function sizeOf(canvas) {
  if (!sizes.has(canvas)) {
    sizes.set(canvas, canvas.getBoundingClientRect());
    observer.observe(canvas);
  }
  return sizes.get(canvas);
}

/** Make a canvas as sharp as the screen; return its context in CSS pixels. */
export function sharp(canvas) {
  const { width, height } = sizeOf(canvas);
  const scale = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  return { pen, width, height };
}

/** Colours of the page that a canvas stands on, as they are now: light or dark. */
export function colours(canvas) {
  const style = getComputedStyle(canvas);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return { ground: of("ground"), ink: of("ink"), muted: of("muted"), rule: of("rule"), card: of("card") };
}

/** Draw a line through points, in a method's look. */
export function line(pen, points, look, width) {
  if (points.length < 2) return;
  pen.beginPath();
  points.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.lineJoin = "round";
  pen.setLineDash(look.dash.map((part) => part * STAGE));
  pen.strokeStyle = look.colour;
  pen.lineWidth = width;
  pen.stroke();
  pen.setLineDash([]);
}

/** Draw a method's mark. */
export function mark(pen, [x, y], look, size, edge) {
  pen.beginPath();
  if (look.marker === "square") pen.rect(x - size, y - size, 2 * size, 2 * size);
  else if (look.marker === "diamond") corners(pen, x, y, 1.35 * size, 4, -Math.PI / 2);
  else if (look.marker === "triangle") corners(pen, x, y, 1.35 * size, 3, -Math.PI / 2);
  else if (look.marker === "cross") {
    pen.moveTo(x - size, y - size);
    pen.lineTo(x + size, y + size);
    pen.moveTo(x - size, y + size);
    pen.lineTo(x + size, y - size);
  } else pen.arc(x, y, size, 0, 2 * Math.PI);
  if (look.marker === "ring" || look.marker === "cross") {
    pen.lineWidth = size / 1.6;
    pen.strokeStyle = look.colour;
    pen.stroke();
    return;
  }
  pen.lineWidth = 2.5;
  pen.strokeStyle = edge;
  pen.stroke();
  pen.fillStyle = look.colour;
  pen.fill();
}

/** Draw an arrow. */
export function arrow(pen, [x, y], [towards, down], colour, edge) {
  const turn = Math.atan2(down - y, towards - x);
  for (const [ink, width] of [[edge, 6], [colour, 2.6]]) {
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(towards, down);
    for (const side of [-1, 1]) {
      pen.moveTo(towards, down);
      pen.lineTo(towards - 10 * Math.cos(turn + side * 0.45), down - 10 * Math.sin(turn + side * 0.45));
    }
    pen.lineCap = "round";
    pen.strokeStyle = ink;
    pen.lineWidth = width;
    pen.stroke();
    pen.lineCap = "butt";
  }
}

/** Draw a star with five points. */
export function star(pen, [x, y], size, fill, edge) {
  pen.beginPath();
  for (let at = 0; at < 10; at++) {
    const far = at % 2 ? size * 0.45 : size;
    const turn = -Math.PI / 2 + (at * Math.PI) / 5;
    pen.lineTo(x + far * Math.cos(turn), y + far * Math.sin(turn));
  }
  pen.closePath();
  pen.lineWidth = 2.5;
  pen.strokeStyle = edge;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

function corners(pen, x, y, size, count, turn) {
  for (let at = 0; at < count; at++) {
    const angle = turn + (at * 2 * Math.PI) / count;
    pen.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  pen.closePath();
}

/** Numbers of which a scale is made: 1, 2 or 5 times a power of ten. */
export function ticks(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) found.push(at);
  return found;
}

/** A number with so many digits as one reads. */
export function told(value, digits = 4) {
  if (value === null || value === undefined) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-3 ? value.toExponential(digits - 2) : String(+value.toPrecision(digits));
  return text.replaceAll("-", "−").replace("e+", "e");
}
