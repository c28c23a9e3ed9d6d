/**
 * All routes from one error as a picture: the variable on the left, the first step of each route, the state or output
 * that it leads to, and the loss on the right; errors come back from right to left.
 */

import { travel } from "../ease.js";
import { readLedger } from "../ledger.js";
import { inkWidth, lookOf } from "../scales.js";
import { clamp } from "../vectors.js";
import { symbolOf } from "../words.js";
import { cutMark } from "./cuts.js";
import { pathOf } from "./path.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../frame.js").ArrowInk} ArrowInk
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./path.js").Stop} Stop
 *
 * @typedef {object} Pill
 * @property {Stop} stop
 * @property {number} x  of its middle
 * @property {number} y
 * @property {number} half  of its width
 * @property {boolean} own  the variable whose routes these are
 *
 * @typedef {object} Numbered  the first step of a route
 * @property {ArrowInk} ribbon
 * @property {number} number
 * @property {string} edge
 *
 * @typedef {object} RouteMap
 * @property {Pill[]} pills
 * @property {ArrowInk[]} further  from J on
 * @property {Numbered[]} routes
 * @property {Point | null} later  where it says that an arrow stands for all later routes
 */

/** Where the four columns stand in the width, and the half of a pill's width for a letter of its name. */
const COLUMNS = [0.1, 0.37, 0.65, 0.92];
const [PILL, LETTER] = [24, 3.6];
/** A pill's half height; heads of ribbons into one pill are so far apart. */
const [HIGH, APART] = [15, 7];
/** From the middle of one pill to the next, and to a ribbon that passes it. */
const CLEAR = 34;
/** Routes start one after another within this part of the event, and each takes the rest. */
const STARTS = 0.6;

/** Beneath them it says what a dashed arrow is. */
const LEGEND = 18;

/** A height for so many routes. @param {number} routes */
export const mapHeight = (routes) => clamp(50 * routes, 92, 250) + LEGEND;

/**
 * @param {Flow} flow @param {string} variable @param {number} t
 * @param {{width: number, height: number, fraction: number}} view  fraction: how much of its gathering has passed
 * @returns {RouteMap}
 */
export function routeMap(flow, variable, t, { width, height: whole, fraction }) {
  const height = whole - LEGEND;
  const { entries } = readLedger(flow, variable, t);
  const paths = entries.map(({ edge }) => pathOf(flow, edge, t));
  const rows = placeRows(paths.map(innerOf), height);
  /** @type {Map<string, Pill>} */
  const pills = new Map();
  const pillOf = (/** @type {Stop} */ stop, /** @type {number} */ column, /** @type {number} */ y) => {
    const key = keyOf(stop);
    const letters = stop.names.map(symbolOf).join(", ").replace(/\p{M}/gu, "").length + String(stop.t ?? "").length;
    const pill = pills.get(key) ?? { stop, x: COLUMNS[column] * width, y, half: PILL + LETTER * Math.max(0, letters - 2), own: column === 0 };
    pills.set(key, pill);
    return pill;
  };
  const own = pillOf({ names: [variable], t }, 0, height / 2);
  const loss = entries.length ? pillOf({ names: ["J"], t: null }, 3, height / 2) : own;
  /** @type {Map<string, ArrowInk>} */
  const further = new Map();
  const join = (/** @type {Pill} */ from, /** @type {Pill} */ to, /** @type {Point[]} */ by, /** @type {number} */ norm, dashed = false) => {
    const key = `${keyOf(from.stop)} ${keyOf(to.stop)}`;
    if (!further.has(key)) further.set(key, { ...ribbonOf(flow, key, t, lineOf(from, to, by), norm), dashed });
  };
  const routes = entries.map(({ edge, norm }, i) => {
    const inner = innerOf(paths[i]);
    const [first, last] = [inner[0], inner[inner.length - 1]];
    const straight = isStraight(inner);
    const start = straight ? pillOf(first, 2, rows.states[i]) : pillOf(first, 1, rows.own[i]);
    const reached = inner.length > 1 ? pillOf(last, 2, rows.states[i]) : start;
    if (reached !== start) join(reached, start, [], errorOf(flow, first) ?? norm);
    const [onRow, onState] = /** @type {Point[]} */ ([[COLUMNS[1] * width, rows.own[i]], [COLUMNS[2] * width, rows.states[i]]]);
    if (paths[i].some(({ names }) => names.includes("J"))) join(loss, reached, reached.x < onState[0] ? [onState] : [], errorOf(flow, last) ?? errorOf(flow, first) ?? norm, last.names[0] !== "J");
    const spread = (rows.order[i] - (entries.length - 1) / 2) * APART;
    const progress = travel(clamp((fraction - (STARTS * i) / entries.length) / (1 - STARTS), 0, 1));
    const ribbon = { ...ribbonOf(flow, edge, t, lineOf(start, own, straight ? [onRow] : [], spread), norm), progress, live: progress < 1 };
    return { ribbon: { ...ribbon, edges: cutMark(flow.cuts, [edge], t) }, number: i + 1, edge };
  });
  const dashed = [...further.values()].some((ribbon) => ribbon.dashed);
  return { pills: [...pills.values()], further: [...further.values()], routes, later: dashed ? [width - 62, whole - 8] : null };
}

/** @param {Stop} stop */
const keyOf = ({ names, t }) => `${names.join()}(${t})`;

/** The stops between the source and the whole loss. @param {Stop[]} path */
const innerOf = (path) => path.slice(1).filter(({ t }) => t !== null);

/** To a state or output at once. @param {Stop[]} inner */
const isStraight = (inner) => inner.length === 1 && inner[0].names[0] !== "J";

/**
 * Routes that lead to the same state lie beside one another, each on a row of its own. What goes straight there lies
 * nearest to the middle, and passes the column of the first steps on its own row.
 * @param {Stop[][]} inners @param {number} height
 */
function placeRows(inners, height) {
  const goal = inners.map((inner) => keyOf(inner[inner.length - 1]));
  const routes = inners.map((_, i) => i);
  const middle = (inners.length - 1) / 2;
  const grouped = [...routes].sort((a, b) => goal.indexOf(goal[a]) - goal.indexOf(goal[b]) || a - b);
  const above = (/** @type {number} */ i) => mean(routes.filter((j) => goal[j] === goal[i]).map((j) => grouped.indexOf(j))) < middle;
  const towards = (/** @type {number} */ i) => (isStraight(inners[i]) ? (above(i) ? 1 : -1) : 0);
  const sorted = [...grouped].sort((a, b) => goal.indexOf(goal[a]) - goal.indexOf(goal[b]) || towards(a) - towards(b) || a - b);
  const order = routes.map((i) => sorted.indexOf(i));
  const margin = HIGH + 8;
  const own = order.map((row) => (middle ? margin + ((height - 2 * margin) * row) / (2 * middle) : height / 2));
  const [left, first, last, end] = COLUMNS;
  // What the loss of the step sends at once passes the column of states as if it met one there.
  const wishes = new Map(routes.map((i) => [goal[i], stateRow(routes.filter((j) => goal[j] === goal[i]))]));
  const keys = [...wishes.keys()].sort((x, y) => (wishes.get(x) ?? 0) - (wishes.get(y) ?? 0));
  const apart = separate(keys.map((key) => wishes.get(key) ?? 0), Math.min(CLEAR, (height - 2 * margin) / Math.max(1, keys.length - 1)), margin, height - margin);
  const states = goal.map((key) => apart[keys.indexOf(key)]);
  return { order, own, states };

  /** Where a state would stand best for the routes that lead to it. @param {number[]} led */
  function stateRow(led) {
    const [left, first, last, end] = COLUMNS;
    const straight = led.find((i) => isStraight(inners[i]));
    const away = (/** @type {number} */ i, /** @type {number} */ by) => clamp(height / 2 + (own[i] - height / 2) * by, margin, height - margin);
    if (straight !== undefined) return away(straight, (last - left) / (first - left));
    return inners[led[0]][0].names[0] === "J" ? away(led[0], (end - last) / (end - first)) : mean(led.map((i) => own[i]));
  }
}

/** Heights in their order, at least a gap apart. @param {number[]} wishes @param {number} gap @param {number} low @param {number} high */
function separate(wishes, gap, low, high) {
  const down = [...wishes];
  down.forEach((y, i) => (down[i] = Math.max(y, i ? down[i - 1] + gap : low)));
  for (let i = down.length - 1; i >= 0; i--) down[i] = Math.min(down[i], i < down.length - 1 ? down[i + 1] - gap : high);
  return down;
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The error that has gathered there, of several variables all together; a loss has none of its own. @param {Flow} flow @param {Stop} stop */
function errorOf({ answer }, { names, t }) {
  if (names.includes("J") || t === null) return null;
  return Math.hypot(...names.map((name) => answer.norms.deltas[name][t - 1] ?? NaN));
}

/** From the left end of one pill to the right end of another. @param {Pill} from @param {Pill} to @param {Point[]} by  places on the way @param {number} [spread] @returns {Point[]} */
const lineOf = (from, to, by, spread = 0) => [[from.x - from.half, from.y], ...by, [to.x + to.half + 2, to.y + spread]];

/** @param {Flow} flow @param {string} id @param {number} t @param {Point[]} line @param {number} norm @returns {ArrowInk} */
function ribbonOf({ fresh }, id, t, line, norm) {
  const look = lookOf(norm, fresh);
  return { id, t, line, norm, look, width: inkWidth(look, 1), kind: "plain", progress: 1, live: false };
}
