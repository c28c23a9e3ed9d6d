/** Trees of glyphs: how much room they take, and how they hang below what takes their result. */

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("./drawing.js").Carry} Carry
 * @typedef {import("./tiles.js").Tile} Tile
 * @typedef {import("./trees.js").Tree} Tree
 * @typedef {import("./trees.js").Glyph} Glyph
 *
 * @typedef {object} Size  of a tree, from the middle of its top
 * @property {number} left
 * @property {number} right
 * @property {number} height
 * @property {number[]} at  where its children stand
 * @property {Size[]} children
 */

/** Between glyphs; between what stands side by side; from a circle to a way that enters at its side; of a leg. */
const [GAP, BESIDE, TURN, LEG] = [12, 4, 8, 9];

/** @param {Tree} tree @returns {Size} */
export function measure(tree) {
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
