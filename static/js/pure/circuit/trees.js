/** The equations of a cell as trees of glyphs: what is drawn below each variable, down to the uses that it takes. */

/**
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../types.js").Operation} Operation
 *
 * @typedef {object} Use  one operation's use of one variable
 * @property {string} id  as among the parts of a flow
 * @property {string} edge
 * @property {string} source
 * @property {number} lag
 * @property {boolean} weight  the first that it meets is a vector that stays the same
 *
 * @typedef {"circle" | "plate" | "square" | "round"} Shape
 *
 * @typedef {object} Glyph
 * @property {string} id
 * @property {Shape} shape
 * @property {"sum" | "product" | "function" | "matrix" | "softmax" | "other"} kind
 * @property {string} text
 * @property {number} w
 * @property {number} h
 * @property {string | null} parameter
 * @property {string} error  what it hands back: the operation, or the variable, whose error this is
 * @property {Tree[]} children
 *
 * @typedef {Glyph | {use: Use}} Tree
 *
 * @typedef {object} Equation
 * @property {string} of
 * @property {Operation} root
 * @property {boolean} sums  the variable itself gathers its terms, without a sign
 * @property {Tree[]} below
 */

const KINDS = /** @type {const} */ (["sum", "product", "function", "matrix", "softmax"]);
const CIRCLE = 22;
const PLATE = 20;
const SQUARE = 18;
/** Letters of a text that does not fit a plate are left out from here on. */
const LONGEST = 12;

/** @typedef {(use: string) => number} KeyOf */

/** @param {Cell} cell @param {KeyOf} keyOf  by which uses are sorted @returns {Map<string, Equation>} */
export function readEquations(cell, keyOf) {
  const operations = new Map((cell.circuit ?? []).map((one) => [one.id, one]));
  return new Map(
    cell.forward.map(({ variable }) => {
      const root = /** @type {Operation} */ (operations.get(variable));
      const sums = root.kind === "sum" || root.kind === "copy";
      const below = sums ? childrenOf(root, operations, keyOf) : root.kind === "constant" ? [] : [treeOf(root, operations, keyOf)];
      return [variable, { of: variable, root, sums, below }];
    }),
  );
}

/** @param {Operation} one @param {Map<string, Operation>} operations @param {KeyOf} keyOf @returns {Tree} */
function treeOf(one, operations, keyOf) {
  const children = childrenOf(one, operations, keyOf);
  if (children.length === 1 && (one.kind === "copy" || one.kind === "sum")) return children[0];
  const id = one.id === one.of ? `act:${one.id}` : one.id;
  return { ...glyphOf(one, children.length), id, kind: KINDS.find((kind) => kind === one.kind) ?? "other", parameter: one.parameter ?? null, error: one.id, children };
}

/** What an operation takes, what it takes twice once; a term that is subtracted has its sign on the way. */
/** @param {Operation} one @param {Map<string, Operation>} operations @param {KeyOf} keyOf @returns {Tree[]} */
function childrenOf(one, operations, keyOf) {
  /** @type {Map<string, Tree>} */
  const found = new Map();
  for (const { source, lag, sign } of one.arguments) {
    const key = `${source}>${one.id}${lag ? "@1" : ""}`;
    const part = operations.get(source);
    const unnamed = part !== undefined && part.id !== part.of;
    const edge = `${source}>${one.of}${lag ? "@1" : ""}`;
    const child = unnamed ? treeOf(part, operations, keyOf) : { use: { id: key, edge, source, lag, weight: one.kind === "weight" } };
    const minus = sign < 0 && one.kind === "sum";
    if (!found.has(key)) found.set(key, minus ? { ...plate("−"), id: `−${key}`, kind: /** @type {const} */ ("other"), parameter: null, error: one.id, children: [child] } : child);
  }
  const keys = new Map([...found.values()].map((tree) => [tree, meanKey(tree, keyOf)]));
  return [...found.values()].sort((a, b) => /** @type {number} */ (keys.get(a)) - /** @type {number} */ (keys.get(b)));
}

/** @param {Tree} tree @param {KeyOf} keyOf @returns {number} */
function meanKey(tree, keyOf) {
  if ("use" in tree) return keyOf(tree.use.id);
  return tree.children.reduce((sum, child) => sum + meanKey(child, keyOf), 0) / Math.max(1, tree.children.length);
}

/** @param {string} text */
const plate = (text) => ({ shape: /** @type {Shape} */ ("plate"), text, w: Math.max(CIRCLE, 7 * text.length + 8), h: PLATE });

/** @param {Operation} one @param {number} taken @returns {{shape: Shape, text: string, w: number, h: number}} */
function glyphOf({ kind, label, parameter }, taken) {
  if (parameter) {
    const text = parameter.split("_")[0].slice(0, LONGEST) || parameter.slice(0, LONGEST);
    const w = text.length === 1 ? SQUARE : 9 * text.length + 8;
    return { shape: kind === "weight" && w === SQUARE ? "round" : "square", text, w, h: SQUARE };
  }
  if (kind === "sum" || kind === "product") return { shape: taken > 3 ? "plate" : "circle", text: label, w: CIRCLE, h: CIRCLE };
  return plate(label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);
}
