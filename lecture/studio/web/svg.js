// The map as SVG: bands, lines, paths and minima, as they are shown.

const outline = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}`;

/** Write the picture of a map view. */
export function svg(map) {
  const placed = (polygon) => outline(polygon.map((point) => map.place(point)));
  const bands = map.ground.bands.map(
    ({ colour, polygons }) =>
      `<path fill="${colour}" stroke="${colour}" fill-rule="evenodd" d="${polygons.flat().map(placed).join("Z")}Z"/>`,
  );
  const lines = `<path fill="none" stroke="#fff" stroke-opacity=".28" d="${map.ground.lines.flat().map(placed).join("")}"/>`;
  const curve = map.ground.curve ? [`<path fill="none" stroke="#f2f4f8" stroke-width="2.5" d="${placed(map.ground.curve)}"/>`] : [];
  const paths = map.runs.map((run) => {
    const path = outline(run.x.slice(0, map.step + 1).map((_, step) => map.place(map.at(run, step))));
    const dash = run.look.dash.map((part) => (71 * part).toFixed(1)).join(" ");
    const [x, y] = map.place(map.at(run, map.step));
    return (
      `<g><title>${run.method}</title>` +
      `<path fill="none" stroke="${run.look.colour}" stroke-width="2.6" stroke-dasharray="${dash || "none"}" d="${path}"/>` +
      `<circle cx="${x}" cy="${y}" r="6" fill="${run.look.colour}"/></g>`
    );
  });
  const goals = map.ground.minima
    .map((point) => map.place(point))
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="7" fill="#2bb98f" stroke="#0e1320" stroke-width="2"/>`);
  const size = `viewBox="0 0 ${map.width} ${map.height}" width="${map.width}" height="${map.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${[...bands, lines, ...curve, ...goals, ...paths].join("\n")}</svg>\n`;
}
