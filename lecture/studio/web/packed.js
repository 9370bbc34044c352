// Numbers of a run as Python sends them: float64 as base64, exact to the last bit.

/** Read an array: numbers, or rows of numbers if it has two axes. */
export function unpacked({ shape, float64 }) {
  const text = atob(float64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const numbers = new Float64Array(bytes.buffer);
  if (shape.length === 1) return [...numbers];
  const [rows, columns] = shape;
  const read = [];
  for (let row = 0; row < rows; row++) {
    const told = [];
    for (let column = 0; column < columns; column++) told.push(numbers[row * columns + column]);
    read.push(told);
  }
  return read;
}

/** Read a run. */
export const unpackedRun = (run) => ({
  ...run,
  x: unpacked(run.x),
  loss: unpacked(run.loss),
  gradient: unpacked(run.gradient),
  state: Object.fromEntries(Object.entries(run.state).map(([name, values]) => [name, unpacked(values)])),
});
