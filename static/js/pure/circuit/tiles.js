/** An equation as a tile: its variable on top, its operations below, and at the bottom a leg for every use. */

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./trees.js").Tree} Tree
 * @typedef {import("./trees.js").Glyph} Glyph
 * @typedef {import("./trees.js").Use} Use
 * @typedef {import("./trees.js").Equation} Equation
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("./drawing.js").Carry} Carry
 *
 * @typedef {object} Leg  where a use enters a tile
 * @property {Use} use
 * @property {number} x
 * @property {Point[]} tail  its way from below
 * @property {string} to
 * @property {boolean} [road]  along a highway
 *
 * @typedef {object} Tile  lengths from the middle of its variable's column, heights from its bottom, upward negative
 * @property {string} name
 * @property {string[]} variables
 * @property {number} left
 * @property {number} right
 * @property {number} height
 * @property {Point} node  of the variable that others take
 * @property {number} r
 * @property {Drawing["nodes"]} nodes
 * @property {Drawing["gates"]} gates
 * @property {Drawing["ops"]} ops
 * @property {Drawing["params"]} params
 * @property {Drawing["forks"]} forks
 * @property {Wire[]} wires
 * @property {Leg[]} legs
 * @property {Road} [road]
 *
 * @typedef {object} Road  the part of a highway that a tile stands on
 * @property {string} of  the state
 * @property {string} id  of what stands there
 * @property {string} error  what it hands back
 * @property {number} left
 * @property {number} right
 * @property {number} y
 * @property {Use} [use]  of the first one: of the state one step earlier
 */

/** Between glyphs; between what stands side by side; from a circle to a way that enters at its side. */
const [GAP, BESIDE, TURN] = [12, 4, 8];
/** Of variables: in a capsule, alone, on a highway. */
export const RADIUS = { gate: 15, alone: 16, road: 18 };
/** Of a capsule: from variable to variable, and its half width. */
const [CAPSULE, WALL] = [80, 20];
const LEG = 9;

/** @param {string} name @returns {Tile} */
export const empty = (name) => ({ name, variables: [name], left: 0, right: 0, height: 0, node: [0, 0], r: RADIUS.alone, nodes: {}, gates: [], ops: [], params: [], forks: {}, wires: [], legs: [] });

/** @typedef {{left: number, right: number, height: number, at: number[], children: Size[]}} Size */

/** @param {Tree} tree @returns {Size} */
function measure(tree) {
  if ("use" in tree) return { left: LEG, right: LEG, height: 0, at: [], children: [] };
  const inner = beside(tree.children, tree.shape === "circle" ? { 2: tree.w + 2 * TURN - 2, 3: tree.w / 2 + TURN + 3 }[tree.children.length] ?? 0 : 0);
  const [left, right] = spanOf(tree, inner, isWide(tree));
  const open = tree.children.some((child) => !("use" in child));
  return { ...inner, left: Math.max(inner.left, 2 - left), right: Math.max(inner.right, right + 2), height: tree.h + (open ? GAP + inner.height : 0) };
}

/** Trees side by side below one point: where each stands. @param {Tree[]} trees @param {number} least @returns {Size} */
export function beside(trees, least = 0) {
  const children = trees.map(measure);
  const at = children.map(() => 0);
  for (let i = 1; i < at.length; i++) at[i] = at[i - 1] + Math.max(least, children[i - 1].right + BESIDE + children[i].left);
  const last = at[at.length - 1] ?? 0;
  const middle = at.length === 3 ? at[1] : Math.round(last / 2);
  return {
    left: Math.max(0, ...children.map(({ left }, i) => left + middle - at[i])),
    right: Math.max(0, ...children.map(({ right }, i) => at[i] - middle + right)),
    height: Math.max(0, ...children.map(({ height }) => height)),
    at: at.map((x) => x - middle),
    children,
  };
}

/** @param {string} error  an operation that is no variable has a dot in its name @returns {Carry} */
export const carryOf = (error) => (error.includes(".") ? { part: error } : { delta: error });

/** A tree whose top stands at a place, and its way on to what takes it; a use becomes a leg. */
/** @param {Tile} tile @param {Tree} tree @param {Size} size @param {Point} top @param {Point[]} onward @param {string} to */
export function hang(tile, tree, size, [x, y], onward, to) {
  if ("use" in tree) {
    tile.legs.push({ use: tree.use, x, tail: onward, to });
    return;
  }
  addWire(tile, tree.id, to, [[x, y], ...onward], carryOf(tree.error));
  drawGlyph(tile, tree, spanOf(tree, size, isWide(tree)), [x, y + tree.h / 2]);
  tree.children.forEach((child, i) => {
    const at = x + size.at[i];
    const sideways = tree.shape === "circle" && Math.abs(at - x) > 1;
    const below = y + tree.h;
    const middle = y + tree.h / 2;
    const entry = /** @type {Point[]} */ (sideways ? [[at, middle], [x + (Math.sign(at - x) * tree.w) / 2, middle]] : [[at, below]]);
    hang(tile, child, size.children[i], [at, below + GAP], entry, tree.id);
  });
}

/** @param {Tile} tile @param {Glyph} glyph @param {[number, number]} span  from its middle @param {Point} middle */
export function drawGlyph(tile, { id, shape, kind, text, w, h, parameter, children }, [left, right], [x, y]) {
  if (shape === "square" || shape === "round") {
    const edge = edgesBelow(children)[0];
    tile.params.push({ id, label: text, x, y, w, h, edge, ...(shape === "round" ? { round: true } : {}), ...(parameter ? { parameter } : {}) });
  } else if (right - left === w && w === h && children.length > 1) tile.ops.push({ id, kind: kind === "sum" ? "sum" : "product", x, y, r: w / 2, text });
  else tile.ops.push({ id, kind: children.length < 2 ? "function" : kind === "sum" ? "sum" : "product", x: x + (left + right) / 2, y, w: right - left, h, text });
}

/** Both ends of a glyph; a wide one reaches over all that leads into it from below. */
/** @param {Glyph} glyph @param {Size} size @param {boolean} wide @returns {[number, number]} */
export const spanOf = ({ w }, { at }, wide) => (wide ? [at[0] - 8, at[at.length - 1] + 8] : [-w / 2, w / 2]);

/** @param {Glyph} glyph */
const isWide = ({ shape, children }) => shape === "plate" && children.length > 1;

/** @param {Tree[]} trees @returns {string[]} */
const edgesBelow = (trees) => trees.flatMap((tree) => ("use" in tree ? [tree.use.edge] : edgesBelow(tree.children)));

/** @param {Tile} tile @param {string} from @param {string} to @param {Point[]} points @param {Carry} carry */
export function addWire(tile, from, to, points, carry, kind = /** @type {Wire["kind"]} */ ("plain")) {
  tile.wires.push({ id: `${from}-${to}`, kind, lag: 0, from, to, points, carry });
}

/** The terms of a sum meet on a bar below its variable; one or two that are narrow lead straight on. */
/** @param {Tile} tile @param {string} of @param {Tree[]} trees @param {Point} node @param {number} r @param {number} wall */
function gather(tile, of, trees, [x, y], r, wall) {
  const size = beside(trees);
  const low = y + Math.max(r, wall);
  const straight = trees.length < 2 || (trees.length === 2 && size.at[1] <= 11);
  const bar = low + 8;
  const top = straight ? low + (wall ? 4 : 10) : bar + 8;
  const carry = { delta: of };
  trees.forEach((tree, i) => {
    const dx = size.at[i];
    const at = x + dx;
    if (straight) {
      hang(tile, tree, size.children[i], [at, top], [[at, y + Math.sqrt(r * r - dx * dx)]], of);
      return;
    }
    const next = i + Math.sign(-dx);
    const end = dx === 0 || (size.at[next] ?? 0) * dx <= 0 ? 0 : size.at[next];
    const outermost = i === 0 || i === trees.length - 1;
    const fork = `${of}:${i}`;
    const inward = end === 0 ? `${of}:in` : `${of}:${next}`;
    if (dx === 0) hang(tile, tree, size.children[i], [at, top], [[x, bar]], `fork:${of}:in`);
    else if (outermost) hang(tile, tree, size.children[i], [at, top], [[at, bar], [x + end, bar]], `fork:${inward}`);
    else {
      tile.forks[fork] = [at, bar];
      hang(tile, tree, size.children[i], [at, top], [[at, bar]], `fork:${fork}`);
      addWire(tile, `fork:${fork}`, `fork:${inward}`, [[at, bar], [x + end, bar]], carry);
    }
  });
  if (!straight) {
    tile.forks[`${of}:in`] = [x, bar];
    addWire(tile, `fork:${of}:in`, of, [[x, bar], [x, y + r]], carry);
  }
  tile.left = Math.max(tile.left, size.left);
  tile.right = Math.max(tile.right, size.right);
  tile.height = top + size.height;
}

/** What stands below a variable. @param {Tile} tile @param {Equation} equation @param {Point} node @param {number} r @param {number} [wall] */
function below(tile, { of, sums, below: trees }, [x, y], r, wall = 0) {
  tile.nodes[of] = { x, y, r };
  if (sums) {
    gather(tile, of, trees, [x, y], r, wall);
    return;
  }
  tile.height = y + Math.max(r, wall);
  for (const tree of trees) {
    const size = measure(tree);
    const top = tile.height + (wall ? 4 : 10);
    hang(tile, tree, size, [x, top], [[x, y + r]], of);
    tile.left = Math.max(tile.left, size.left);
    tile.right = Math.max(tile.right, size.right);
    tile.height = top + size.height;
  }
}

/** @param {Equation} equation @param {Equation} [inner]  of what it is a function of, if that is for nothing else @returns {Tile} */
export function tileOf(equation, inner) {
  const tile = empty(equation.of);
  if (!inner) {
    tile.left = tile.right = RADIUS.alone + 2;
    below(tile, equation, [0, RADIUS.alone], RADIUS.alone);
    tile.node = [0, RADIUS.alone];
    return settled(tile);
  }
  const r = RADIUS.gate;
  const [high, low] = [WALL + 4, WALL + 4 + CAPSULE];
  const plate = /** @type {Glyph} */ (equation.below[0]);
  tile.variables.push(inner.of);
  tile.left = tile.right = Math.max(WALL, plate.w / 2 + 2) + 2;
  tile.nodes[equation.of] = { x: 0, y: high, r };
  tile.node = [0, high];
  tile.r = r;
  const middle = (high + low) / 2;
  const half = Math.max(WALL, plate.w / 2 + 3);
  if (plate.kind === "function") tile.gates.push({ id: equation.of, x: -half, y: 0, w: 2 * half, h: low + WALL + 4, r: WALL });
  drawGlyph(tile, plate, [-plate.w / 2, plate.w / 2], [0, middle]);
  addWire(tile, inner.of, plate.id, [[0, low - r], [0, middle + plate.h / 2]], { edges: [`${inner.of}>${equation.of}`] });
  addWire(tile, plate.id, equation.of, [[0, middle - plate.h / 2], [0, high + r]], { delta: equation.of });
  below(tile, inner, [0, low], r, WALL + 4);
  return settled(tile);
}

/** Heights from the bottom. @param {Tile} tile @returns {Tile} */
export function settled(tile) {
  return moved(tile, 0, -tile.height);
}

/** @param {Tile} tile @param {number} dx @param {number} dy @returns {Tile} */
export function moved(tile, dx, dy) {
  const at = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x + dx, y + dy]);
  /** @template {{x: number, y: number}} T @param {T} thing @returns {T} */
  const put = (thing) => ({ ...thing, x: thing.x + dx, y: thing.y + dy });
  const leg = (/** @type {Leg} */ one) => ({ ...one, x: one.x + dx, tail: one.tail.map(at) });
  return {
    ...tile,
    node: at(tile.node),
    nodes: Object.fromEntries(Object.entries(tile.nodes).map(([name, node]) => [name, put(node)])),
    gates: tile.gates.map(put),
    ops: tile.ops.map(put),
    params: tile.params.map(put),
    forks: Object.fromEntries(Object.entries(tile.forks).map(([id, point]) => [id, at(point)])),
    wires: tile.wires.map((wire) => ({ ...wire, points: wire.points.map(at) })),
    legs: tile.legs.map(leg),
    ...(tile.road ? { road: { ...tile.road, left: tile.road.left + dx, right: tile.road.right + dx, y: tile.road.y + dy } } : {}),
  };
}
