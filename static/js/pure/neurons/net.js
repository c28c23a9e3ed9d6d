/**
 * A cell as layers of units, every weight a line, where its equations are that: each layer is a sum of matrix
 * products, with a bias or none, and at most one function of it. The sum and its function are one unit.
 */

/**
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../types.js").Edge} Edge
 *
 * @typedef {object} Layer
 * @property {string} name  the variable that its lines carry on
 * @property {string} inside  the sum whose error its lines carry on: a variable, or an operation that has no name; the layer itself where no function follows
 * @property {string} into  the variable in whose equation that sum is
 * @property {string} [does]  the function
 * @property {number} size  how many units
 * @property {boolean} recurrent
 *
 * @typedef {object} Link  the lines between two layers, one for each weight
 * @property {string} id
 * @property {string} edge
 * @property {string} into  the layer that gathers
 * @property {string} from  the layer whose errors come back, or J
 * @property {0 | 1} lag
 * @property {string} [parameter]  the weights; from J there are none
 *
 * @typedef {object} Net
 * @property {Layer[]} layers  from the inputs up
 * @property {Link[]} links  in the order of the terms of the backward equations
 * @property {string | null} prediction  what the loss reads, where it is not the last layer itself
 * @property {boolean} softmax
 */

/** What has more units in a layer cannot be read. */
const MOST_UNITS = 8;

/** @type {WeakMap<Answer, Net | null>} */
const known = new WeakMap();

/** The layers of a run; null where its cell has none, or too large ones. @param {Answer} answer @returns {Net | null} */
export function netOf(answer) {
  const { input_size: X, hidden_size: H, output_size: K } = answer.request;
  if (!known.has(answer)) known.set(answer, readNet(answer.cell, { X, H, K }));
  return known.get(answer) ?? null;
}

/** @param {Cell} cell @param {Record<import("../types.js").Symbol, number>} sizes @returns {Net | null} */
export function readNet(cell, sizes) {
  const into = (/** @type {string} */ name) => cell.edges.filter(({ target }) => target === name);
  const uses = (/** @type {string} */ name) => cell.edges.filter(({ source }) => source === name);
  const sizeOf = new Map(cell.variables.map(({ name, size }) => [name, sizes[size]]));
  const order = cell.forward.map(({ variable }) => variable);
  const isSum = (/** @type {string} */ name) => into(name).length > 0 && into(name).every(weightsOf);
  /** The sum within a function, where an equation is both. @param {string} name */
  const sumWithin = (name) => {
    const root = cell.circuit?.find(({ id }) => id === name);
    const slopes = new Set(into(name).map(({ carriers }) => JSON.stringify(carriers[0]?.[0])));
    return root?.kind === "function" && slopes.size === 1 && into(name)[0].carriers[0][0].kind === "slope" ? root.arguments[0].source : null;
  };
  /** What follows a sum and nothing else does. @param {string} sum */
  const functionOf = (sum) => {
    const [use, ...more] = uses(sum);
    const [factor] = use?.carriers[0] ?? [];
    const alone = use && more.length === 0 && use.lag === 0 && into(use.target).length === 1;
    return alone && isOne(use) && factor?.kind === "slope" && factor.expression === `${sum}[t]` ? { name: use.target, does: factor.function } : null;
  };
  const recurrent = (/** @type {string} */ name) => uses(name).some(({ lag }) => lag === 1);
  const inputs = { name: "x", inside: "x", into: "x", size: sizes.X, recurrent: recurrent("x") };
  const layers = [inputs, ...order.filter(isSum).map((sum) => {
    const within = sumWithin(sum);
    const { name, does } = (within ? null : functionOf(sum)) ?? { name: sum, does: within ? into(sum)[0].carriers[0][0].function : undefined };
    return { name, inside: within ?? sum, into: sum, does, size: sizeOf.get(sum) ?? 0, recurrent: recurrent(name) };
  })];
  const named = (/** @type {string} */ name) => layers.some((layer) => layer.name === name);
  const loss = readLoss(cell, named);
  const covered = new Set(layers.flatMap(({ name, into: sum }) => [name, sum]).concat(loss?.prediction ?? []));
  const weights = layers.flatMap(({ into: sum }) => (sum === "x" ? [] : into(sum)));
  const whole = order.every((name) => covered.has(name)) && weights.every(({ source }) => named(source));
  const readable = !inputs.recurrent && layers.every(({ size }) => size <= MOST_UNITS);
  if (!loss || !whole || !readable) return null;
  const terms = [...cell.backward.flatMap(({ terms }) => terms.map(({ edge }) => edge)), ...uses("x").map(({ id }) => id)];
  const links = [...new Set(terms)].flatMap((id) => {
    const edge = /** @type {Edge} */ (cell.edges.find((one) => one.id === id));
    if (edge === loss.edge) return [linkOf(edge, "J")];
    const layer = layers.find(({ into: sum }) => sum === edge.target);
    return layer && weights.includes(edge) ? [linkOf(edge, layer.name, weightsOf(edge))] : [];
  });
  return { layers, links, prediction: loss.prediction, softmax: loss.softmax };
}

/** @param {Edge} edge @param {string} from @param {string} [parameter] @returns {Link} */
const linkOf = ({ id, source, lag }, from, parameter) => ({ id: `${from}_${source}${lag ? "'" : ""}`, edge: id, into: source, from, lag: /** @type {0 | 1} */ (lag), parameter });

/** @param {Edge} edge */
const isOne = ({ carriers }) => carriers.length === 1 && carriers[0].length === 1;

/** The matrix that an edge is, alone or within a function of the whole sum. @param {Edge} edge */
function weightsOf({ carriers }) {
  const [first, second, ...more] = carriers.flat();
  const matrix = first?.kind === "slope" ? second : second ? undefined : first;
  return carriers.length === 1 && more.length === 0 && matrix?.kind === "matrix" ? matrix.parameter : undefined;
}

/**
 * The way from the loss to the layer that it reads, by a prediction which is that layer or its softmax.
 * @param {Cell} cell @param {(name: string) => boolean} named  whether it is a layer
 */
function readLoss({ edges }, named) {
  const [onto, ...more] = edges.filter(({ target }) => target === "J");
  if (!onto || more.length) return null;
  if (named(onto.source)) return { edge: onto, prediction: null, softmax: false };
  const prediction = onto.source;
  const [use, ...others] = edges.filter(({ target }) => target === prediction);
  const alone = edges.filter(({ source }) => source === prediction).length === 1;
  if (!use || others.length || !alone || use.lag || !named(use.source) || use.carriers.length !== 1) return null;
  const softmax = isOne(use) && use.carriers[0][0].kind === "softmax";
  return softmax || use.carriers[0].length === 0 ? { edge: use, prediction, softmax } : null;
}
