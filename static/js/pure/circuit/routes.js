/** The way of each edge over the wires of a drawing, from its source to its target; of a use that forks, all ways. */

/**
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../types.js").Edge} Edge
 *
 * @typedef {object} Piece  one wire on the way
 * @property {Wire} wire
 * @property {number} back  1 where the wire is in the block before the target's
 * @property {boolean} own  it carries the message, not what the message is made of
 *
 * @typedef {object} Route
 * @property {Edge} edge
 * @property {Piece[][]} ways  forward
 * @property {Point[]} foot  from the last wire's end through a gate's wall to the target, where no wire leads on
 */

/** @param {Drawing} drawing @param {Edge} edge @returns {Route | null}  null where the drawing has no way for it */
export function routeOf(drawing, edge) {
  const { id, source, target, lag } = edge;
  const mine = drawing.wires.filter(({ carry }) => "edges" in carry && carry.edges.includes(id));
  /** @type {Piece[]} */
  const own = [];
  let at = source;
  for (;;) {
    const wire = mine.find((one) => one.from === at && !own.some((piece) => piece.wire === one));
    if (!wire) break;
    const later = own.some(({ wire: before }) => before.lag === 1);
    own.push({ wire, back: lag === 1 && wire.lag === 0 && !later ? 1 : 0, own: true });
    at = wire.to;
  }
  if (own.length !== mine.length || own.length === 0) return null;
  if (at === target) return { edge, ways: [own], foot: [] };
  const param = drawing.params.find((one) => one.id === at);
  if (param && !drawing.wires.some(({ from }) => from === at)) {
    return { edge, ways: [own], foot: footOf(drawing, own[own.length - 1].wire, target) };
  }
  const ways = onwards(drawing, at, target).map((wires) => [...own, ...wires.map((wire) => ({ wire, back: 0, own: false }))]);
  return ways.length ? { edge, ways, foot: [] } : null;
}

/** All ways through operations and forks, not through other variables. @param {Drawing} drawing @param {string} at @param {string} target @returns {Wire[][]} */
function onwards(drawing, at, target) {
  if (at === target) return [[]];
  if (drawing.nodes[at]) return [];
  const next = drawing.wires.filter(({ from, lag }) => from === at && lag === 0);
  return next.flatMap((wire) => onwards(drawing, wire.to, target).map((rest) => [wire, ...rest]));
}

/** Straight on from a square at a gate's wall to the circle of its sum. @param {Drawing} drawing @param {Wire} wire @param {string} target @returns {Point[]} */
function footOf({ nodes }, { points }, target) {
  const { x: cx, y: cy, r } = nodes[target];
  const [[ax, ay], [bx, by]] = points.slice(-2);
  if (ax === bx) return [[bx, by], [bx, cy - Math.sign(by - ay) * Math.sqrt(Math.max(0, r ** 2 - (bx - cx) ** 2))]];
  return [[bx, by], [cx - Math.sign(bx - ax) * Math.sqrt(Math.max(0, r ** 2 - (by - cy) ** 2)), by]];
}
