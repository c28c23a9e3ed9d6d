/** What must hold of every circuit that is laid out, by its geometry alone. */

import { piecesOf } from "../../../static/js/pure/circuit/bridges.js";

/**
 * @typedef {import("../../../static/js/pure/circuit/drawing.js").Drawing} Circuit
 * @typedef {import("../../../static/js/pure/circuit/bridges.js").Piece} Piece
 * @typedef {import("../../../static/js/pure/circuit/drawing.js").Wire} Wire
 * @typedef {import("../../../static/js/pure/geometry.js").Point} Point
 * @typedef {import("../../../static/js/pure/types.js").Cell} Cell
 * @typedef {{id: string, x: number, y: number, r?: number, w: number, h: number}} Thing
 */

/** Wires side by side; a wire and what it does not lead to; two things. */
const [APART, CLEAR, BETWEEN] = [6, 2, 2];
const TITLE = { id: "the title", x: 42, y: 26, w: 56, h: 20 };

/** @param {Circuit} circuit @param {Cell} cell @returns {string[]} */
export function problemsOf(circuit, cell) {
  const things = thingsOf(circuit);
  const pieces = piecesOf(circuit.wires, circuit.block.pitch);
  return [
    ...cell.variables.filter(({ name }) => !circuit.nodes[name]).map(({ name }) => `${name} is not there`),
    ...circuit.wires.filter(({ id }, i) => circuit.wires.findIndex((wire) => wire.id === id) < i).map(({ id }) => `two wires are called ${id}`),
    ...misplaced(circuit, things),
    ...overlapping([...things, TITLE]),
    ...crooked(circuit),
    ...loose(circuit, things),
    ...blocked(pieces, things),
    ...sideBySide(pieces),
    ...unbridged(circuit, pieces),
    ...astray(circuit, cell),
  ];
}

/** @param {Circuit} circuit @returns {Thing[]} */
const thingsOf = ({ nodes, ops, params }) => [
  ...Object.entries(nodes).map(([id, node]) => ({ id, ...node, w: 2 * node.r, h: 2 * node.r })),
  ...ops.map((op) => ({ ...op, w: op.w ?? 2 * (op.r ?? 0), h: op.h ?? 2 * (op.r ?? 0) })),
  ...params.map(({ round, ...param }) => ({ ...param, ...(round ? { r: param.w / 2 } : {}) })),
];

/** @param {Circuit} circuit @param {Thing[]} things */
const misplaced = ({ block, nodes, gates, forks }, things) =>
  [...things, ...gates.map((gate) => ({ ...gate, x: gate.x + gate.w / 2, y: gate.y + gate.h / 2 })), ...Object.entries(forks).map(([id, [x, y]]) => ({ id, x, y, w: 0, h: 0 }))]
    .filter(({ id, x, y, w, h }) => {
      const beside = x - w / 2 < 4 || x + w / 2 > block.width - 4;
      const [above, below] = [y + h / 2 < -4, y - h / 2 > block.height + 4];
      return beside || (nodes[id]?.outside ? !above && !below : y - h / 2 < 2 || y + h / 2 > block.height - 2);
    })
    .map(({ id }) => `${id} is in the wrong place`);

/** @param {Thing[]} things */
const overlapping = (things) =>
  things.flatMap((a, i) =>
    things
      .slice(i + 1)
      .filter((b) => a.id === b.id || (Math.abs(a.x - b.x) < (a.w + b.w) / 2 + BETWEEN && Math.abs(a.y - b.y) < (a.h + b.h) / 2 + BETWEEN))
      .map((b) => `${a.id} lies on ${b.id}`),
  );

/** @param {Circuit} circuit */
const crooked = ({ wires }) =>
  wires.filter(({ points }) => points.length < 2 || points.slice(1).some(([x, y], i) => (x === points[i][0]) === (y === points[i][1]))).map(({ id }) => `${id} is not level or upright`);

/** Ends that are not on what they belong to. @param {Circuit} circuit @param {Thing[]} things */
function loose({ wires, forks, block }, things) {
  /** @param {string} id @param {Point} at */
  const touches = (id, [x, y]) => {
    const fork = id.startsWith("fork:") ? forks[id.slice(5)] : undefined;
    if (fork) return fork[0] === x && fork[1] === y;
    return things.some((thing) => thing.id === id && Math.abs(depth(thing, [x, y])) < 0.01);
  };
  return wires.flatMap(({ id, from, to, points, lag }) => {
    const [x, y] = points[0];
    const start = /** @type {Point} */ ([lag === 1 && x < 0 ? x + block.pitch : x, y]);
    return [
      ...(touches(from, start) ? [] : [`${id} does not begin at ${from}`]),
      ...(touches(to, points[points.length - 1]) ? [] : [`${id} does not end at ${to}`]),
      ...(lag === 0 && points.some(([at]) => at < 0 || at > block.width) ? [`${id} leaves its block`] : []),
    ];
  });
}

/** How deep inside a thing a point lies; less than 0 outside. @param {Thing} thing @param {Point} point */
const depth = ({ x, y, r, w, h }, [px, py]) => (r === undefined ? Math.min(w / 2 - Math.abs(px - x), h / 2 - Math.abs(py - y)) : r - Math.hypot(px - x, py - y));

/** Wires through things. @param {Piece[]} pieces @param {Thing[]} things */
const blocked = (pieces, things) =>
  pieces.flatMap(({ wire, a, b }) =>
    things
      .filter((thing) => {
        const clear = thing.id === wire.from || thing.id === wire.to ? -0.01 : CLEAR;
        const [x, y] = [within(thing.x, a[0], b[0]), within(thing.y, a[1], b[1])];
        if (thing.r === undefined) {
          const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
          const [top, low] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
          return right > thing.x - thing.w / 2 - clear && left < thing.x + thing.w / 2 + clear && low > thing.y - thing.h / 2 - clear && top < thing.y + thing.h / 2 + clear;
        }
        return depth(thing, [x, y]) > -clear;
      })
      .map(({ id }) => `${wire.id} passes through ${id}`),
  );

/** @param {number} x @param {number} a @param {number} b */
const within = (x, a, b) => Math.min(Math.max(x, Math.min(a, b)), Math.max(a, b));

/** Wires that lie on or against one another. @param {Piece[]} pieces */
const sideBySide = (pieces) =>
  pieces.flatMap((one, i) =>
    pieces
      .slice(i + 1)
      .filter((other) => [0, 1].some((axis) => alongside(one, other, axis)))
      .map((other) => `${one.wire.id} lies on ${other.wire.id}`),
  );

/** @param {Piece} one @param {Piece} other @param {number} axis  along which both run */
function alongside(one, other, axis) {
  const across = 1 - axis;
  if ([one, other].some(({ a, b }) => a[across] !== b[across])) return false;
  const overlap = Math.min(Math.max(one.a[axis], one.b[axis]), Math.max(other.a[axis], other.b[axis])) - Math.max(Math.min(one.a[axis], one.b[axis]), Math.min(other.a[axis], other.b[axis]));
  return Math.abs(one.a[across] - other.a[across]) < APART && overlap > 0.01;
}

/** Crossings that are no bridges, bridges where nothing crosses, wires that end on others. @param {Circuit} circuit @param {Piece[]} pieces */
function unbridged({ bridges, forks }, pieces) {
  const joints = new Set(Object.values(forks).map(([x, y]) => `${x} ${y}`));
  const level = pieces.filter(({ a, b }) => a[1] === b[1]);
  const upright = pieces.filter(({ a, b }) => a[0] === b[0]);
  const crossings = level.flatMap((over) =>
    upright
      .map((under) => ({ over, under, x: under.a[0], y: over.a[1] }))
      .filter(({ under, x, y }) => within(x, over.a[0], over.b[0]) === x && within(y, under.a[1], under.b[1]) === y)
      // A wire meets itself at its corners, and crosses what it is in the next block.
      .filter(({ under, x, y }) => under.wire !== over.wire || ![over.a, over.b, under.a, under.b].some(([px, py]) => px === x && py === y)),
  );
  const listed = new Set(bridges.map(({ over, under, at: [x, y] }) => `${over} over ${under} at ${x} ${y}`));
  const found = crossings.filter(({ x, y }) => !joints.has(`${x} ${y}`)).map(({ over, under, x, y }) => `${over.wire.id} over ${under.wire.id} at ${x} ${y}`);
  return [...found.filter((one) => !listed.has(one)).map((one) => `${one} is no bridge`), ...[...listed].filter((one) => !found.includes(one)).map((one) => `${one} is no crossing`)];
}

/** Uses whose way does not lead from their source to their target. @param {Circuit} circuit @param {Cell} cell */
function astray({ wires, block }, cell) {
  const uses = (cell.circuit ?? []).flatMap(({ id, of, arguments: taken }) =>
    taken.map(({ source, lag }) => ({ source, target: of, lag, operation: id })).filter(({ source }) => cell.variables.some(({ name }) => name === source) || source === "x"),
  );
  const last = cell.edges.filter(({ target }) => target === "J").map(({ source }) => ({ source, target: "J", lag: 0, operation: "J" }));
  return [...uses, ...last].flatMap(({ source, target, lag, operation }) => {
    const [edge, use] = [target, operation].map((end) => `${source}>${end}${lag ? "@1" : ""}`);
    const carries = (/** @type {Wire} */ { carry }) => ("edges" in carry ? carry.edges.includes(edge) : "use" in carry ? carry.use === use : "uses" in carry && carry.uses.includes(use));
    const begun = wires.filter((wire) => wire.from === source && carries(wire));
    const way = begun.map((first) => (first.to === target ? [first] : follow([first], target, carries, wires))).find((one) => one !== null);
    if (!way) return [`${use} does not reach ${target}`];
    const crossing = way.filter(({ points }) => points[0][0] < 0);
    const across = crossing.every(({ points }) => points.slice(1).some(([x, y], i) => y === points[i][1] && points[i][0] <= block.width - block.pitch && x >= 0));
    return crossing.length === lag && across ? [] : [`${use} enters at another height than it leaves, or not once`];
  });
}

/** Further wires up to a target, first those that carry a message, then those of what it is made of. */
/** @param {Wire[]} way @param {string} target @param {(wire: Wire) => boolean} carries @param {Wire[]} wires @returns {Wire[] | null} */
function follow(way, target, carries, wires) {
  const last = way[way.length - 1];
  for (const wire of wires) {
    if (wire.from !== last.to || !(carries(wire) || "delta" in wire.carry || "part" in wire.carry)) continue;
    if (wire.to === target) return [...way, wire];
    const rest = follow([...way, wire], target, carries, wires);
    if (rest) return rest;
  }
  return null;
}
