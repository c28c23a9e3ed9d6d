/**
 * What of a cell is drawn when each step is a black box: its memory and its output, the other variables inside.
 *
 * An arrow is a group of edges. Within a step, a use of u leads on through variables inside the box until it
 * meets a shown one; uses that meet the same one share an arrow. All uses one step later share the arrow that
 * comes from the next box.
 */

/**
 * @typedef {import("./types.js").Cell} Cell
 * @typedef {import("./types.js").Edge} Edge
 *
 * @typedef {object} Lane  a shown variable
 * @property {string} name
 * @property {boolean} recurrent  used one step later
 * @property {boolean} highway  its edge to itself passes neither a matrix nor a slope
 * @property {boolean} output
 * @property {number} [units]  where each is drawn by itself
 *
 * @typedef {object} Arrow
 * @property {string} id  as `y_c`, the error of y reaching c; `c_c`, from the next c; `b_y`, from the next box
 * @property {string} into  the variable that gathers
 * @property {string | null} from  a shown variable or J; null is the next box as a whole
 * @property {0 | 1} lag
 * @property {"loss" | "plain" | "recurrent" | "highway"} kind
 * @property {string[]} edges
 *
 * @typedef {object} Graph
 * @property {Lane[]} lanes  from top to bottom, the output lowest
 * @property {Arrow[]} arrows  in the order of the terms of the backward equations
 */

/** @param {Cell} cell @returns {Graph} */
export function readGraph(cell) {
  const output = shownOutput(cell);
  const names = shownVariables(cell);
  const lanes = names.map((name) => ({
    name,
    recurrent: cell.state.includes(name),
    highway: cell.edges.some((edge) => edge.source === name && isHighway(edge)),
    output: name === output,
  }));
  const self = (/** @type {Lane} */ lane) => cell.edges.some((edge) => edge.lag === 1 && edge.source === lane.name && edge.target === lane.name);
  const rank = (/** @type {Lane} */ lane) => (lane.output ? 3 : lane.highway ? 0 : self(lane) ? 1 : 2);
  lanes.sort((a, b) => rank(a) - rank(b));
  return { lanes, arrows: readArrows(cell, names) };
}

/** Its states and its output, in the order of events. @param {Cell} cell */
export function shownVariables(cell) {
  const output = shownOutput(cell);
  return cell.forward.map(({ variable }) => variable).filter((name) => name === output || cell.state.includes(name));
}

/**
 * The variable the loss is drawn onto: the cell's output, or the state from which a bare read-out (matrices and a
 * softmax) makes it, so that a read-out written by hand is drawn as a built-in one.
 * @param {Cell} cell
 */
function shownOutput(cell) {
  let name = cell.edges.find((edge) => edge.target === "J")?.source ?? cell.output;
  while (!cell.state.includes(name)) {
    const uses = cell.edges.filter((edge) => edge.target === name);
    if (uses.length !== 1 || uses[0].source === "x" || !isBare(uses[0])) return cell.output;
    name = uses[0].source;
  }
  return name;
}

/** @param {Edge} edge */
const isBare = ({ lag, carriers }) => lag === 0 && carriers.flat().every(({ kind }) => kind !== "times" && kind !== "slope");

/** @param {Edge} edge */
export const isHighway = ({ source, target, lag, carriers }) =>
  lag === 1 && source === target && carriers.some((chain) => chain.every(({ kind }) => kind === "times" || kind === "number"));

/** @param {Cell} cell @param {string[]} names  the shown variables, in the order of events @returns {Arrow[]} */
function readArrows(cell, names) {
  /** @type {Map<string, Arrow>} */
  const arrows = new Map();
  const terms = cell.backward.flatMap(({ variable, terms }) => (names.includes(variable) ? terms : []));
  const uses = terms.map((term) => /** @type {Edge} */ (cell.edges.find((edge) => edge.id === term.edge)));
  const later = new Map(names.map((name) => [name, reachedLater(cell, names, name)]));
  for (const edge of uses) {
    const into = edge.source;
    const reached = reach(cell, names, edge.target);
    if (reached.length === 0) continue;
    const all = later.get(into) ?? [];
    const from = edge.lag === 0 ? reached[0] : all.length === 1 && all[0] === into ? into : null;
    const key = JSON.stringify([from, into, edge.lag]);
    const arrow = arrows.get(key) ?? { id: freshId(arrows, `${from ?? "b"}_${into}`), into, from, lag: /** @type {0 | 1} */ (edge.lag), kind: kindOf(from, edge.lag), edges: [] };
    arrow.edges.push(edge.id);
    if (isHighway(edge)) arrow.kind = "highway";
    arrows.set(key, arrow);
  }
  return [...arrows.values()];
}

/** A variable of one's own may be called b as well. @param {Map<string, Arrow>} arrows @param {string} id @returns {string} */
const freshId = (arrows, id) => ([...arrows.values()].some((arrow) => arrow.id === id) ? freshId(arrows, `${id}'`) : id);

/** @param {string | null} from @param {number} lag @returns {Arrow["kind"]} */
const kindOf = (from, lag) => (lag === 1 ? "recurrent" : from === "J" ? "loss" : "plain");

/** All that a variable's uses one step later lead to. @param {Cell} cell @param {string[]} names @param {string} name */
const reachedLater = (cell, names, name) => [
  ...new Set(cell.edges.filter((edge) => edge.lag === 1 && edge.source === name).flatMap((edge) => reach(cell, names, edge.target))),
];

/**
 * The shown variables, or J, that a variable leads to within its step, in the order of events.
 * @param {Cell} cell @param {string[]} names @param {string} start
 */
export function reach(cell, names, start) {
  const found = new Set();
  const seen = new Set();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (name === "J" || names.includes(name)) found.add(name);
    else open.push(...cell.edges.filter((edge) => edge.source === name && edge.lag === 0).map((edge) => edge.target));
  }
  return [...names, "J"].filter((name) => found.has(name));
}
